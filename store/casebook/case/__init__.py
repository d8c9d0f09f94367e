"""A case as its records tell it."""
