"""An index by which records of one kind are read from a day on."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index in place of the one without time."""
    op.drop_index("ix_records_kind", "records")
    op.create_index("ix_records_kind_at", "records", ["kind", "at"])
