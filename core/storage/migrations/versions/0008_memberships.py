"""Who put somebody into a group: the profile, which may take them out again, or a command."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("memberships", sa.Column("source", sa.Text(), server_default="command", nullable=False))


def downgrade() -> None:
    op.drop_column("memberships", "source")
