"""Who is rung when, without a word of why."""
