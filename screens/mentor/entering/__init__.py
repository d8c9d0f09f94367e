"""The welcome with the ways in."""
