"""Lists with what opens from them."""
