"""The school's store on the network."""
