"""A group chat has a language, and how it stands is shown to the agents; observers by a name or a link of the chat."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.add_column("group_chats", sa.Column("language", sa.Text(), server_default="", nullable=False))
    whole = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    for table in ("posts", "outbox"):
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN chat_id {whole} "
            f"CONSTRAINT fk_{table}_chat_id_group_chats REFERENCES group_chats (id)"
        )
    held = sa.text("chat_id IS NOT NULL")
    op.create_index("ix_posts_chat", "posts", ["chat_id"], sqlite_where=held, postgresql_where=held)


def downgrade() -> None:
    op.drop_index("ix_posts_chat", "posts")
    for table in ("posts", "outbox"):
        op.drop_column(table, "chat_id")
    op.drop_column("group_chats", "language")
