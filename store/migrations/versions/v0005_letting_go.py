"""The tables by which bodies are let go of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# An integer of SQLite holds 64 bits.
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of what was dropped, of checkpoints, of the posts that a kiosk keeps."""
    op.create_table(
        "dropped_bodies",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("why", sa.Integer(), nullable=False),
        sa.Column("people", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "hash", name="pk_dropped_bodies"),
    )
    op.create_table(
        "checkpoints",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("desk", sa.LargeBinary(), nullable=False),
        sa.Column("epoch", sa.LargeBinary(), nullable=False),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("signed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "role", "desk", "epoch", name="pk_checkpoints"),
    )
    op.create_table(
        "kept_posts",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("arrival", _NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("school", "hash", name="pk_kept_posts"),
    )
    op.create_index("ix_kept_posts_arrival", "kept_posts", ["school", "arrival"])


def downgrade() -> None:
    """Refuse, because going back would let erased reports return."""
    raise NotImplementedError
