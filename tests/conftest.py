"""Databases for every test that wants one: migrated once, copied for each test, on both engines."""

import gc
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa
import structlog

from core.profile.load import load
from core.profile.schema import Profile
from core.storage.engine import normalise
from tests import nursery
from tests.core.house import House
from tests.e2e.not_yet import NOT_YET
from tests.postgres import PostgresServer
from tests.template import template

POSTGRES = os.environ.get("ZAYAVKA_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
REQUIRED = os.environ.get("ZAYAVKA_TEST_REQUIRE", "")
ROOT = Path(__file__).parent.parent
PROFILES = ROOT / "profiles"
MEMORY, ROOMY = Path("/dev/shm"), 2 * 2**30
"""Where the folders of tests lie, if there is room: no commit waits for a disk there. Only processes crash here."""
ENGINES = ("sqlite", "postgres")
PATIENT = ("tests/e2e/", "tests/faults/test_crash.py", "tests/nursery/")
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Skips loudly where there is no server, and fails where ZAYAVKA_TEST_REQUIRE names postgres."""
    server = PostgresServer(normalise(POSTGRES))
    try:
        server.reach()
    except sa.exc.OperationalError as error:
        reason = f"no PostgreSQL at {POSTGRES}: {str(error.orig).strip().splitlines()[0]}"
        if "postgres" in REQUIRED:
            pytest.fail(reason)
        pytest.skip(reason)
    yield server
    server.close()


def pytest_configure(config: pytest.Config) -> None:
    """Once for all the workers."""
    if hasattr(config, "workerinput") or nursery.ADDRESS in os.environ:
        return
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOMY:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    _nursery_open(config)


def _nursery_open(config: pytest.Config) -> None:
    """It imports nothing before somebody wants a process of it."""
    folder = TemporaryDirectory(prefix="zayavka-nursery-")
    address = os.environ[nursery.ADDRESS] = str(Path(folder.name) / "socket")
    command = [sys.executable, "-m", "tests.nursery", address]
    keeper = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, start_new_session=True)
    while not os.path.exists(address):
        assert keeper.poll() is None, "the nursery did not open"
        time.sleep(0.005)

    def left() -> None:
        del os.environ[nursery.ADDRESS]
        keeper.communicate()
        folder.cleanup()

    config.add_cleanup(left)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits for clocks is dealt among what reckons, the longest first, so that workers seldom do the same."""
    patient = [item for item in items if item.nodeid.startswith(PATIENT)]
    patient.sort(key=lambda item: "storyboard" not in item.nodeid)
    others = [item for item in items if not item.nodeid.startswith(PATIENT)]
    stride = max(1, len(others) * 9 // (10 * max(1, len(patient))))
    dealt = [[one, *others[at * stride : (at + 1) * stride]] for at, one in enumerate(patient)]
    items[:] = [*chain.from_iterable(dealt), *others[len(patient) * stride :]]


def pytest_collection_finish() -> None:
    """As the product does when it has started: what was imported stays, and the collector need not look at it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says loudly, and once, what this machine could not test; and what the storyboards do not tell yet."""
    skipped = terminalreporter.stats.get("skipped", [])
    for reason in sorted({report.longrepr[2] for report in skipped if isinstance(report.longrepr, tuple)}):
        terminalreporter.write_line(f"NOT TESTED: {reason}", red=True, bold=True)
    reports = [report for some in terminalreporter.stats.values() for report in some]
    if any("test_storyboard" in getattr(report, "nodeid", "") for report in reports):
        for desk, lines in NOT_YET.items():
            for line in lines:
                terminalreporter.write_line(f"NOT YET: storyboard {desk}: {line}", yellow=True)


@pytest.fixture(scope="session")
def sqlite_template() -> Path:
    return template()


@pytest.fixture(params=ENGINES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.URL]:
    """A database without a single table, for tests of migrations."""
    if request.param == "sqlite":
        yield normalise(f"sqlite:///{tmp_path / 'empty.db'}")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.empty()
    yield url
    server.drop(url)


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.URL]:
    """A migrated database of this test alone, once on each engine."""
    if request.param == "sqlite":
        yield _copied(request.getfixturevalue("sqlite_template"), tmp_path)
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.migrated() as url:
        yield url


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> sa.URL:
    """The same for tests of what only SQLite does, or of what no engine changes."""
    return _copied(sqlite_template, tmp_path)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[sa.URL]:
    with postgres_server.migrated() as url:
        yield url


def _copied(template: Path, folder: Path) -> sa.URL:
    path = folder / "desk.db"
    shutil.copyfile(template, path)
    return normalise(f"sqlite:///{path}")


@pytest.fixture(scope="session")
def default_profile() -> Profile:
    return load(PROFILES / "default.toml")


@pytest.fixture
def profile(default_profile: Profile) -> Profile:
    """The desk under test; a module that needs another one overrides this fixture."""
    return default_profile


@pytest.fixture
def open_house(profile: Profile, tmp_path: Path) -> Iterator[Callable[[sa.URL], House]]:
    """Opens any number of replicas on a database; they share the clock and the files. Closed after the test."""
    opened: list[House] = []

    def make(url: sa.URL) -> House:
        opened.append(House(url, profile, tmp_path))
        return opened[-1]

    yield make
    for house in opened:
        house.close()


@pytest.fixture
def house(url: sa.URL, open_house: Callable[[sa.URL], House]) -> House:
    """The whole core on a real database: commands in, cards and outbox rows out."""
    return open_house(url)


@pytest.fixture
def sqlite_house(sqlite_url: sa.URL, open_house: Callable[[sa.URL], House]) -> House:
    return open_house(sqlite_url)
