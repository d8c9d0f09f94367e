"""What people do at a desk, recorded."""
