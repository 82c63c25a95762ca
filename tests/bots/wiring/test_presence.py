"""X7: replicas on one PostgreSQL agree on the profile, and a desk may choose another when none of them serves."""

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa

from bots.settings import Settings, read
from bots.wiring import replicas
from bots.wiring.core import Core, open_core
from bots.wiring.presence import Presence
from core.errors import Misconfigured
from core.storage.bells import Bells


def _settings(url: sa.URL, folder: Path, profile: str) -> Settings:
    said = url.render_as_string(hide_password=False)
    return read(database_url=said, files_url=str(folder), profile=profile)


async def _serves(url: sa.URL, folder: Path, profile: str) -> Core:
    return await open_core(_settings(url, folder, profile), serve=True)


async def test_another_profile_is_refused_while_a_replica_serves_and_taken_when_none_does(
    postgres_url: sa.URL, tmp_path: Path
) -> None:
    first, second = [await _serves(postgres_url, tmp_path, "software") for _ in range(2)]
    for one in (first, second):
        with pytest.raises(Misconfigured, match="differs"):
            await _serves(postgres_url, tmp_path, "telecom")
        one.close()
    other = await _serves(postgres_url, tmp_path, "telecom")
    with pytest.raises(Misconfigured, match="differs"):
        await _serves(postgres_url, tmp_path, "software")
    (await _serves(postgres_url, tmp_path, "telecom")).close()
    other.close()


async def test_whoever_begins_meanwhile_waits_for_what_is_agreed_on(postgres_url: sa.URL) -> None:
    first = Presence.begun(postgres_url)
    begins = asyncio.create_task(asyncio.to_thread(Presence.begun, postgres_url))
    await asyncio.sleep(0.2)
    assert first.alone and not begins.done()
    first.settled()
    second = await begins
    assert not second.alone
    first.close()
    third = Presence.begun(postgres_url)
    assert not third.alone
    for one in (second, third):
        one.close()


async def test_a_replica_is_seen_again_after_its_lines_were_cut(
    postgres_url: sa.URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicas, "AGAIN", 0.05)
    hearing = asyncio.create_task(replicas.hear(postgres_url, Bells()))
    await _comes_to_serve(postgres_url)
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%%' AND datname = "
    engine = sa.create_engine(postgres_url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as conn:
        assert conn.exec_driver_sql(cut + "current_database()").all()
    await _comes_to_serve(postgres_url)
    hearing.cancel()


async def _comes_to_serve(url: sa.URL) -> None:
    async with asyncio.timeout(10):
        while True:
            other = await asyncio.to_thread(Presence.begun, url)
            other.close()
            if not other.alone:
                return
            await asyncio.sleep(0.02)
