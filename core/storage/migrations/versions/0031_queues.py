"""Who may see a ticket is told by the index that a queue is walked by: no row is read that is not shown."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"

IN_QUEUES = sa.text("spam IS NULL AND merged_into IS NULL")
WALKED = ["status", "id", "service", "brand"]
JUDGED = [*WALKED, "type", "group_id", "spam", "merged_into"]


def upgrade() -> None:
    _made([*JUDGED, "assignee"], ["assignee", *JUDGED])


def downgrade() -> None:
    _made(WALKED, ["assignee", *WALKED])


def _made(status: list[str], work: list[str]) -> None:
    for name, columns in (("ix_tickets_status", status), ("ix_tickets_work", work)):
        op.drop_index(name, "tickets")
        op.create_index(name, "tickets", columns, sqlite_where=IN_QUEUES, postgresql_where=IN_QUEUES)
