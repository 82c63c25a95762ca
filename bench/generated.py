"""A lifelike base made from nothing, on each engine: what `zayavka generate` costs."""

import time
from collections.abc import Iterator

from bench.engines import engines
from bench.ground import PROFILE, Soil
from bench.table import Table
from core.calendar.desk import load
from core.clock import Clock
from core.generate.desk import generate
from core.generate.scene import Order

TICKETS = 20_000
MILLION = 1_000_000
GOAL = 15
"""Minutes for a million."""
DESK = "telecom"


def run(soil: Soil, *, profile: bool = False) -> Iterator[Table]:
    desk = load(PROFILE.with_name(f"{DESK}.toml"))
    rows = []
    for engine in engines(soil):
        with engine.empty() as url:
            begun = time.perf_counter()
            counts = generate(url, desk, Order(TICKETS, 1, Clock().now()), lambda written: None, add=False)
            seconds, whole = time.perf_counter() - begun, sum(counts.values())
            minutes = seconds * MILLION / TICKETS / 60
            rows.append((engine.name, TICKETS, whole, TICKETS / seconds, whole / seconds, minutes))
    head = ("engine", "tickets", "rows", "tickets a second", "rows a second", "minutes a million")
    met = "met" if max(row[-1] for row in rows) <= GOAL else "missed"
    yield Table(f"generate: the {DESK} desk", head, rows, f"goal: {MILLION:,} in {GOAL} minutes; {met}, by this sample")
