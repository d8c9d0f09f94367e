"""What the kiosk's screens talk to: the mentor's own sealed notebook on one kiosk."""
