"""The ground: the hop, its queue, the file store, the clock, and one instance a file."""

import asyncio
import hashlib
import resource
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.clock import SECOND, Clock
from core.errors import Code, Misconfigured, Refusal
from core.jobs import KEEP, Jobs
from core.kinds import Outcome, TicketId
from core.storage import instance, migrate, seen, writing
from core.storage.engine import lock_instance, normalise
from core.storage.files import Files, TooLarge
from core.storage.renamed import renames
from core.storage.unit import Unit
from tests.core.house import House


def _write(unit: Unit, name: str) -> None:
    instance.keep(unit, name, "x")


async def _occupied(house: House) -> tuple[threading.Event, list[asyncio.Task[object]]]:
    """Every writer waits at a gate; what is asked for now queues up."""
    gate = threading.Event()
    threads = 4 if house.on_postgres else 1
    held = [asyncio.ensure_future(house.hop.unit(lambda unit: gate.wait(10))) for _ in range(threads)]
    while house.hop.depth():  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.02)
    return gate, held


async def test_a_queued_unit_that_is_cancelled_is_withdrawn(house: House) -> None:
    gate, held = await _occupied(house)
    waiting = asyncio.ensure_future(house.hop.unit(lambda unit: _write(unit, "never")))
    await asyncio.sleep(0.02)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    gate.set()
    await asyncio.gather(*held)
    await house.hop.unit(lambda unit: _write(unit, "after"))
    assert [row.name for row in house.rows("facts")] == ["after"]


async def test_a_unit_that_has_begun_commits_though_its_caller_leaves(house: House) -> None:
    begun, go = threading.Event(), threading.Event()

    def work(unit: Unit) -> None:
        _write(unit, "begun")
        begun.set()
        go.wait(10)

    running = asyncio.ensure_future(house.hop.unit(work))
    while not begun.is_set():  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    running.cancel()
    asyncio.get_running_loop().call_later(0.05, go.set)
    with pytest.raises(asyncio.CancelledError):
        await running
    assert [row.name for row in house.rows("facts")] == ["begun"], "whoever hears of the cancelling, hears it after"


async def test_people_are_served_before_housekeeping(house: House) -> None:
    gate, held = await _occupied(house)
    order: list[str] = []
    asked = [
        asyncio.ensure_future(house.hop.unit(lambda unit, who=who: order.append(who), urgent=who == "people"))
        for who in ["house"] * 6 + ["people"] * 6
    ]
    await asyncio.sleep(0.02)
    gate.set()
    await asyncio.gather(*held, *asked)
    late = 0 if not house.on_postgres else 3
    assert order[: 6 - late] == ["people"] * (6 - late)
    assert sorted(order) == ["house"] * 6 + ["people"] * 6


async def test_a_unit_that_loses_a_race_is_undone_and_run_again(house: House) -> None:
    tries = 0

    def work(unit: Unit) -> int:
        nonlocal tries
        tries += 1
        _write(unit, f"try{tries}")
        if tries < 3:
            raise sa.exc.IntegrityError("", {}, Exception("unique"))
        return tries

    assert await house.hop.unit(work) == 3
    assert [row.name for row in house.rows("facts")] == ["try3"]


async def test_rows_written_together_are_written_together_or_not_at_all(house: House) -> None:
    """What loses a race there is seen as a lost race, so that the unit is run again, and then says so."""
    one = {"kind": "person", "ref": 1, "below": 7}
    await house.hop.unit(lambda unit: writing.insert(unit.conn, renames, [one, {**one, "ref": 2}]))
    with pytest.raises(sa.exc.IntegrityError):
        await house.hop.unit(lambda unit: writing.insert(unit.conn, renames, [{**one, "ref": 3}, one]))
    assert [row.ref for row in house.rows("renames", kind="person")] == [1, 2]
    await house.hop.unit(lambda unit: writing.change(unit.conn, renames, {"kind": "person", "ref": 2}, {"ref": 5}))
    await house.hop.unit(lambda unit: writing.delete(unit.conn, renames, {"kind": "person", "ref": 1}))
    assert [(row.ref, row.below) for row in house.rows("renames", kind="person")] == [(5, 7)]


async def test_the_bell_rings_after_the_commit_and_not_for_what_was_undone(house: House) -> None:
    ear = house.bells.listen("b")

    def broken(unit: Unit) -> None:
        unit.ring("b")
        raise ValueError

    with pytest.raises(ValueError):
        await house.hop.unit(broken)
    assert not ear._rung.is_set()
    await house.hop.unit(lambda unit: unit.ring("b"))
    assert ear._rung.is_set()


async def test_sqlite_keeps_what_was_committed_through_a_power_cut(sqlite_house: House) -> None:
    """Faults A10: WAL and FULL, on each connection; foreign keys are kept."""
    for name, value in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
        asked = f"PRAGMA {name}"
        assert await sqlite_house.hop.unit(lambda unit, a=asked: unit.conn.exec_driver_sql(a).scalar()) == value
        assert await sqlite_house.hop.read(lambda conn, a=asked: conn.exec_driver_sql(a).scalar()) == value


async def test_two_processes_worth_of_writers_never_find_the_file_locked(
    sqlite_house: House, open_house: Callable[[sa.URL], House]
) -> None:
    """Faults G4."""
    houses = [sqlite_house, *(open_house(sqlite_house.url) for _ in range(3))]
    await asyncio.gather(*(house.opened() for house in houses for _ in range(15)))
    assert len(sqlite_house.rows("tickets")) == 60


def test_a_second_instance_on_one_file_is_refused_in_words(sqlite_url: sa.URL) -> None:
    """Faults I7."""
    first = lock_instance(sqlite_url)
    with pytest.raises(Misconfigured) as refused:
        lock_instance(sqlite_url)
    assert "already runs" in refused.value.problem and refused.value.mend
    assert first is not None
    first.close()
    again = lock_instance(sqlite_url)
    assert again is not None
    again.close()


@pytest.mark.parametrize(
    ("said", "driver"),
    [
        ("sqlite:///a.db", "sqlite+pysqlite"),
        ("sqlite+aiosqlite:///a.db", "sqlite+pysqlite"),
        ("postgresql://h/d", "postgresql+psycopg"),
        ("postgresql+psycopg2://h/d", "postgresql+psycopg"),
    ],
)
def test_any_way_of_writing_an_engine_is_understood(said: str, driver: str) -> None:
    assert normalise(said).drivername == driver


@pytest.mark.parametrize("said", ["", "nonsense", "sqlite://", "sqlite:///:memory:", "mysql://h/d", "postgresql//h"])
def test_what_cannot_be_an_engine_is_refused_in_words(said: str) -> None:
    with pytest.raises(Misconfigured) as refused:
        normalise(said)
    assert refused.value.problem and refused.value.mend


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(Misconfigured, match="cannot be reached"):
        migrate.upgrade(normalise("postgresql://nobody@127.0.0.1:1/x?connect_timeout=1"))


async def test_replicas_with_another_profile_refuse_to_start(house: House) -> None:
    await house.hop.unit(lambda unit: instance.agree_on_profile(unit, "a", alone=False))
    await house.hop.unit(lambda unit: instance.agree_on_profile(unit, "a", alone=False))
    with pytest.raises(Misconfigured):
        await house.hop.unit(lambda unit: instance.agree_on_profile(unit, "b", alone=False))
    await house.hop.unit(lambda unit: instance.agree_on_profile(unit, "b", alone=True))


async def test_epoch_and_secret_are_made_once(house: House) -> None:
    made = [
        await asyncio.gather(*(house.hop.unit(what) for _ in range(6))) for what in (instance.epoch, instance.secret)
    ]
    assert [len(set(one)) for one in made] == [1, 1]


async def test_keys_are_forgotten_after_every_redelivery_and_not_before(house: House) -> None:
    refusal = Refusal(Code.MOVE, open=("a", "b"), limit=3, status="x")
    await house.hop.unit(lambda unit: seen.record(unit, "refused", refusal))
    await house.hop.unit(lambda unit: seen.record(unit, "done", Outcome(TicketId(7), "HD-7")))
    jobs = Jobs(house.hop, house.desk, [])
    house.hands.forward(KEEP / SECOND - 60)
    await jobs.forget()
    known = await house.hop.unit(lambda unit: seen.find(unit, "refused"))
    assert known is not None and known.refusal is not None
    assert (known.refusal.code, known.refusal.params) == (refusal.code, refusal.params)
    house.hands.forward(120)
    await jobs.forget()
    assert house.count()["seen"] == 0


# Clock


def test_the_clock_never_runs_back_and_survives_nonsense(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    clock = Clock(f"file:{path}")
    last = clock.now()
    for text in ("10", "5", "", "abc", "nan", "inf", "-100", "20", "1e3"):
        path.write_text(text)
        now = clock.now()
        assert now >= last, text
        last = now
    assert clock.now() - Clock().now() > 999 * SECOND
    path.unlink()
    assert clock.now() >= last


# Files


async def _chunks(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        await asyncio.sleep(0)
        yield part


def _lying(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


async def test_contents_are_kept_by_their_digest_once(tmp_path: Path) -> None:
    files = Files(tmp_path / "f")
    kept = [await files.keep(_chunks(b"ab", b"", b"c"), 3) for _ in range(2)]
    assert kept[0] == kept[1]
    assert kept[0].digest == hashlib.sha256(b"abc").hexdigest() and kept[0].size == 3
    assert [path.read_bytes() for path in _lying(tmp_path)] == [b"abc"]
    empty = await files.keep(_chunks(), 3)
    assert files.path(empty.digest).read_bytes() == b""


async def test_what_is_too_large_or_broken_off_leaves_nothing(tmp_path: Path) -> None:
    files = Files(tmp_path / "f")
    with pytest.raises(TooLarge):
        await files.keep(_chunks(b"ab", b"cd"), 3)

    async def broken() -> AsyncIterator[bytes]:
        yield b"ab"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await files.keep(broken(), 3)

    async def slow() -> AsyncIterator[bytes]:
        yield b"ab"
        await asyncio.sleep(10)

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(files.keep(slow(), 3), 0.05)
    assert _lying(tmp_path) == []


async def test_a_disk_that_refuses_leaves_nothing(tmp_path: Path) -> None:
    """Faults A10: the system's own limit on the size of a file refuses the write, as a full disk would."""
    files = Files(tmp_path / "f")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, hard))
    try:
        with pytest.raises(OSError):
            await files.keep(_chunks(*[b"x" * 8_192] * 20), 10**6)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert _lying(tmp_path) == []


async def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    files = Files(tmp_path / "f")
    digest = hashlib.sha256(b"abc").hexdigest()
    (tmp_path / "f" / digest[:2]).write_text("in the way")
    with pytest.raises(OSError):
        await files.keep(_chunks(b"abc"), 3)
    assert [path.name for path in _lying(tmp_path)] == [digest[:2]]


@pytest.mark.parametrize("name", ["", "x" * 64, "../" * 20 + "abcd", "A" * 64, "0" * 63, "0" * 63 + "/", "٠" * 64])
def test_only_a_digest_becomes_a_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError):
        Files(tmp_path).path(name)
