"""What tickets are found by. The table is the same on both engines; the index over it is the engine's own.

On SQLite an FTS5 table that keeps no text of its own, on PostgreSQL a `tsvector` that is made of the row, with GIN.
Both take words as they are: Python has folded and stemmed them. Neither is in the metadata, see the migration.
"""

import sqlalchemy as sa

from core.storage.schema import metadata, ref, text

search = sa.Table(
    "search",
    metadata,
    ref("ticket_id", "tickets.id", primary_key=True),
    text("head"),
    text("said"),
    text("noted"),
)
"""`head`: its name, whose it is, what it is about. `said`: public words. `noted`: what is among staff, each marked."""
COLUMNS = ("head", "said", "noted")

fts = sa.table("search_words", sa.column("rowid"), sa.column("search_words"), *(sa.column(name) for name in COLUMNS))
vector: sa.ColumnClause[str] = sa.literal_column("search.words")

MARK = "¶"
"""Before a word that only staff find."""
