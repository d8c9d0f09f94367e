"""Transfers to other schools, or from them."""
