"""A group chat has a language, and how it stands is shown to the agents; observers by a name or a link of the chat."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


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
    op.add_column("identities", sa.Column("handle", sa.Text(), server_default="", nullable=False))
    op.add_column("identities", sa.Column("handle_at", sa.BigInteger(), nullable=True))
    called = sa.text("handle != ''")
    op.create_index("ix_identities_handle", "identities", ["handle"], sqlite_where=called, postgresql_where=called)
    op.create_table(
        "copy_links",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("ticket_id", KEY, autoincrement=False, nullable=False),
        sa.Column("made_by", KEY, autoincrement=False, nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=True),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_copy_links_ticket_id_tickets"),
        sa.ForeignKeyConstraint(["made_by"], ["persons.id"], name="fk_copy_links_made_by_persons"),
        sa.PrimaryKeyConstraint("id", name="pk_copy_links"),
        sa.UniqueConstraint("nonce", name="uq_copy_links_nonce"),
    )
    op.create_index("ix_copy_links_made_by", "copy_links", ["made_by"])


def downgrade() -> None:
    op.drop_table("copy_links")
    op.drop_index("ix_identities_handle", "identities")
    op.drop_column("identities", "handle_at")
    op.drop_column("identities", "handle")
    op.drop_index("ix_posts_chat", "posts")
    for table in ("posts", "outbox"):
        op.drop_column(table, "chat_id")
    op.drop_column("group_chats", "language")
