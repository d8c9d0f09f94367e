"""Signed hash chains that carry sealed bodies from device to device."""
