"""One process for each visit, under a supervisor that owns the terminal."""
