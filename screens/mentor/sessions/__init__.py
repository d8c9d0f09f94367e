"""Logging mentoring sessions."""
