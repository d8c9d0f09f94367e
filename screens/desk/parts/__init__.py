"""What the desk's screens share."""
