"""What is wrong on this computer, each thing with what to do."""
