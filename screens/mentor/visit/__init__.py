"""One visit from the welcome to the welcome."""
