"""Strict encodings, signatures, keys: what everything signed is made of."""
