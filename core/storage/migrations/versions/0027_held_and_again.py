"""A move that waits with the answer that it goes with; an order look-up that failed and is repeated."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

AGAIN = sa.text("again_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("messages", sa.Column("held_move", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("orders", sa.Column("again_at", sa.BigInteger(), nullable=True))
    op.add_column("orders", sa.Column("tries", sa.Integer(), server_default="0", nullable=False))
    op.create_index("ix_orders_again_at", "orders", ["again_at"], sqlite_where=AGAIN, postgresql_where=AGAIN)


def downgrade() -> None:
    op.drop_index("ix_orders_again_at", "orders")
    op.drop_column("orders", "tries")
    op.drop_column("orders", "again_at")
    op.drop_column("messages", "held_move")
