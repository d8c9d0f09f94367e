"""The casebook's own database schema, revision by revision."""
