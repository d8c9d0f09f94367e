"""A case with the steps on it."""
