"""The tables of vaults that mentors make on a kiosk, with what they were told of their words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables, empty."""
    op.create_table(
        "own_vaults",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("vault", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "person", name="pk_own_vaults"),
    )
    op.create_table(
        "told_words",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("private", sa.LargeBinary(), nullable=False),
        sa.Column("work", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "person", name="pk_told_words"),
    )


def downgrade() -> None:
    """Refuse, because going back would bring words back that somebody may know."""
    raise NotImplementedError
