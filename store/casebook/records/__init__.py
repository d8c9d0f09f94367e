"""Records as they come out of their entries."""
