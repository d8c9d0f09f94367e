"""The table of the training that mentors have passed on this kiosk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "trainings",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "person", "record", name="pk_trainings"),
    )


def downgrade() -> None:
    """Refuse, because going back would forget who is trained."""
    raise NotImplementedError
