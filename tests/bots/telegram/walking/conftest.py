"""A house on a database that waits for no disk: what is tried here is the dialogue."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import pytest_asyncio
import sqlalchemy as sa

from core.profile.schema import Profile
from core.storage.engine import normalise
from tests.bots.telegram.walking.air import House, house
from tests.bots.telegram.walking.guest import Guest

MEMORY = Path("/dev/shm")


@pytest.fixture
def swift_url(sqlite_template: Path) -> Iterator[sa.URL]:
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        path = Path(folder) / "walk.db"
        path.write_bytes(sqlite_template.read_bytes())
        yield normalise(f"sqlite:///{path}")


@pytest_asyncio.fixture(loop_scope="session")
async def found(swift_url: sa.URL, profile: Profile, tmp_path: Path) -> AsyncIterator[House]:
    async with house(swift_url, profile, tmp_path) as opened:
        yield opened


@pytest_asyncio.fixture(params=["ru", "en"], loop_scope="session")
async def guest(request: pytest.FixtureRequest, found: House) -> Guest:
    return Guest(found, 501, request.param)
