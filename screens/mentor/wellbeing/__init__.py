"""How a mentor is."""
