"""`zayavka mail deliver`: a letter into the inbox, with as little imported as it needs. The server finds it there."""

import asyncio
from collections.abc import Iterable
from contextlib import closing
from functools import partial
from typing import BinaryIO

import sqlalchemy as sa

from bots.email.ways_in.pipe import piped
from bots.email.ways_in.postbox import SOURCE, Envelope, Postbox
from bots.settings import Settings
from core.api.letters import Entry, Files
from core.clock import SECOND, Clock, machine
from core.errors import Misconfigured
from core.inbox import store
from core.kinds import Json
from core.storage.bells import Bells
from core.storage.engine import lock_instance, normalise
from core.storage.hop import Hop

PAUSE = 0.05


class NoInbox(Exception):
    """The database has never been brought to its shape."""


async def deliver(settings: Settings, stream: BinaryIO, sender: str | None, recipients: tuple[str, ...]) -> str:
    """The key under which the letter is here, when it is committed. Raises NoInbox before anything is read."""
    url = normalise(settings.database_url)
    with closing(Hop(url, Clock(settings.clock), Bells())) as hop:
        if not await hop.read(_has_inbox):
            raise NoInbox

        async def journal(entries: Iterable[Entry]) -> int:
            return await hop.unit(lambda unit: store.journal(unit, entries))

        box = Postbox(Files(settings.files_path), journal, settings.mail_bytes)
        entry, _ = await piped(box, stream, Envelope("pipe", sender, recipients))
        return entry.external_id


async def outcome(settings: Settings, key: str, seconds: float) -> Json | None:
    """What the running product has made of it, as soon as it has; nothing where that takes longer."""
    with closing(Hop(normalise(settings.database_url), Clock(settings.clock), Bells())) as hop:
        return await settled(hop, key, seconds)


async def settled(hop: Hop, key: str, seconds: float) -> Json | None:
    """Looks again and again: the row may be settled by another process."""
    until = machine() + round(seconds * SECOND)
    while (found := await hop.read(partial(became, key=key))) is None and machine() < until:  # noqa: ASYNC110
        await asyncio.sleep(PAUSE)
    return found


def unattended(settings: Settings) -> bool:
    """Whether no product is running that would read the letter. Of PostgreSQL's many nobody knows."""
    try:
        lock = lock_instance(normalise(settings.database_url))
    except Misconfigured:
        return False
    if lock is not None:
        lock.close()
    return lock is not None


def became(conn: sa.Connection, key: str) -> Json | None:
    """As `zayavka mail deliver` prints it. What nobody understood was not taken: it waits for somebody to look."""
    mine = sa.and_(store.inbox.c.source == SOURCE, store.inbox.c.external_id == key, store.inbox.c.state != "new")
    row = conn.execute(sa.select(store.inbox).where(mine)).first()
    if row is None:
        return None
    said: Json = row.outcome or {"outcome": "ignored" if row.state == "done" else "rejected"}
    return {"outcome": said["outcome"], "ticket": said.get("ticket"), "reason": said.get("reason") or row.error}


def _has_inbox(conn: sa.Connection) -> bool:
    return sa.inspect(conn).has_table(store.inbox.name)
