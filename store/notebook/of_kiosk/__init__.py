"""What the kiosk does by itself."""
