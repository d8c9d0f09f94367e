"""The programs: command line, configuration, wiring."""
