"""A lifelike base for measurements and demonstrations, on the database that the settings name."""

import asyncio
from collections.abc import Callable

from bots.settings import Settings
from bots.wiring.core import open_core, profile_path
from bots.wiring.sla import instant
from core.api.errors import Misconfigured
from core.api.kinds import Clock
from core.api.profile import load
from core.generate import desk
from core.generate.scene import Order
from core.storage.engine import lock_instance, normalise


def ordered(settings: Settings, tickets: int, seed: int, until: str | None, days: int) -> Order:
    """Raises Misconfigured for an end that is no time, or has not come: rows of the future would come due at once."""
    profile, now = load(profile_path(settings.profile)), Clock(settings.clock).now()
    end = now if until is None else instant(until, profile.zone)
    if end > now:
        raise Misconfigured(f"{until} has not come yet", "Name an earlier end, or leave --until away")
    return Order(tickets, seed, end, days)


async def generate(settings: Settings, order: Order, tell: Callable[[int], object], *, add: bool) -> desk.Counts:
    """Rows by table. Raises Misconfigured where the product runs on the file, or it is not empty and `add` not said."""
    url = normalise(settings.database_url)
    lock = lock_instance(url)
    try:
        core = await open_core(settings, serve=False)
        core.close()
        return await asyncio.to_thread(desk.generate, url, core.profile, order, tell, add=add)
    finally:
        if lock is not None:
            lock.close()
