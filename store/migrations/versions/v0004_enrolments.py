"""The tables by which the servers of one store work side by side."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# An integer of SQLite holds 64 bits.
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of the turns taken, then of the requests to be admitted."""
    op.create_table(
        "turns",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("taken", _NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("school", name="pk_turns"),
    )
    op.create_table(
        "enrolments",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("signed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "device", name="pk_enrolments"),
    )
