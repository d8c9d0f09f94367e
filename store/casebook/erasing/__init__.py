"""Erasing by two people."""
