"""Counters that keep themselves, so that no list is counted through, with an index for each thing that is rare."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_NO_MORE: Final = ("ix_records_about", "ix_records_series", "ix_records_standing")
_TRIGGERS: Final = (
    """CREATE TRIGGER cases_come AFTER INSERT ON cases BEGIN
        INSERT INTO case_counts(closed, rank, week, cases, unread)
            VALUES (new.closed, new.rank, new.due / 604800, 1, new.unread)
            ON CONFLICT DO UPDATE SET cases = cases + 1, unread = unread + excluded.unread;
    END""",
    """CREATE TRIGGER cases_go AFTER DELETE ON cases BEGIN
        UPDATE case_counts SET cases = cases - 1, unread = unread - old.unread
            WHERE closed = old.closed AND rank = old.rank AND week = old.due / 604800;
        DELETE FROM case_counts
            WHERE closed = old.closed AND rank = old.rank AND week = old.due / 604800 AND cases = 0;
    END""",
    """CREATE TRIGGER records_come AFTER INSERT ON records WHEN new.standing = 1 BEGIN
        INSERT INTO kind_counts(kind, records) VALUES (new.kind, 1) ON CONFLICT DO UPDATE SET records = records + 1;
    END""",
    """CREATE TRIGGER records_go AFTER DELETE ON records WHEN old.standing = 1 BEGIN
        UPDATE kind_counts SET records = records - 1 WHERE kind = old.kind;
    END""",
    """CREATE TRIGGER records_count AFTER UPDATE OF standing ON records WHEN old.standing <> new.standing BEGIN
        INSERT INTO kind_counts(kind, records) VALUES (new.kind, new.standing - old.standing)
            ON CONFLICT DO UPDATE SET records = records + excluded.records;
    END""",
    """CREATE TRIGGER items_come AFTER INSERT ON items BEGIN
        INSERT INTO due_counts(due, items) VALUES (new.due, 1) ON CONFLICT DO UPDATE SET items = items + 1;
    END""",
    """CREATE TRIGGER items_go AFTER DELETE ON items BEGIN
        UPDATE due_counts SET items = items - 1 WHERE due = old.due;
        DELETE FROM due_counts WHERE due = old.due AND items = 0;
    END""",
)
# Stretches of numbers that follow one another: their place among those that came grows as they do.
_NUMBERS: Final = """
    INSERT INTO numbers(device, series, readers, first, last)
    SELECT device, series, readers, min(nth), max(nth) FROM (
        SELECT device, series, readers, nth,
            nth - row_number() OVER (PARTITION BY device, series, readers ORDER BY nth) AS stretch
        FROM (SELECT DISTINCT device, series, readers, nth FROM records WHERE series IS NOT NULL AND nth IS NOT NULL)
    ) GROUP BY device, series, readers, stretch
"""


def upgrade() -> None:
    """Make the counters with what is there, the indexes in place of wider ones."""
    for name in _NO_MORE:
        op.drop_index(name, "records")
    for name, columns, where in (
        ("about", ["about"], "about IS NOT NULL"),
        ("series", ["series", "readers", "device", "nth"], "series IS NOT NULL"),
        ("apart", ["at"], "standing = 0"),
        ("newer", ["id"], "newer = 1"),
        ("states", ["device", "at"], "kind = 'device'"),
        ("author", ["author"], "report = 1"),
    ):
        op.create_index(f"ix_records_{name}", "records", columns, sqlite_where=sa.text(where))
    op.create_index("ix_cases_age", "cases", ["closed", "place"])
    op.create_table(
        "case_counts",
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("unread", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("closed", "rank", "week", name="pk_case_counts"),
    )
    op.create_table(
        "kind_counts",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name="pk_kind_counts"),
    )
    op.create_table(
        "due_counts",
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("due", name="pk_due_counts"),
    )
    op.create_table(
        "numbers",
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("readers", sa.String(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("device", "series", "readers", "first", name="pk_numbers"),
    )
    op.create_table(
        "met",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "entry", name="pk_met"),
    )
    op.execute(
        "INSERT INTO case_counts SELECT closed, rank, due / 604800, count(*), sum(unread) FROM cases GROUP BY 1, 2, 3"
    )
    op.execute("INSERT INTO kind_counts SELECT kind, count(*) FROM records WHERE standing = 1 GROUP BY kind")
    op.execute("INSERT INTO due_counts SELECT due, count(*) FROM items GROUP BY due")
    op.execute(_NUMBERS)
    for trigger in _TRIGGERS:
        op.execute(trigger)
