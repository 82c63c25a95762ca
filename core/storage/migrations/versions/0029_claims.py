"""What waits to be sent says through which door, so that a claim looks at nothing else."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"

WAITING = sa.text("state = 'pending'")
DOOR = "(SELECT door FROM addresses WHERE addresses.id = outbox.address_id)"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("through", sa.Text(), server_default="", nullable=False))
    op.execute(f"UPDATE outbox SET through = {DOOR}")
    for name, columns in (("due", ["through", "due_at", "address_id"]), ("waiting", ["through", "address_id", "id"])):
        op.create_index(f"ix_outbox_{name}", "outbox", columns, sqlite_where=WAITING, postgresql_where=WAITING)


def downgrade() -> None:
    for name in ("due", "waiting"):
        op.drop_index(f"ix_outbox_{name}", "outbox")
    op.drop_column("outbox", "through")
