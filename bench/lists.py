"""Queues and search as agents ask for them, on a small desk and on a large one of each engine: what growth costs.

`ZAYAVKA_BENCH_TICKETS` names the size of the large one, such as 1000000: copies of the small one (`bench.copies`).
"""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from bench.copies import multiply, tidy, trouble
from bench.engines import engines
from bench.ground import PROFILE, Soil
from bench.table import Table
from core.calendar.desk import load
from core.clock import SECOND
from core.desk import HANDLERS
from core.generate.desk import generate
from core.generate.scene import Order
from core.kinds import PersonId
from core.people import registration
from core.people import store as people
from core.people.person import Caller, Person, Role
from core.profile.schema import Profile
from core.search.commands import ReadAgain
from core.storage import renamed
from core.storage.engine import reader, writer
from core.storage.unit import Unit
from core.tickets.store import tickets
from core.views.lists.finding import FindTickets, find_tickets
from core.views.lists.reading import ReadBoard, ReadQueue, read_board, read_queue
from core.views.lists.shapes import ME, OPEN, Filter, Queue
from core.views.mine import my_tickets
from core.views.queries import MyTickets

SMALL, LARGE = 10_000, int(os.environ.get("ZAYAVKA_BENCH_TICKETS", "100000"))
NOW = round(datetime(2026, 11, 26, 15, tzinfo=UTC).timestamp()) * SECOND
"""A Thursday afternoon: each run makes the same desk."""
ROUNDS = 60
DESK = "web-studio"
GROWTH, PAGE_MS, SEARCH_MS = 1.5, 2.0, 20.0
Asked = tuple[str, tuple[tuple[Filter, str], ...]]
QUESTIONS: tuple[Asked, ...] = (
    ("заказ", ()), ("сайты", ()), ("не открывается", ()), ("письмо оплата", ()), ("насосы", ()), ("абракадабра", ()),
    ("счёт", ((Filter.ASSIGNEE, ME),)), ("сайт", ((Filter.STATUS, OPEN),)), ("", ((Filter.STATUS, OPEN),)),
    ("ошибка", ((Filter.SINCE, "01.01"),)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """One base, with the agent who has most to do there and the customer who has asked most."""

    conn: sa.Connection
    profile: Profile
    by: Person
    customer: Person
    now: int

    def timed(self, ask: Callable[[], object]) -> list[float]:
        """Milliseconds; the first rounds, in which statements are written, are not counted."""
        found = []
        for n in range(ROUNDS + 3):
            begun = time.perf_counter()
            with self.conn.begin():
                ask()
            found.append((time.perf_counter() - begun) * 1_000)
            del found[: 1 if n < 3 else 0]
        return found

    def asks(self) -> Iterator[tuple[str, Callable[[], object]]]:
        for queue in Queue:
            first = ReadQueue(queue)
            yield f"{queue}, page 1", lambda first=first: read_queue(self.conn, self.profile, self.by, first, self.now)
        brand = self.profile.brands[0].id if self.profile.brands else None
        far = self._further(ReadQueue(Queue.UNASSIGNED, brand))
        yield "unassigned of a brand, page 2", lambda: read_queue(self.conn, self.profile, self.by, far, self.now)
        yield "App Home: page 1 and counts", self._home
        yield "my tickets, a customer's page 1", self._mine

    def _mine(self) -> None:
        my_tickets(self.conn, self.profile, self.customer, MyTickets())

    def _home(self) -> None:
        read_board(self.conn, self.profile, self.by, ReadBoard(), self.now)
        read_queue(self.conn, self.profile, self.by, ReadQueue(Queue.UNASSIGNED), self.now)

    def searches(self) -> list[float]:
        return [ms for words, filters in QUESTIONS for ms in self.timed(self._finding(FindTickets(words, filters)))]

    def _finding(self, question: FindTickets) -> Callable[[], object]:
        return lambda: find_tickets(self.conn, self.profile, self.by, question, self.now)

    def _further(self, first: ReadQueue) -> ReadQueue:
        with self.conn.begin():
            page = read_queue(self.conn, self.profile, self.by, first, self.now)
        return ReadQueue(first.queue, first.brand, page.more)


def run(soil: Soil, *, profile: bool = False) -> Iterator[Table]:
    desk = load(PROFILE.with_name(f"{DESK}.toml"))
    for engine in engines(soil):
        pages: dict[str, list[float]] = {}
        searches: list[tuple[int, list[float]]] = []
        for size in (SMALL, LARGE):
            with engine.empty() as url:
                _filled(url, desk)
                if size > SMALL:
                    multiply(url, size // SMALL)
                trouble(url, SMALL)
                tidy(url)
                with reader(url).connect() as conn:
                    at = _desk(conn, desk)
                    for name, ask in at.asks():
                        pages.setdefault(name, []).append(statistics.median(at.timed(ask)))
                    searches.append((size, at.searches()))
        yield _pages(engine.name, pages)
        yield _searches(engine.name, searches)


def _pages(engine: str, pages: dict[str, list[float]]) -> Table:
    rows = [(name, small, large, large / small) for name, (small, large) in pages.items()]
    most, worst = max(row[2] for row in rows), max(row[3] for row in rows)
    met = "met" if most <= PAGE_MS and worst <= GROWTH else "missed"
    head = ("page", f"{SMALL:,}: ms", f"{LARGE:,}: ms", "growth")
    remark = f"goal: a page ≤ {PAGE_MS} ms at the median, growth ≤ {GROWTH}; {met}"
    return Table(f"lists: queues, {engine}, the {DESK} desk", head, rows, remark)


def _searches(engine: str, searches: list[tuple[int, list[float]]]) -> Table:
    rows = [(size, statistics.median(ms), statistics.quantiles(ms, n=100)[98]) for size, ms in searches]
    met = "met" if max(row[2] for row in rows) <= SEARCH_MS else "missed"
    return Table(
        f"lists: search, {engine}", ("tickets", "p50 ms", "p99 ms"), rows, f"goal: p99 ≤ {SEARCH_MS} ms; {met}"
    )


def _filled(url: sa.URL, desk: Profile) -> None:
    """The small one, lived through; what is larger is made of its copies."""
    generate(url, desk, Order(SMALL, 1, NOW), lambda written: None, add=False)
    house = Caller(registration.HOUSE, None)
    with writer(url).connect() as conn:
        while True:
            with conn.begin():
                if not renamed.waits(conn):
                    break
                HANDLERS[ReadAgain](Unit(conn, 0), ReadAgain(), house, desk)


def _desk(conn: sa.Connection, desk: Profile) -> Desk:
    with conn.begin():
        by, customer = _busiest(conn, "assignee"), _busiest(conn, "requester")
        now = conn.exec_driver_sql("SELECT max(updated_at) FROM tickets").scalar_one()
    assert by.roles & {Role.AGENT, Role.DISPATCHER, Role.ADMINISTRATOR} and not customer.inside
    return Desk(conn, desk, by, customer, now)


def _busiest(conn: sa.Connection, column: str) -> Person:
    """Whose name stands in that column most often."""
    who = tickets.c[column]
    most = sa.select(who).where(who.is_not(None)).group_by(who).order_by(sa.func.count().desc()).limit(1)
    found = people.person(conn, PersonId(conn.execute(most).scalar_one()))
    assert found is not None
    return found
