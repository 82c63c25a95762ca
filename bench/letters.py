"""Letters → committed tickets, on each engine: the product against its own parser and the same rows by hand."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from bench.engines import Engine, engines
from bench.ground import STAFF, Soil
from bench.intake import Counted, commits
from bench.letters_floor import Floor
from bench.profiling import Profiled
from bench.table import Table
from bench.updates import text
from bots.email.address import Mailbox
from bots.email.here import Here
from bots.email.incoming.tokens import Tokens
from bots.email.intake import LetterReceiver
from bots.email.understanding.reader import MailReader, Manners
from bots.email.understanding.said import Bounds
from bots.email.ways_in.postbox import SOURCE, Envelope, Postbox
from bots.wording import Words
from core.clock import Clock
from core.desk import Desk
from core.kinds import Door
from core.outbox.places import Switchboard
from core.profile.load import load
from core.profile.schema import Profile
from core.relay.receive import Intake, Journal
from core.storage.bells import Bells
from core.storage.files import Files
from core.storage.hop import Hop
from core.storage.schema import metadata
from core.views.ask import Ask
from tests.e2e.variants import notices, variant

ROUNDS = 5
LETTERS, BATCH = 400, 100
RATIO = 2.0
OTHERS = {"SQLite": 173, "PostgreSQL": 99}
"""What django-helpdesk takes of letters a second on one machine; five times that is the aim."""
AIM = 5
DESK = Mailbox("support", "vector.example")


@dataclass(frozen=True, slots=True)
class Round:
    ours: float
    floor: float
    commits: int
    worked: float
    floor_worked: float


def run(soil: Soil, *, profile: bool = False) -> Iterator[Table]:
    """Product and floor in turns on fresh databases; the first pair only warms up, and proves the rows the same."""
    with tempfile.TemporaryDirectory() as folder:
        desk = load(Path(variant(Path(folder), notices("mail"))))
        for engine in engines(soil):
            rounds = [_round(engine, desk, check=number == 0) for number in range(ROUNDS + 1)]
            yield _table(engine.name, rounds[1:])
            if profile:
                with Profiled() as profiled, engine.empty() as url:
                    asyncio.run(_product(url, desk))
                yield from profiled.tables(LETTERS)


def _letters() -> list[bytes]:
    """Each a first letter of another person, as a usual program writes it: text and HTML."""
    return [_letter(number) for number in range(LETTERS)]


def _letter(number: int) -> bytes:
    words = text(number).replace("\n", "\r\n")
    head = (
        f"Received: from mx.example.org by mx.vector.example with ESMTPS; Sun, 22 Nov 2026 12:00:00 +0300\r\n"
        f"From: Ivan {number} <ivan{number}@example.org>\r\nTo: Support <{DESK.spec}>\r\n"
        f"Subject: Printer {number}\r\nDate: Sun, 22 Nov 2026 12:00:00 +0300\r\nMIME-Version: 1.0\r\n"
        f"Message-ID: <{number}.bench@example.org>\r\nContent-Type: multipart/alternative; boundary=b\r\n"
    )
    plain = f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n"
    rich = f"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<div>{words}</div>\r\n--b--\r\n"
    return f"{head}\r\n{plain}{rich}".encode()


def _round(engine: Engine, desk: Profile, *, check: bool) -> Round:
    with engine.empty() as ours, engine.empty() as below:
        seconds, worked, made = asyncio.run(_product(ours, desk))
        begun = time.process_time()
        floor = _floor(below, made)
        floor_worked = time.process_time() - begun
        if check and (counts := [_counts(url) for url in (ours, below)])[0] != counts[1]:
            raise SystemExit(f"the floor wrote other rows than the product:\n{counts[0]}\n{counts[1]}")
        return Round(seconds, floor, made, worked, floor_worked)


@asynccontextmanager
async def _laid(url: sa.URL, desk: Profile) -> AsyncIterator[tuple[Postbox, Journal, Intake, Counted]]:
    hop = Hop(url, Clock(), Bells())
    board = Switchboard((Door.MAIL,), STAFF)
    with tempfile.TemporaryDirectory() as folder:
        files, ask = Files(Path(folder)), Ask(hop, desk)
        manners = Manners("ru", Bounds(desk.limits.body, desk.limits.file_bytes))
        reader = MailReader(Desk(hop, desk, board), ask, Words(desk), Here(DESK, Tokens("s" * 32, "e1")), manners)
        counted = Counted(LetterReceiver(files, reader), LETTERS, SOURCE)
        journal = Journal(hop)
        try:
            yield Postbox(files, journal, 1_000_000), journal, Intake(hop, counted, "bench", ask), counted
        finally:
            hop.close()


async def _product(url: sa.URL, desk: Profile) -> tuple[float, float, int]:
    """As a mailbox is read: a batch is kept letter by letter and journalled as one unit, while others are read."""
    letters = _letters()
    async with _laid(url, desk) as (box, journal, intake, counted):
        with commits() as made:
            begun, idle = time.perf_counter(), time.process_time()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(intake.run())
                for start in range(0, LETTERS, BATCH):
                    entries = [await box.keep(_one(raw), Envelope("imap")) for raw in letters[start : start + BATCH]]
                    await journal(entries)
                await counted.done.wait()
                seconds, worked = time.perf_counter() - begun, time.process_time() - idle
                intake.stop()
            return seconds, worked, len(made)


async def _one(raw: bytes) -> AsyncIterator[bytes]:
    yield raw


def _floor(url: sa.URL, made: int) -> float:
    letters = _letters()
    batches = LETTERS // BATCH
    claims = round((made - LETTERS - batches) / batches)
    with tempfile.TemporaryDirectory() as folder:
        floor = Floor(url, Path(folder) / "letters")
        begun = time.perf_counter()
        for start in range(0, LETTERS, BATCH):
            floor.feed(letters[start : start + BATCH], claims)
        seconds = time.perf_counter() - begun
        floor.close()
    return seconds


def _counts(url: sa.URL) -> dict[str, int]:
    engine = sa.create_engine(url)
    with engine.connect() as conn:
        found = {
            name: conn.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for name, table in metadata.tables.items()
        }
    engine.dispose()
    return found


def _worked(one: Round) -> tuple[float, float]:
    """Processor time of a letter in milliseconds, which a busy disk does not change."""
    return one.worked * 1000 / LETTERS, one.floor_worked * 1000 / LETTERS


def _table(name: str, rounds: list[Round]) -> Table:
    rows: list[tuple[object, ...]] = [
        (number, LETTERS / one.ours, LETTERS / one.floor, one.ours / one.floor, *_worked(one), one.commits)
        for number, one in enumerate(rounds, 1)
    ]
    ratio = statistics.median(one.ours / one.floor for one in rounds)
    rate = LETTERS / statistics.median(one.ours for one in rounds)
    floor = LETTERS / statistics.median(one.floor for one in rounds)
    worked = [statistics.median(pair) for pair in zip(*map(_worked, rounds), strict=True)]
    rows.append(("median", rate, floor, ratio, *worked, round(statistics.median(one.commits for one in rounds))))
    best = AIM * OTHERS[name]
    remark = (
        f"target: ratio ≤ {RATIO}; {'met' if ratio <= RATIO else 'missed'}."
        f" {AIM} × {OTHERS[name]}/s = {best}/s: {'met' if rate >= best else 'missed'}"
    )
    head = ("round", "tickets/s", "floor tickets/s", "ratio", "CPU ms", "floor CPU ms", "commits")
    return Table(f"letters, {name}: {LETTERS} letters of strangers → {LETTERS} tickets", head, rows, remark)
