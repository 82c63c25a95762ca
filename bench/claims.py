"""One claim of the relay with little and with much waiting behind it, in each way in which something can wait."""

import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from bench.engines import engines
from bench.ground import Soil
from bench.table import Table
from core.clock import DAY, machine
from core.kinds import Audience, Door
from core.outbox import claims
from core.outbox.addresses import addresses
from core.outbox.model import Kind
from core.outbox.store import outbox
from core.storage.engine import writer
from core.storage.unit import Unit

FEW, MANY = 1_000, 20_000
AT_ONCE = 8
EACH = 20
"""Rows of a chat."""
ROUNDS = 100
GOAL = 1.5
Values = dict[str, Any]
Waits = Callable[[int, int, int], tuple[Values, Values]]
"""Of the n-th row, with so many chats, at an instant: what its address, and it itself, have of their own."""
WAYS: Mapping[str, Waits] = {
    "for another door": lambda n, chats, now: ({"door": Door.SLACK.value, "key": "C0DESK"}, {}),
    "until later": lambda n, chats, now: ({"key": f"later {n % chats}"}, {"due_at": now + DAY}),
    "for one chat in peace": lambda n, chats, now: ({"key": "quiet", "quiet_until": now + DAY}, {}),
    "behind what failed": lambda n, chats, now: (
        {"key": f"failed {n % chats}"}, {"lane": 1, "due_at": now + DAY if n < chats else now - 2}
    ),
    "to be sent": lambda n, chats, now: ({"key": f"due {n % chats}"}, {"due_at": now - 2 - n // chats}),
}  # fmt: skip


def run(soil: Soil, *, profile: bool = False) -> Iterator[Table]:
    for engine in engines(soil):
        rows = []
        for name, waits in WAYS.items():
            small, large = (_measured(engine.empty, waits, count) for count in (FEW, MANY))
            rows.append((name, small, large, large / small))
        met = "met" if max(row[3] for row in rows) <= GOAL else "missed"
        head = ("waits", f"{FEW:,}: ms", f"{MANY:,}: ms", "growth")
        yield Table(f"claims: {AT_ONCE} rows of {AT_ONCE} chats, {engine.name}", head, rows, f"goal: ≤ {GOAL}; {met}")


def _measured(empty: Callable[[], Any], waits: Waits, count: int) -> float:
    """Milliseconds at the median. Each claim is undone, so that the next one finds the same."""
    with empty() as url, writer(url).connect() as conn:
        now = machine()
        with conn.begin():
            _fill(conn, [waits(number, count // EACH, now) for number in range(count)], now - 1)
            _fill(conn, [({"key": f"fresh {number}"}, {}) for number in range(AT_ONCE)], now)
        with conn.begin():
            conn.exec_driver_sql("ANALYZE")
        walk = claims.Walk()
        return statistics.median([_claimed(conn, now, walk) for _ in range(ROUNDS + 3)][3:])


def _claimed(conn: sa.Connection, now: int, walk: claims.Walk) -> float:
    """One unit: what is not found yet, behind many that have to be passed over, is left to the next."""
    with conn.begin() as transaction:
        begun = time.perf_counter()
        found = claims.claim(Unit(conn, now), Door.TELEGRAM, "bench", AT_ONCE, walk=walk)
        took = time.perf_counter() - begun
        assert len(found) == AT_ONCE or walk.at
        transaction.rollback()
    return took * 1_000


def _fill(conn: sa.Connection, rows: list[tuple[Values, Values]], made_at: int) -> None:
    telegram: Values = {"door": Door.TELEGRAM.value, "quiet_until": 0}
    at = {one["key"]: telegram | one for one, _ in rows}
    conn.execute(addresses.insert(), list(at.values()))
    known = {row.key: row for row in conn.execute(sa.select(addresses))}
    usual = {"kind": Kind.PROMPT.value, "audience": Audience.PUBLIC.value, "made_at": made_at, "due_at": made_at}
    conn.execute(
        outbox.insert(),
        [
            usual | {"address_id": (to := known[one["key"]]).id, "through": to.door, "lane": number + 2} | own
            for number, (one, own) in enumerate(rows)
        ],
    )
