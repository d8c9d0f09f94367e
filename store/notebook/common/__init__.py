"""What the rooms of the notebook share."""
