"""Records of each kind counted by week, so that a page of what was done is found without counting through."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TRIGGERS: Final = (
    """CREATE TRIGGER records_come AFTER INSERT ON records WHEN new.standing = 1 BEGIN
        INSERT INTO kind_counts(kind, week, records) VALUES (new.kind, new.at / 604800, 1)
            ON CONFLICT DO UPDATE SET records = records + 1;
    END""",
    """CREATE TRIGGER records_go AFTER DELETE ON records WHEN old.standing = 1 BEGIN
        UPDATE kind_counts SET records = records - 1 WHERE kind = old.kind AND week = old.at / 604800;
    END""",
    """CREATE TRIGGER records_count AFTER UPDATE OF standing ON records WHEN old.standing <> new.standing BEGIN
        INSERT INTO kind_counts(kind, week, records) VALUES (new.kind, new.at / 604800, new.standing - old.standing)
            ON CONFLICT DO UPDATE SET records = records + excluded.records;
    END""",
)


def upgrade() -> None:
    """Make the counter anew with the week in its key."""
    for name in ("records_come", "records_go", "records_count"):
        op.execute(f"DROP TRIGGER {name}")
    op.drop_table("kind_counts")
    op.create_table(
        "kind_counts",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "week", name="pk_kind_counts"),
    )
    op.execute(
        "INSERT INTO kind_counts SELECT kind, at / 604800, count(*) FROM records WHERE standing = 1 GROUP BY 1, 2"
    )
    for trigger in _TRIGGERS:
        op.execute(trigger)
