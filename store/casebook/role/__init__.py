"""One role's casebook."""
