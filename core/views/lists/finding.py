"""Tickets by their words, and by what can be asked of them beside (X2). Newest first, never by rank."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.customers import reading
from core.kinds import Instant
from core.people import rights
from core.people.person import Person
from core.people.rules import Standing
from core.profile.schema import Profile
from core.search import matching, shelf
from core.search.holding import holding, holds
from core.search.matching import Looked
from core.search.words import Term, terms
from core.storage.among import given, spelled
from core.storage.schema import LARGEST
from core.texts import clean
from core.tickets.observed import observed_by
from core.tickets.store import tickets
from core.views.lists.lines import line, with_people
from core.views.lists.shapes import Cursor, DeskPage, Filter, Found
from core.views.lists.sight import INNER, sight
from core.views.lists.wanted import Condition, Reader, condition
from core.views.queries import Query

PAGE = 10
NUMBER = 18
SPAN = 50_000
NARROW = (Filter.ASSIGNEE, Filter.REQUESTER)
"""What an index leads to at once."""
LED, STEP, SPAN_LED = 1_000, 200, 8_000
"""So many are read for words that too many others have, so many at once, and from among so many."""


@dataclass(frozen=True, slots=True)
class FindTickets(Query[Found]):
    """`words` in any form, all of them; `filters` as people write them, by what each is about.

    Customers find only what they may read, and nothing in it that was said among staff (B5, B10).
    """

    words: str = ""
    filters: tuple[tuple[Filter, str], ...] = ()
    after: Cursor | None = None
    most: int = PAGE


def find_tickets(conn: sa.Connection, profile: Profile, by: Person, query: FindTickets, now: Instant) -> Found:
    reader = Reader(conn, profile, by, now)
    read = [(filter, value, condition(reader, filter, value)) for filter, value in query.filters]
    misread = tuple((filter.value, value) for filter, value, one in read if one is None)
    asked = [one for _, _, one in read if one is not None] + _seen(conn, profile, by)
    inner = rights.permits(INNER, by, Standing())
    narrow = any(filter in NARROW for filter, _, one in read if one is not None) or not inner
    search = Search(reader, terms(clean(query.words)), asked, inner, narrow, _lines_among(conn, asked))
    return Found(search.by_words(query) if search.terms else search.by_filters(query), misread)


def _seen(conn: sa.Connection, profile: Profile, by: Person) -> list[Condition]:
    """The same that `rights` says of reading one ticket; who reads nothing as staff has their own to look in."""
    own = tickets.c.requester == by.id
    if not rights.permits(INNER, by, Standing()):
        return [_theirs(conn, profile, by, own) if rights.permits("list", by, Standing()) else sa.false()]
    shown = sight(conn, profile, by)
    return [] if shown.everything else [sa.or_(shown.condition(), own)]


def _theirs(conn: sa.Connection, profile: Profile, by: Person, own: Condition) -> Condition:
    """Their own, what they are in copy of, and their colleagues' where the desk shows them."""
    own = sa.or_(own, observed_by(by.id))
    if profile.access.colleagues != "seen" or by.stranger:
        return own
    owners = [company.id for company in reading.companies_of(conn, by.id)]
    return sa.or_(own, sa.and_(tickets.c.company_id.in_(owners), tickets.c.spam.is_(None)))


def _lines_among(conn: sa.Connection, asked: Sequence[Condition]) -> sa.Select[Any]:
    """Written once for a question, however many pieces of candidates are looked through."""
    found = sa.select(tickets.c.id, tickets.c.id.label("key")).where(spelled(conn, tickets.c.id), *asked)
    return with_people(found.order_by(tickets.c.id.desc()).limit(sa.bindparam("most")), falling=True)


@dataclass(frozen=True, slots=True)
class Search:
    """One question, on its way through the candidates. `narrow`: an index leads to what is asked for beside words."""

    reader: Reader
    terms: tuple[Term, ...]
    asked: Sequence[Condition]
    inner: bool
    narrow: bool
    lines_among: sa.Select[Any]

    def by_words(self, query: FindTickets) -> DeskPage:
        """The ticket of that number first, whatever else has the number in it."""
        number = _number(query)
        lines = self._shown([number], 1) if number else []
        known, rest = {row.id for row in lines}, 0
        below = query.after[1] if query.after else None
        for piece in self._pieces(below):
            found = self._shown(piece.ids, query.most + 1) if piece.ids else ()
            lines += [row for row in found if row.id not in known and self._may_find(row)]
            rest = piece.down_to
            if len(lines) > query.most:
                return self._page(lines[: query.most], lines[query.most - 1].id)
        return self._page(lines, rest)

    def _pieces(self, below: int | None) -> Iterator[Looked]:
        rest = 0
        for piece in matching.newest(self.reader.conn, self.terms, below, inner=self.inner):
            rest = piece.down_to
            yield piece
        if rest and self.asked:
            yield from self._led(rest)

    def _led(self, below: int) -> Iterator[Looked]:
        """Where too many have the words, few may be what else is asked for: a customer's own, or open."""
        floor = 0 if self.narrow else max(below - SPAN_LED, 0)
        ids = self._newest(LED, tickets.c.id < below, tickets.c.id >= floor)
        for begin in range(0, len(ids), STEP):
            piece = ids[begin : begin + STEP]
            yield Looked(holding(self.reader.conn, piece, self.terms, inner=self.inner), piece[-1])
        if len(ids) < LED:
            yield Looked((), floor)

    def _newest(self, most: int, *within: Condition) -> list[int]:
        found = sa.select(tickets.c.id).where(*within, *self.asked).order_by(tickets.c.id.desc()).limit(most)
        return list(self.reader.conn.execute(found).scalars())

    def by_filters(self, query: FindTickets) -> DeskPage:
        """Without words: the newest that fit, and no more than SPAN looked through where no index helps."""
        below = min(query.after[1], LARGEST) if query.after else self._top()
        within = [tickets.c.id < below, *([] if self.narrow else [tickets.c.id >= below - SPAN])]
        lines = self._shown(self._newest(query.most + 1, *within), query.most + 1)
        if len(lines) > query.most:
            return self._page(lines[: query.most], lines[query.most - 1].id)
        return self._page(lines, None if self.narrow or below <= SPAN else below - SPAN)

    def _top(self) -> int:
        found: int | None = self.reader.conn.execute(sa.select(sa.func.max(tickets.c.id))).scalar_one()
        return (found or 0) + 1

    def _shown(self, ids: Sequence[int], most: int) -> list[Any]:
        """Those of them that are asked for and may be seen, newest first."""
        return list(self.reader.conn.execute(self.lines_among, {"among": given(ids), "most": most}))

    def _may_find(self, row: Any) -> bool:
        """Of one's own ticket nobody reads what was said among staff, so nobody finds it by that (A4, B5)."""
        if not self.inner or row.requester != self.reader.by.id:
            return True
        known = shelf.find(self.reader.conn, row.id)
        return known is not None and holds(known.head | known.said, self.terms)

    def _page(self, lines: Sequence[Any], rest: int | None) -> DeskPage:
        return DeskPage(
            tuple(line(self.reader.profile, row, staff=self.inner) for row in lines), (rest, rest) if rest else None
        )


def _number(query: FindTickets) -> int | None:
    """A question that is the number of a ticket and nothing else, on its first page."""
    said = query.words.strip().lstrip("#№ ").rpartition("-")[2]
    return int(said) if query.after is None and said.isascii() and said.isdecimal() and len(said) < NUMBER else None
