"""A made-up school in which everything went the real way."""
