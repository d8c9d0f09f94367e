"""Mentoring sessions."""
