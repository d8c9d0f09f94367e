"""A desk from unlocked to locked."""
