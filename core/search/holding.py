"""Which of a few known tickets have the words: read from what is kept of each, and not from the index of all."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from core.search.tables import COLUMNS, MARK, search
from core.search.words import MORE, Term
from core.storage.among import among


def holding(conn: sa.Connection, ids: Sequence[int], terms: Sequence[Term], *, inner: bool) -> list[int]:
    """In their order. `inner`: what was said among staff counts too (B5)."""
    rows = conn.execute(sa.select(search).where(among(conn, search.c.ticket_id, ids)))
    having = {row.ticket_id for row in rows if holds(_words(row, inner=inner), terms)}
    return [one for one in ids if one in having]


def holds(words: frozenset[str], terms: Sequence[Term]) -> bool:
    return all(_said(term, words) for term in terms)


def _words(row: Any, *, inner: bool) -> frozenset[str]:
    """Those among staff without their mark: it only parts them in the index."""
    kept = " ".join(getattr(row, name) for name in COLUMNS)
    words = kept.split()
    return frozenset(one.removeprefix(MARK) for one in words if inner or not one.startswith(MARK))


def _said(term: Term, words: frozenset[str]) -> bool:
    return any(all(_there(word, words) for word in way) for way in term)


def _there(word: str, words: frozenset[str]) -> bool:
    return any(one.startswith(word[:-1]) for one in words) if word.endswith(MORE) else word in words
