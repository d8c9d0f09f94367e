"""How a device meets its peers."""
