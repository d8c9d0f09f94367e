"""How computers join a school, stay known in it, leave it."""
