"""Exchanging with a store on the network."""
