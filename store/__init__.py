"""Records, sealing, feeds: everything that needs no screen."""
