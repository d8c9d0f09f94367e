"""The tables of a casebook with the index of its search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of a casebook."""
    op.create_table(
        "records",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("newer", sa.Boolean(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=True),
        sa.Column("author", sa.String(), nullable=True),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(), nullable=True),
        sa.Column("nth", sa.Integer(), nullable=True),
        sa.Column("readers", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("standing", sa.Integer(), nullable=False),
        sa.Column("report", sa.Boolean(), nullable=False),
        sa.Column("mismatch", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", "digest", name="pk_records"),
    )
    op.create_index("ix_records_case_id", "records", ["case_id"])
    op.create_index("ix_records_about", "records", ["about"])
    op.create_index("ix_records_series", "records", ["series", "readers", "device", "nth"])
    op.create_index("ix_records_standing", "records", ["standing"])
    op.create_table(
        "sources",
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("alarm", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("entry", "part", name="pk_sources"),
    )
    op.create_index("ix_sources_record_id", "sources", ["record_id"])
    op.create_table(
        "cases",
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("unread", sa.Boolean(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_cases"),
    )
    op.create_index("ix_cases_id", "cases", ["id"], unique=True)
    op.create_index("ix_cases_order", "cases", ["closed", "rank", "due", "place"])
    op.create_table(
        "pending",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=True),
        sa.Column("mentor", sa.String(), nullable=True),
        sa.Column("batched", sa.Boolean(), nullable=False),
        sa.Column("posted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_pending"),
    )
    op.create_index("ix_pending_record_id", "pending", ["record_id"], unique=True)
    op.create_table(
        "apart",
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.Column("arrival", sa.Integer(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("entry", name="pk_apart"),
    )
    op.create_table(
        "slots",
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("epoch", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("entry", name="pk_slots"),
    )
    op.create_index("ix_slots_place", "slots", ["device", "epoch", "seq"])
    op.create_table(
        "contacts",
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("device", name="pk_contacts"),
    )
    op.create_table(
        "facts",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_facts"),
    )
    # The words are in the records already: the index keeps none of its own. Two and three letters are looked up whole.
    op.execute(
        "CREATE VIRTUAL TABLE words USING fts5(told, content='', contentless_delete=1, prefix='2 3', "
        "tokenize='unicode61 remove_diacritics 2')"
    )
