"""What became of each input, and stray letters that agents are shown."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("inbox", sa.Column("outcome", sa.JSON(none_as_null=True), nullable=True))
    whole = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    for table in ("outbox", "posts"):
        # Written out, since alembic leaves the key away on SQLite, and a table made anew would cost minutes.
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN input_id {whole} "
            f"CONSTRAINT fk_{table}_input_id_inbox REFERENCES inbox (id)"
        )
    held = sa.text("input_id IS NOT NULL")
    op.create_index("ix_posts_input", "posts", ["input_id"], sqlite_where=held, postgresql_where=held)


def downgrade() -> None:
    op.drop_index("ix_posts_input", "posts")
    for table in ("posts", "outbox"):
        op.drop_column(table, "input_id")
    op.drop_column("inbox", "outcome")
