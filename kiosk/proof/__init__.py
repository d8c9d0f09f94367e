"""What is here of what was written, now and against a line on paper."""
