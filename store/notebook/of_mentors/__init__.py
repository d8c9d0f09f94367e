"""What belongs to one mentor."""
