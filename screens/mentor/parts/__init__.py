"""What the mentor's screens share."""
