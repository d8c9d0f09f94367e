"""What a mentor sees of reports that are sent."""
