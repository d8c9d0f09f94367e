"""Widgets that the kiosk's screens share with the desk's."""
