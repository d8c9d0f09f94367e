"""Who reads what: roles, people and routes."""
