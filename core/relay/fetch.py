"""The trip for contents: files that a door has announced are fetched after their message is committed."""

import asyncio
from collections.abc import Mapping

import structlog

from core.desk import Desk
from core.kinds import Door, System
from core.relay.channel import Fetcher, FetchFailed
from core.relay.trip import Trip
from core.storage.bells import FILES
from core.storage.files import Files, TooLarge
from core.storage.hop import Hop
from core.tickets import files as attachments
from core.tickets.commands import FileLost, FileStored
from core.tickets.files import ATTEMPTS, Wanted

log = structlog.get_logger("fetch")

TICK = 1.0
AT_ONCE = 4
PATIENCE = 100.0
HOUSE = System("files")


class Fetch(Trip):
    """Runs until stopped. `limit` is the profile's greatest size of a file, in bytes."""

    def __init__(self, hop: Hop, desk: Desk, files: Files, fetchers: Mapping[Door, Fetcher], limit: int) -> None:
        super().__init__(hop.bells, FILES, TICK)
        self._hop = hop
        self._desk = desk
        self._files = files
        self._fetchers = fetchers
        self._limit = limit

    async def round(self) -> int:
        """Fetches what is due now; says how many files that were."""
        wanted = await self._hop.unit(
            lambda unit: attachments.claim(unit, tuple(self._fetchers), AT_ONCE), urgent=False
        )
        async with asyncio.TaskGroup() as tasks:
            for one in wanted:
                tasks.create_task(self._one(one))
        return len(wanted)

    async def _one(self, wanted: Wanted) -> None:
        if wanted.attempt > ATTEMPTS:
            await self._lost(wanted, "unreachable")
            return
        try:
            async with asyncio.timeout(PATIENCE):
                stored = await self._files.keep(self._fetchers[wanted.door].fetch(wanted.source), self._limit)
        except TooLarge:
            await self._lost(wanted, "too-large")
        except FetchFailed as failed:
            await self._lost(wanted, failed.reason)
        except Exception as error:
            await self._later(wanted, error)
        else:
            await self._desk(FileStored(wanted.ticket, wanted.file, stored.digest, stored.size), HOUSE)

    async def _lost(self, wanted: Wanted, reason: str) -> None:
        log.warning("file lost", file=wanted.file, reason=reason)
        await self._desk(FileLost(wanted.ticket, wanted.file, reason), HOUSE)

    async def _later(self, wanted: Wanted, error: Exception) -> None:
        if wanted.attempt >= ATTEMPTS:
            await self._lost(wanted, "unreachable")
            return
        log.warning("file not fetched yet", file=wanted.file, error=repr(error))
        delay = min(2.0**wanted.attempt, 120.0)
        await self._hop.unit(lambda unit: attachments.postpone(unit, wanted.file, delay), urgent=False)
