"""The revisions of the casebook, one file for each step."""
