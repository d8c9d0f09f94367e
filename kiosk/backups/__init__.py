"""Copies of the store and the desks at a second place."""
