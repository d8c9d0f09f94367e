"""The tables of what is to do on cases, what they are linked to, from whom they are hidden."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; the rows come by themselves when the casebook is next followed."""
    op.create_table(
        "items",
        sa.Column("act_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("act_id", "case_id", name="pk_items"),
    )
    op.create_index("ix_items_case_id", "items", ["case_id"])
    op.create_index("ix_items_due", "items", ["due", "case_id"])
    op.create_table(
        "links",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "kind", "target", name="pk_links"),
    )
    op.create_index("ix_links_target", "links", ["target", "kind"])
    op.create_table(
        "hidden",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "person", name="pk_hidden"),
    )
    op.create_index("ix_hidden_person", "hidden", ["person", "case_id"])
    op.create_index("ix_records_kind", "records", ["kind"])
