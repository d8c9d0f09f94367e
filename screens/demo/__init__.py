"""The one screen of the demonstration."""
