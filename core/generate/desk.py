"""A lifelike desk of any size, the same for the same order: made in as many processes as there are, written by one."""

import gc
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import count
from multiprocessing import get_context

import sqlalchemy as sa

from core.customers.tables import companies
from core.errors import Misconfigured
from core.generate import bulk
from core.generate.bulk import Sheet
from core.generate.cast import Cast
from core.generate.casting import Casting, colleagues
from core.generate.dice import Dice
from core.generate.rows import sheets
from core.generate.scene import CHUNK, EVENTS, MESSAGES, First, Order, Scene
from core.generate.season import Arrivals
from core.generate.staffing import named, staffed
from core.generate.stage import Stage, office
from core.generate.tale import tell
from core.profile.schema import Profile
from core.sla import store as sla
from core.sla.policy import policy_of
from core.storage import renamed
from core.storage.engine import writer
from core.storage.unit import Unit
from core.tickets.history import events
from core.tickets.messages import messages
from core.tickets.store import tickets

AHEAD = 3
"""Chunks that wait to be written, for each process: memory stays bounded."""
FEW = 4
"""Chunks that are made in this process, since others would take a second to begin."""

Counts = dict[str, int]
Tell = Callable[[int], object]


def generate(url: sa.URL, profile: Profile, order: Order, tell: Tell, *, add: bool, processes: int = 0) -> Counts:
    """Fills a database; says how many rows of which table. `tell` hears of tickets as they are written.

    Nothing waits to be sent, and nothing is due. Raises Misconfigured for a base that is not empty, unless `add`.
    """
    written: Counts = {}
    with _without_collector(), writer(url).connect() as conn:
        bulk.prepare(conn)
        with conn.begin():
            if not add:
                _empty(conn)
            scene = _set(conn, profile, order, written)
        for made in _chunks(scene, processes or os.cpu_count() or 1):
            with conn.begin():
                _write(conn, made, written)
            tell(len(made[0].rows))
        with conn.begin():
            renamed.note(conn, renamed.EVERYTHING)
        bulk.finish(conn)
    return written


@contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of tuples without a ring among them: looking for rings would cost a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _empty(conn: sa.Connection) -> None:
    for table in (tickets, companies):
        if found := conn.execute(sa.select(sa.func.count()).select_from(table)).scalar_one():
            mend = "Name an empty one in ZAYAVKA_DATABASE_URL, or say --add"
            raise Misconfigured(f"The database holds {found} {table.name} already", mend)


def _set(conn: sa.Connection, profile: Profile, order: Order, written: Counts) -> Scene:
    unit = Unit(conn, order.since)
    sla.keep(unit, policy_of(profile))
    agents = staffed(unit, profile, order)
    casting = Casting(conn, profile, order)
    known = casting.companies()
    people = casting.contacts(known)
    _write(conn, list(casting.sheets.values()), written)
    cast = Cast(known, people, colleagues(people), agents, named(conn, profile))
    arrivals = Arrivals(office(profile), order.since, order.until, Dice(f"{order.seed}:season"))
    first = First(*(bulk.first_free(conn, table) for table in (tickets, messages, events)))
    return Scene(profile, order, cast, arrivals, first)


def _write(conn: sa.Connection, made: list[Sheet], written: Counts) -> None:
    for sheet in made:
        bulk.write(conn, sheet)
        written[sheet.table] = written.get(sheet.table, 0) + len(sheet.rows)


def _chunks(scene: Scene, processes: int) -> Iterator[list[Sheet]]:
    """In order, whoever makes them."""
    chunks = range(-(-scene.order.tickets // CHUNK))
    if processes == 1 or len(chunks) <= FEW:
        _lay(scene)
        yield from (_made(chunk) for chunk in chunks)
        return
    with ProcessPoolExecutor(processes, get_context("spawn"), _begin, (scene,)) as pool:
        ahead: deque[Future[list[Sheet]]] = deque()
        for chunk in chunks:
            ahead.append(pool.submit(_made, chunk))
            if len(ahead) > AHEAD * processes:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


_laid: list[tuple[Scene, Stage]] = []
"""What this process makes chunks of."""


def _begin(scene: Scene) -> None:
    """In a process of its own."""
    gc.disable()
    _lay(scene)


def _lay(scene: Scene) -> None:
    _laid[:] = [(scene, Stage(scene.profile, scene.cast, scene.order.until))]


def _made(chunk: int) -> list[Sheet]:
    scene, stage = _laid[0]
    order, first, dice = scene.order, scene.first, Dice(f"{scene.order.seed}:{chunk}")
    begin = chunk * CHUNK
    ids = (count(first.message + begin * MESSAGES), count(first.event + begin * EVENTS))
    lives = []
    for number in range(begin, min(begin + CHUNK, order.tickets)):
        at = scene.arrivals.at((number + dice.random()) / order.tickets)
        lives.append(tell(stage, dice, first.ticket + number, at, ids))
    return sheets(lives, stage.policy)
