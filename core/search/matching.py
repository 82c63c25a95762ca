"""Which tickets have the words, newest first, a few at a time.

A frequent word is said too often to put all its tickets in order, a rare one too seldom to walk for: PostgreSQL walks
the newest tickets first, and only below them asks its index, whose ids it has to put in order itself.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, repeat

import sqlalchemy as sa

from core.search.tables import MARK
from core.search.words import MORE, Term
from core.storage.schema import LARGEST

WALKS = (100, 900)
"""So many of the newest first, and then: a frequent word fills a page from the first."""
CHUNKS = (30, 300)
"""So many at first, and then; most pages are full after the first."""
LOOK = 2000
"""So many are looked at for one page, whatever is asked for beside the words."""

_sqlite = sa.text(
    "SELECT rowid FROM search_words WHERE search_words MATCH :asked AND rowid < :below ORDER BY rowid DESC LIMIT :most"
)
_walk = sa.text(
    "SELECT ticket_id FROM (SELECT ticket_id, words FROM search WHERE ticket_id < :below ORDER BY ticket_id DESC "
    "LIMIT :most) newest WHERE words @@ CAST(:asked AS tsquery) ORDER BY ticket_id DESC"
)
_bottom = sa.text(
    "SELECT min(ticket_id) FROM (SELECT ticket_id FROM search WHERE ticket_id < :below ORDER BY ticket_id DESC "
    "LIMIT :most) newest"
)
_found = sa.text(
    "WITH found AS MATERIALIZED (SELECT ticket_id FROM search WHERE words @@ CAST(:asked AS tsquery) "
    "AND ticket_id < :below) SELECT ticket_id FROM found ORDER BY ticket_id DESC LIMIT :most"
)


def newest(conn: sa.Connection, terms: Sequence[Term], below: int | None, *, inner: bool) -> Iterator[list[int]]:
    """Ids in pieces, in falling order, at most LOOK. `inner`: what was said among staff is searched too (B5)."""
    below = LARGEST if below is None else min(below, LARGEST)
    if conn.dialect.name == "sqlite":
        asked = _expression(terms, " AND ", " OR ", _fts, inner=inner)
        yield from _streamed(conn, asked, below)
        return
    asked = _expression(terms, " & ", " | ", _ts, inner=inner)
    for most in WALKS:
        yield from _pieces(_ids(conn, _walk, asked, below, most))
        bottom = conn.execute(_bottom, {"below": below, "most": most}).scalar_one()
        if bottom is None:
            return
        below = bottom
    yield from _pieces(_ids(conn, _found, asked, below, LOOK))


def _streamed(conn: sa.Connection, asked: str, below: int) -> Iterator[list[int]]:
    """SQLite finds no more than is asked for."""
    first, following = CHUNKS
    with conn.execute(_sqlite, {"asked": asked, "below": below, "most": LOOK}) as found:
        rows = found.scalars()
        for size in chain((first,), repeat(following)):
            if not (piece := list(rows.fetchmany(size))):
                return
            yield piece


def _ids(conn: sa.Connection, query: sa.TextClause, asked: str, below: int, most: int) -> list[int]:
    return list(conn.execute(query, {"asked": asked, "below": below, "most": most}).scalars())


def _pieces(found: list[int]) -> Iterator[list[int]]:
    first, following = CHUNKS
    if found:
        yield found[:first]
    for begin in range(first, len(found), following):
        yield found[begin : begin + following]


def _expression(terms: Sequence[Term], both: str, either: str, word: Callable[[str], str], *, inner: bool) -> str:
    """Every part is a word of letters and digits, in quotes: nothing that was typed is a sign of the language."""

    def said(one: str) -> str:
        return f"({word(one)}{either}{word(MARK + one)})" if inner else word(one)

    ways = ([both.join(said(one) for one in way) for way in term] for term in terms)
    return both.join(f"({either.join(f'({way})' for way in term)})" for term in ways)


def _fts(word: str) -> str:
    """https://sqlite.org/fts5.html#full_text_query_syntax"""
    return f'"{word[:-1]}" *' if word.endswith(MORE) else f'"{word}"'


def _ts(word: str) -> str:
    """https://www.postgresql.org/docs/current/datatype-textsearch.html#DATATYPE-TSQUERY"""
    return f"'{word[:-1]}':*" if word.endswith(MORE) else f"'{word}'"
