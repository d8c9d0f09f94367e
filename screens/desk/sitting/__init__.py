"""The desk from locked to locked."""
