"""The table of what a mentor's notebook keeps besides drafts, reports, sessions: half-written forms, small facts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add it, empty."""
    op.create_table(
        "own_notes",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "person", "kind", "record", name="pk_own_notes"),
    )


def downgrade() -> None:
    """Refuse, because going back would lose what somebody wrote."""
    raise NotImplementedError
