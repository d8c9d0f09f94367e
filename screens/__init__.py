"""Every screen and widget, without knowledge of how the programs are wired."""
