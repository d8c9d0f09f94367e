"""Exchanging through a shared folder or a stick."""
