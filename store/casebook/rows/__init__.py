"""A casebook's tables."""
