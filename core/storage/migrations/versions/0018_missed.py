"""What was missed and has still to be met is found by an index of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

MISSED = sa.text("met_at IS NULL AND dropped_at IS NULL AND breached_at IS NOT NULL AND due_at IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_targets_missed", "targets", ["due_at", "ticket_id"], sqlite_where=MISSED, postgresql_where=MISSED
    )


def downgrade() -> None:
    op.drop_index("ix_targets_missed", "targets")
