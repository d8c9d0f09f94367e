"""Writing a concern."""
