"""The table of what stores have given receipts for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Move the marks out of the entries, where each made a database write a whole sealed record anew."""
    op.create_table(
        "receipted",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "hash", name="pk_receipted"),
    )
    entries = sa.table("entries", sa.column("school"), sa.column("hash"), sa.column("receipted", sa.Boolean()))
    marked = sa.select(entries.c.school, entries.c.hash).where(entries.c.receipted.is_(True))
    receipted = sa.table("receipted", sa.column("school"), sa.column("hash"))
    op.execute(receipted.insert().from_select(["school", "hash"], marked))
    op.drop_column("entries", "receipted")


def downgrade() -> None:
    """Refuse, because going back would send again what stores have."""
    raise NotImplementedError
