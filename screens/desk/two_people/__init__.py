"""What two people erase."""
