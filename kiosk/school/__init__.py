"""Founding a school, looking after its people and keys."""
