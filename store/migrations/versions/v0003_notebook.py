"""The tables of the notebook."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of the notebook."""
    op.create_table(
        "accounts",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("lookup", sa.LargeBinary(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("school", "lookup", name="pk_accounts"),
    )
    op.create_table(
        "mailboxes",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("arrival", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("school", "person", name="pk_mailboxes"),
    )
    op.create_table(
        "drafts",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("concern", sa.LargeBinary(), nullable=False),
        sa.Column("saves", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "person", "concern", name="pk_drafts"),
    )
    op.create_table(
        "held_copies",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("concern", sa.LargeBinary(), nullable=False),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("alarm", sa.Integer(), nullable=False),
        sa.Column("last_key", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "concern", name="pk_held_copies"),
    )
    op.create_table(
        "waiting_for_slots",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "place", name="pk_waiting_for_slots"),
    )
    op.create_index("ix_waiting_for_slots_route", "waiting_for_slots", ["school", "route", "place"], unique=False)
    op.create_table(
        "series",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("epoch", sa.LargeBinary(), nullable=False),
        sa.Column("series", sa.LargeBinary(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("school", "roles", name="pk_series"),
    )
    op.create_table(
        "reports",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("visit_open", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "person", "record", name="pk_reports"),
    )
    op.create_table(
        "sessions",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "person", "record", name="pk_sessions"),
    )
    op.create_table(
        "session_drafts",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "person", name="pk_session_drafts"),
    )
    op.create_table(
        "check_ins",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "person", name="pk_check_ins"),
    )
    op.create_table(
        "messages",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("message", sa.LargeBinary(), nullable=False),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", "person", "message", name="pk_messages"),
    )
    op.create_table(
        "open_visits",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school", name="pk_open_visits"),
    )
    op.create_table(
        "contacts",
        sa.Column("school", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("school", name="pk_contacts"),
    )
