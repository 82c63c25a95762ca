"""A base full of waiting timers: one lifelike ticket of each kind, made by commands, then copied by the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from core.calendar.desk import load
from core.clock import DAY, MINUTE
from core.desk import Desk
from core.kinds import Door, Instant, System, TicketId, Visitor
from core.people.commands import SyncStaff
from core.people.person import Member
from core.profile.schema import Profile
from core.sla.tables import courses, intervals, silences, steps, targets
from core.storage.engine import writer
from core.storage.hop import Hop
from core.tickets.commands import AddComment, MoveStatus, OpenTicket
from core.tickets.store import tickets

PROFILE = Path(__file__).parent.parent / "profiles" / "telecom.toml"
CUSTOMER = Visitor(Door.TELEGRAM, "1001", "Иван", "ru")
AGENT = Visitor(Door.SLACK, "U1", "Анна")
KINDS = ("steps", "silence", "resume", "choice")
STEPS = 4
"""Waiting steps of a ticket; half of them come due together."""


@dataclass(frozen=True, slots=True)
class Copies:
    """`count` copies of the ticket `seed`, every `every`th of which has something due at `due`; the rest waits."""

    kind: str
    seed: TicketId
    place: int
    count: int
    every: int
    due: Instant


def telephony() -> Profile:
    """The telephony desk, which in addition asks until when something is put off: so it has all four timers."""
    profile = load(PROFILE)
    asking = {"asks_until": True, "on_time": "in_progress"}
    statuses = tuple(one.model_copy(update=asking) if one.id == "pending" else one for one in profile.statuses)
    return profile.model_copy(update={"statuses": statuses})


async def filled(hop: Hop, desk: Desk, timers: int, due: int) -> None:
    """A quarter of the timers of each kind, and a quarter of what is due: longest a minute ago."""
    now = hop.clock.now()
    await desk(SyncStaff((Member(AGENT.external_id, AGENT.name, "anna@desk.example"),)), System("slack"))
    seeds = await _seeds(desk, now)
    share = {kind: (timers // 4, due // 4) for kind in KINDS} | {"steps": (timers // 4 // STEPS, due // 2 // STEPS)}
    with writer(hop.url).begin() as conn:
        for place, kind in enumerate(KINDS):
            count, ready = share[kind]
            _copied(conn, Copies(kind, seeds[kind], place, count, count // ready, now - MINUTE))
    if hop.url.get_backend_name() == "postgresql":
        _looked_over(hop.url)


def _looked_over(url: sa.URL) -> None:
    """What the server's autovacuum would have done by the time a base has grown so large."""
    with writer(url).connect() as conn:
        conn.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM ANALYZE")


def waiting(url: sa.URL) -> int:
    """How many timers there are, due ones among them."""
    kinds = (
        (steps, steps.c.fired_at.is_(None) & steps.c.due_at.is_not(None)), (silences, sa.true()),
        (tickets, tickets.c.resume_at.is_not(None)), (tickets, tickets.c.choice_until.is_not(None)),
    )  # fmt: skip
    with writer(url).connect() as conn:
        counts = (sa.select(sa.func.count()).select_from(table).where(which) for table, which in kinds)
        return sum(conn.execute(count).scalar_one() for count in counts)


async def _seeds(desk: Desk, now: Instant) -> dict[str, TicketId]:
    found: dict[str, TicketId] = {}
    for kind in KINDS:
        outcome = await desk(OpenTicket("Не слышно собеседника", "С утра, на всех номерах"), CUSTOMER)
        assert outcome.ticket is not None
        found[kind] = outcome.ticket
    await desk(AddComment(found["resume"], "Ждём провайдера"), AGENT)
    await desk(MoveStatus(found["resume"], "pending", 0, until=now + DAY), AGENT)
    await desk(MoveStatus(found["silence"], "resolved", 0), AGENT)
    await desk(MoveStatus(found["choice"], "resolved", 0), AGENT)
    await desk(AddComment(found["choice"], "Спасибо"), CUSTOMER)
    return found


def _copied(conn: sa.Connection, copies: Copies) -> None:
    """Of tickets that only wait there is what a sweep could stumble over; those that are due are whole."""
    waits = {"steps": steps, "silence": silences}.get(copies.kind)
    whole = (courses, targets, intervals, steps)
    _copy(conn, tickets, copies, {"resume": "resume_at", "choice": "choice_until"}.get(copies.kind), scarce=False)
    for table in whole:
        _copy(conn, table, copies, "due_at" if table is waits else None, scarce=table is not waits)
    if waits is silences:
        _copy(conn, silences, copies, "due_at", scarce=False)


def _copy(conn: sa.Connection, table: sa.Table, copies: Copies, timer: str | None, *, scarce: bool) -> None:
    """The seed's rows under new ids. `timer` is the column that is set anew, `scarce` means due tickets only."""
    first = sa.select(sa.literal(0).label("n")).cte("copies", recursive=True)
    numbers = first.union_all(sa.select(first.c.n + 1).where(first.c.n < copies.count - 1))
    name = "id" if table is tickets else "ticket_id"
    values: Mapping[str, sa.ColumnElement[int]] = {name: 1_000 + numbers.c.n * len(KINDS) + copies.place}
    if timer is not None:
        values = {**values, timer: _at(table, numbers.c.n, copies)}
    picked = [values.get(column.name, column).label(column.name) for column in table.columns]
    query = sa.select(*picked).select_from(table.join(numbers, sa.true())).where(table.c[name] == copies.seed)
    if scarce:
        query = query.where(numbers.c.n % copies.every == 0)
    conn.execute(table.insert().from_select([column.name for column in table.columns], query))


def _at(table: sa.Table, n: sa.ColumnElement[int], copies: Copies) -> sa.ColumnElement[int]:
    """Due ones a minute ago, the others from tomorrow on; of a ladder the first answer's steps come due."""
    ready = n % copies.every == 0
    if table is steps:
        ready = ready & (steps.c.metric == "first_response")
    later = sa.cast(copies.due + DAY, sa.BigInteger) + sa.cast(n, sa.BigInteger) * MINUTE
    return sa.case((ready, sa.cast(copies.due, sa.BigInteger) - n), else_=later)
