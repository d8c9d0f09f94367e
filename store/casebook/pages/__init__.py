"""What a desk shows beside its inbox."""
