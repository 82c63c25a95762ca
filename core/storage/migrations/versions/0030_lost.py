"""Notices that did not arrive are walked from the newest, whatever the engine believes of an index of states."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

TOLD = "kind = 'notice' AND ticket_id IS NOT NULL"
BEFORE = sa.text(f"{TOLD} AND (state IN ('parked', 'refused', 'gone') OR state = 'pending' AND reason IS NOT NULL)")
NOW = sa.text(
    f"{TOLD} AND (coalesce(state, '') IN ('parked', 'refused', 'gone') "
    "OR coalesce(state, '') = 'pending' AND reason IS NOT NULL)"
)


def upgrade() -> None:
    _made(NOW)


def downgrade() -> None:
    _made(BEFORE)


def _made(where: sa.TextClause) -> None:
    op.drop_index("ix_outbox_troubled", "outbox")
    op.create_index("ix_outbox_troubled", "outbox", ["id"], sqlite_where=where, postgresql_where=where)
