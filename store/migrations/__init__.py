"""The steps by which the device's database came to be as it is."""
