"""The store as a service on the network."""
