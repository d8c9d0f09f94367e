"""The tables by which a store knows whom it has rung for what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# An integer of SQLite holds 64 bits.
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of alarms that are rung for, of what was noted when, of the calls that go out."""
    op.create_table(
        "ring_alarms",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("epoch", sa.LargeBinary(), nullable=False),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("alarm", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Boolean(), nullable=False),
        sa.Column("apart", sa.Boolean(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("rung", _NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("school", "hash", name="pk_ring_alarms"),
    )
    op.create_table(
        "ring_marks",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", _NUMBER, nullable=False),
        sa.Column("number", _NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("school", "name", name="pk_ring_marks"),
    )
    op.create_table(
        "ring_calls",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("asked", _NUMBER, nullable=False),
        sa.Column("due", _NUMBER, nullable=False),
        sa.Column("tried", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("school", "way", "address", name="pk_ring_calls"),
    )


def downgrade() -> None:
    """Refuse, because going back would lose who still has to be rung."""
    raise NotImplementedError
