"""The revisions, one file for each room and step."""
