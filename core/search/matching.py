"""Which tickets have the words, newest first, a few at a time.

A frequent word is said too often to put all its tickets in order, a rare one too seldom to walk for: PostgreSQL walks
the newest tickets first. What proves frequent there is walked for further; what is rare is asked of its index, whose
ids it has to put in order itself.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, repeat

import sqlalchemy as sa

from core.search.tables import MARK
from core.search.words import MORE, Term
from core.storage.schema import LARGEST

WALKS = (100, 900)
"""So many of the newest first, and then: a frequent word fills a page from the first."""
FREQUENT, FURTHER = 3, 2000
"""What so many of those have is walked for among so many more; no further for one page."""
CHUNKS = (30, 300)
"""So many at first, and then; most pages are full after the first."""
LOOK = 2000
"""So many are looked at for one page, whatever is asked for beside the words."""

_streamed = sa.text(
    "SELECT rowid FROM search_words WHERE search_words MATCH :asked AND rowid < :below ORDER BY rowid DESC LIMIT :most"
)
_walked = sa.text(
    "SELECT array_agg(ticket_id ORDER BY ticket_id DESC) FILTER (WHERE words @@ CAST(:asked AS tsquery)), "
    "min(ticket_id) FROM (SELECT ticket_id, words FROM search WHERE ticket_id < :below ORDER BY ticket_id DESC "
    "LIMIT :most) newest"
)
_indexed = sa.text(
    "WITH found AS MATERIALIZED (SELECT ticket_id FROM search WHERE words @@ CAST(:asked AS tsquery) "
    "AND ticket_id < :below) SELECT ticket_id FROM found ORDER BY ticket_id DESC LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class Looked:
    """Some ids in falling order, and down to which all tickets have been looked through: 0 after the last."""

    ids: Sequence[int]
    down_to: int


def newest(conn: sa.Connection, terms: Sequence[Term], below: int | None, *, inner: bool) -> Iterator[Looked]:
    """As much as is looked at for one page. `inner`: what was said among staff is searched too (B5)."""
    below = LARGEST if below is None else min(below, LARGEST)
    if conn.dialect.name == "sqlite":
        return _stream(conn, _expression(terms, " AND ", " OR ", _fts, inner=inner), below)
    return _walk(conn, _expression(terms, " & ", " | ", _ts, inner=inner), below)


def _stream(conn: sa.Connection, asked: str, below: int) -> Iterator[Looked]:
    """SQLite finds no more than is asked for."""
    (first, following), seen = CHUNKS, 0
    with conn.execute(_streamed, {"asked": asked, "below": below, "most": LOOK}) as found:
        rows = found.scalars()
        for size in chain((first,), repeat(following)):
            piece = list(rows.fetchmany(size))
            seen, below = seen + len(piece), piece[-1] if piece else below
            yield Looked(piece, below if len(piece) == size or seen == LOOK else 0)
            if len(piece) < size:
                return


def _walk(conn: sa.Connection, asked: str, below: int) -> Iterator[Looked]:
    found = 0
    for most in WALKS:
        ids, below = _among(conn, asked, below, most)
        yield from _pieces(ids, below)
        found += len(ids)
    if below and found >= FREQUENT:
        yield from _pieces(*_among(conn, asked, below, FURTHER))
    elif below:
        rare = list(conn.execute(_indexed, {"asked": asked, "below": below, "most": LOOK}).scalars())
        yield from _pieces(rare, rare[-1] if len(rare) == LOOK else 0)


def _among(conn: sa.Connection, asked: str, below: int, most: int) -> tuple[Sequence[int], int]:
    """What has the words among so many, and the last of these; 0 where there are no more."""
    ids, bottom = conn.execute(_walked, {"asked": asked, "below": below, "most": most}).one()
    return ids or (), bottom or 0


def _pieces(ids: Sequence[int], down_to: int) -> Iterator[Looked]:
    first, following = CHUNKS
    for begin, end in pairwise((0, *range(first, len(ids), following), len(ids))):
        yield Looked(ids[begin:end], down_to if end == len(ids) else ids[end - 1])


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
