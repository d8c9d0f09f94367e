"""The tables of the scheme."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# An integer of SQLite holds 64 bits.
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of the scheme."""
    op.create_table(
        "published_documents",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("counter", _NUMBER, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.Column("signed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "name", name="pk_published_documents"),
    )
    op.create_table(
        "overtaken_documents",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("signed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "hash", name="pk_overtaken_documents"),
    )
    op.create_table(
        "keys_bundles",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("version", _NUMBER, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("signed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "version", "hash", name="pk_keys_bundles"),
    )
    op.create_table(
        "listed_kiosks",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("school", "device", name="pk_listed_kiosks"),
    )
    op.create_table(
        "published_vaults",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("lookup", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("vault", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "lookup", name="pk_published_vaults"),
    )
    op.create_index("ix_published_vaults_person", "published_vaults", ["school", "person"])
    op.create_table(
        "followed_notices",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("arrival", _NUMBER, nullable=False),
        sa.Column("rules", sa.Integer(), nullable=False),
        sa.Column("changes", _NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("school", name="pk_followed_notices"),
    )
