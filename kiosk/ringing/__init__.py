"""Rings: how they leave this computer, with what a person asks of them."""
