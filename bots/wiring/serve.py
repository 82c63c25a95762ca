"""Runs a house until it is told to stop."""

import asyncio
import gc
import os
import signal
from collections.abc import Awaitable, Callable

import structlog

from bots.settings import Settings
from bots.wiring.core import open_core
from bots.wiring.house import House, open_house

log = structlog.get_logger("zayavka")

GRACE = 10.0


async def run(settings: Settings, ready: asyncio.Event | None = None, stopping: asyncio.Event | None = None) -> None:
    """Runs everything until SIGTERM or SIGINT; a second signal ends at once, which is safe too (faults I5)."""
    stopping = stopping or asyncio.Event()
    core = await open_core(settings, serve=True)
    try:
        house = await open_house(core)
        _on_signals(stopping)
        await serve(house, stopping, ready)
    finally:
        core.close()


def calm() -> None:
    """What was imported stays: the collector leaves it alone, and looks at the rest less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


async def serve(house: House, stopping: asyncio.Event, ready: asyncio.Event | None = None) -> None:
    """Intake ends first, what has begun is finished within the grace period, then the doors close."""
    calm()
    try:
        async with asyncio.TaskGroup() as tasks:
            endless = [tasks.create_task(_forever(work)) for work in house.endless]
            finishing = [tasks.create_task(one.run()) for one in house.stoppable]
            log.info("running", profile=house.core.profile.id)
            if ready is not None:
                ready.set()
            await stopping.wait()
            log.info("stopping")
            for task in endless:
                task.cancel()
            for one in house.stoppable:
                one.stop()
            await asyncio.wait(finishing, timeout=GRACE)
            for task in finishing:
                task.cancel()
    finally:
        await house.close()


async def _forever(work: Callable[[], Awaitable[None]]) -> None:
    await work()


def _on_signals(stopping: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()

    def stop() -> None:
        if stopping.is_set():
            os._exit(1)
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
