"""What the desk's screens talk to: one role's view of the feeds, rebuilt from them at any time."""
