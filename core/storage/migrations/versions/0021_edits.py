"""Words that are changed or withdrawn after they were said, which text a way has brought, and what agents have seen."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.add_column("messages", sa.Column("edit_mark", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("messages", sa.Column("withdrawn_at", sa.BigInteger(), nullable=True))
    op.add_column("messages", sa.Column("seen_at", sa.BigInteger(), nullable=True))
    op.add_column("outbox", sa.Column("body_rev", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("outbox", "body_rev")
    for name in ("seen_at", "withdrawn_at", "edit_mark"):
        op.drop_column("messages", name)
