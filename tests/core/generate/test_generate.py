"""A generated base is one that the product could have made itself: row by row, on both engines, for every desk."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa

from core.calendar.desk import load
from core.clock import DAY, HOUR, SECOND, Clock
from core.errors import Misconfigured
from core.generate.desk import Counts, generate
from core.generate.dice import Dice
from core.generate.scene import CHUNK, Order
from core.generate.season import Arrivals
from core.generate.stage import office
from core.kinds import System, TicketId
from core.profile.schema import Profile
from core.sla import silence, surveys
from core.sla import store as sla
from core.sla.policy import policy_of
from core.storage.engine import reader
from core.storage.schema import metadata
from core.tickets import mutes, observers, ties
from core.tickets import store as tickets
from core.tickets.history import of_ticket
from core.views.queries import NewestTickets, ReadTicket, StaffCard
from tests.conftest import ENGINES, PROFILES
from tests.core.generate.replayed import kept, replayed, timers, waiting
from tests.core.house import ANNA, IVAN, House
from tests.core.sla.rows import again, course
from tests.postgres import PostgresServer

MANY, SOME = 2_000, 300
DESKS = sorted(path.stem for path in PROFILES.glob("*.toml"))
OPERATOR = System("operator")
SUNDAY = round(datetime(2026, 11, 22, tzinfo=UTC).timestamp()) * SECOND


@dataclass(frozen=True)
class Base:
    """A database that was filled until now, and what was said of it."""

    url: sa.URL
    profile: Profile
    order: Order
    counts: Counts


def filled(
    url: sa.URL, desk: str, many: int, seed: int = 1, until: int | None = None, processes: int = 1, days: int = 730
) -> Base:  # fmt: skip
    profile = load(PROFILES / f"{desk}.toml")
    order = Order(many, seed, until or Clock().now(), days)
    counts = generate(url, profile, order, lambda written: None, add=False, processes=processes)
    return Base(url, profile, order, counts)


@pytest.fixture(scope="module", params=ENGINES)
def base(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Base]:
    """Telephony, which has timers of every kind, once on each engine. Tests only read it, or add to it."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        path = tmp_path_factory.mktemp("generated") / "desk.db"
        path.write_bytes(template.read_bytes())
        yield filled(sa.make_url(f"sqlite+pysqlite:///{path}"), "telecom", MANY, processes=2)
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.migrated() as url:
        yield filled(url, "telecom", MANY, processes=2)


@pytest.fixture
def inside(base: Base, tmp_path: Path) -> Iterator[House]:
    house = House(base.url, base.profile, tmp_path)
    yield house
    house.close()


_muted = mutes.mutes.c.person_id


def judged(house: House, base: Base, sample: int) -> None:
    """Row, clocks and timers of some tickets against their history."""
    dice = Random(7)
    with reader(base.url).connect() as conn:
        ids = list(conn.execute(sa.select(tickets.tickets.c.id).order_by(tickets.tickets.c.id)).scalars())
        for id in dice.sample(ids, sample):
            ticket, history = tickets.find(conn, id), of_ticket(conn, id)
            assert ticket is not None
            assert [one.seq for one in history] == list(range(1, ticket.last_seq + 1))
            assert [one.at for one in history] == sorted(one.at for one in history)
            assert (history[0].at, history[-1].at) == (ticket.opened_at, ticket.updated_at)
            assert ticket.updated_at <= base.order.until
            found = replayed(base.profile, history)
            assert found.illegal == []
            assert found.row == kept(ticket), history
            for name, value in found.triaged.items():
                field = name.removeprefix("field:")
                assert (ticket.fields.get(field) if field != name else getattr(ticket, name)) == value
            assert found.copied == {*observers.of_ticket(conn, id)}
            assert found.muted == {*conn.execute(sa.select(_muted).where(mutes.mutes.c.ticket_id == id)).scalars()}
            if policy_of(base.profile).metrics:
                assert course(house, id) == again(house, id)
            assert waiting(conn, id) == timers(conn, base.profile, history)
        conn.rollback()


def test_the_history_makes_the_rows_again(base: Base, inside: House) -> None:
    judged(inside, base, 40 if inside.on_postgres else 150)


@pytest.mark.parametrize("desk", DESKS)
def test_every_desk_can_be_filled(desk: str, sqlite_url: sa.URL, tmp_path: Path) -> None:
    base = filled(sqlite_url, desk, SOME, days=60)
    house = House(sqlite_url, base.profile, tmp_path)
    judged(house, base, SOME // 2)
    kinds = {base.profile.status(row.status).kind for row in house.rows("tickets")}
    assert any(kind.open for kind in kinds) and any(not kind.open for kind in kinds)
    house.close()


@pytest.mark.parametrize("desk", DESKS)
def test_ties_and_levels_are_those_that_the_core_would_find(desk: str, sqlite_url: sa.URL) -> None:
    """B1, E9: at the time of the opening, as far as nobody changed them later."""
    base = filled(sqlite_url, desk, SOME)
    with reader(sqlite_url).connect() as conn:
        for row in conn.execute(sa.select(tickets.tickets).where(tickets.tickets.c.site_id.is_(None))).all():
            tied = ties.contracted(conn, base.profile, ties.Ties(company=row.company_id), row.opened_at)
            assert row.contract_id == tied.contract
            assert row.level == ties.level(conn, base.profile, row.requester, tied, row.opened_at)


def test_every_key_points_at_something(base: Base) -> None:
    """PostgreSQL has refused what does not, as the rows came."""
    with reader(base.url).connect() as conn:
        if base.url.get_backend_name() == "sqlite":
            assert conn.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        told = sum(conn.execute(sa.select(sa.func.count()).select_from(sla.steps)).scalars())
        assert told == base.counts["target_steps"] > MANY


def test_nothing_is_due_and_nothing_waits_to_be_sent(base: Base, inside: House) -> None:
    until = base.order.until
    with reader(base.url).connect() as conn:
        assert sla.due(conn, until, 10) == silence.due(conn, until, 10) == surveys.due(conn, until, 10) == []
        assert tickets.due(conn, until, 10) == tickets.choices_due(conn, until, 10) == []
    assert inside.outbox() == inside.rows("inbox") == []


def test_much_waits_that_will_come_due(base: Base, inside: House) -> None:
    """Or nothing due would be no wonder."""
    waits = [row for row in inside.rows("target_steps") if row.fired_at is None and row.due_at is not None]
    assert waits and inside.rows("silences")


async def test_the_product_goes_on_with_it(base: Base, inside: House) -> None:
    """Lists, cards, conversations; the next ticket, and an agent's work on it and on an old one."""
    lines = await inside.ask(NewestTickets(most=50), OPERATOR)
    assert len(lines) == 50
    for line in lines:
        card = await inside.ask(StaffCard(line.id), OPERATOR)
        page = await inside.ask(ReadTicket(line.id, most=100), OPERATOR)
        assert card.subject and card.body and page.messages.items
    await inside.staff(ANNA)
    opened = await inside.opened(IVAN)
    assert opened > max(line.id for line in lines)
    assert inside.history(opened)[0].id > max(one.id for one in inside.history(lines[0].id))


def test_it_looks_like_a_desk(base: Base, inside: House) -> None:
    """Hours, seasons, languages, breaches, reopenings, long tails."""
    rows, when = inside.rows("tickets"), office(base.profile)
    assert sum(when.is_open(row.opened_at) for row in rows) > 0.6 * len(rows)
    events = inside.rows("events")
    counted = {kind: sum(row.kind == kind for row in events) for kind in ("SlaBreached", "TicketEscalated")}
    assert 0.02 * MANY < counted["SlaBreached"] < MANY and counted["TicketEscalated"]
    back = [row for row in events if row.kind == "StatusMoved" and row.payload["source"] == "resolved"]
    assert any(row.payload["to"] == "in_progress" for row in back)
    ended = sorted(row.updated_at - row.opened_at for row in rows if row.status == "closed")
    assert ended[-1] > 4 * ended[len(ended) // 2] > HOUR
    bodies = [row.body for row in inside.rows("messages")]
    opening = {row.ticket_id: row.body for row in reversed(inside.rows("messages"))}.values()
    assert len(set(opening)) > 0.8 * len(opening) and len(set(bodies)) > 0.3 * len(bodies)
    russian = sum(any("а" <= sign <= "я" for sign in body) for body in bodies)
    assert 0.5 * len(bodies) < russian < 0.95 * len(bodies)


def digest(url: sa.URL) -> str:
    """Of everything but what the instance knows of itself."""
    found = hashlib.sha256()
    with reader(url).connect() as conn:
        for table in metadata.sorted_tables:
            if table.name != "facts":
                rows = conn.execute(sa.select(table).order_by(*table.primary_key))
                found.update(repr([tuple(row) for row in rows]).encode())
    return found.hexdigest()


def test_a_seed_makes_the_same_rows_whoever_makes_them(copied: Callable[[str], sa.URL]) -> None:
    many = 5 * CHUNK
    one, two = copied("one"), copied("two")
    filled(one, "default", many, until=SUNDAY, processes=1)
    filled(two, "default", many, until=SUNDAY, processes=2)
    assert digest(one) == digest(two)


def test_another_seed_makes_other_rows(copied: Callable[[str], sa.URL]) -> None:
    one, again, other = copied("one"), copied("again"), copied("other")
    for url, seed in ((one, 1), (again, 1), (other, 2)):
        filled(url, "telecom", 50, seed=seed, until=SUNDAY)
    assert digest(one) == digest(again) != digest(other)


@pytest.fixture
def copied(sqlite_template: Path, tmp_path: Path) -> Callable[[str], sa.URL]:
    def make(name: str) -> sa.URL:
        path = tmp_path / f"{name}.db"
        path.write_bytes(sqlite_template.read_bytes())
        return sa.make_url(f"sqlite+pysqlite:///{path}")

    return make


def test_a_base_that_is_not_empty_is_left_alone_unless_one_says_so(url: sa.URL, default_profile: Profile) -> None:
    order = Order(20, 1, SUNDAY)
    generate(url, default_profile, order, lambda written: None, add=False)
    with pytest.raises(Misconfigured, match="20 tickets already"):
        generate(url, default_profile, order, lambda written: None, add=False)
    more = generate(url, default_profile, Order(30, 1, SUNDAY), lambda written: None, add=True)
    assert more["tickets"] == 30
    with reader(url).connect() as conn:
        assert conn.execute(sa.select(sa.func.count()).select_from(tickets.tickets)).scalar_one() == 50
        assert tickets.find(conn, TicketId(50)) is not None


@pytest.mark.parametrize("desk", ["default", "telecom"])
def test_tickets_come_in_order_and_within_their_time(desk: str) -> None:
    calendar = office(load(PROFILES / f"{desk}.toml"))
    arrivals = Arrivals(calendar, SUNDAY - 90 * DAY, SUNDAY, Dice("1"))
    found = [arrivals.at(number / 5_000) for number in range(5_000)]
    assert found == sorted(found)
    assert SUNDAY - 90 * DAY <= found[0] and found[-1] < SUNDAY
    assert sum(calendar.is_open(at) for at in found) > 0.6 * len(found)


async def test_the_jobs_find_no_flood(base: Base, inside: House) -> None:
    """What has come due since the end of the story, and no more."""
    jobs = inside.jobs
    ran = [
        await job() for job in (jobs.steps_due, jobs.silences_due, jobs.resume_due, jobs.choices_due, jobs.surveys_due)
    ]
    assert sum(ran) < 10
