"""Papers made from a screen."""
