"""Signed feeds: what a device writes, copied between peers by one exchange."""
