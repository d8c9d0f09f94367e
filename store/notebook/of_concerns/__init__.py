"""Concerns: written, held, sent, followed."""
