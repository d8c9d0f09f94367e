"""The tables of the feeds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# An integer of SQLite holds 64 bits.
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of the feeds."""
    op.create_table(
        "entries",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("arrival", _NUMBER, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.LargeBinary(), nullable=False),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("prev", sa.LargeBinary(), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(), nullable=False),
        sa.Column("size", _NUMBER, nullable=False),
        sa.Column("alarm", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Boolean(), nullable=False),
        sa.Column("quarantined", sa.Boolean(), nullable=False),
        sa.Column("receipted", sa.Boolean(), nullable=False),
        sa.Column("signed", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("school", "arrival", name="pk_entries"),
    )
    op.create_index("ix_entries_hash", "entries", ["school", "hash"], unique=True)
    op.create_index("ix_entries_place", "entries", ["school", "device", "lane", "epoch", "seq"])
    op.create_index("ix_entries_body_hash", "entries", ["school", "body_hash"])
    op.create_index(
        "ix_entries_quarantined",
        "entries",
        ["school", "device"],
        sqlite_where=sa.text("quarantined = 1"),
        postgresql_where=sa.text("quarantined"),
    )
    op.create_index(
        "ix_entries_bodiless",
        "entries",
        ["school", "device", "lane", "epoch", "seq"],
        sqlite_where=sa.text("body IS NULL"),
        postgresql_where=sa.text("body IS NULL"),
    )
    op.create_table(
        "spans",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.LargeBinary(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("first", _NUMBER, nullable=False),
        sa.Column("last", _NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("school", "device", "lane", "epoch", "head", name="pk_spans"),
    )
    op.create_table(
        "forks",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.LargeBinary(), nullable=False),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "device", "lane", "epoch", "seq", "hash", name="pk_forks"),
    )
    op.create_table(
        "own_lanes",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("epoch", sa.LargeBinary(), nullable=False),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("last", sa.LargeBinary(), nullable=False),
        sa.Column("renew", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("school", "lane", name="pk_own_lanes"),
    )
    op.create_table(
        "machines",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("machine", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", name="pk_machines"),
    )
    op.create_table(
        "introductions",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "device", name="pk_introductions"),
    )
    op.create_table(
        "folder_files",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("school", "name", name="pk_folder_files"),
    )


def downgrade() -> None:
    """Refuse, because going back would drop reports."""
    raise NotImplementedError
