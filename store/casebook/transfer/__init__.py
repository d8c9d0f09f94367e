"""Handing a child's cases to the school where the child goes next."""
