"""One life of the product: the real wiring on the stand-ins, until it is killed."""

import asyncio
import json
import logging
import os
import random
import signal
import sys
from typing import Any

import structlog

from bots.settings import read
from bots.wiring.serve import run
from core.inbox import store as inbox
from core.outbox import claims
from core.relay.pace import Pace
from core.tickets import files
from tests.faults.rig.orders import Birth
from tests.faults.rig.points import arm
from tests.faults.rig.sabotage import SABOTAGES


def live(birth: Birth, report: int) -> None:
    """Never returns into the process that it was forked from."""
    status = 1
    try:
        _settle_in(birth)
        if birth.sabotage:
            SABOTAGES[birth.sabotage]()
        if birth.point:
            arm(birth.point, birth.hit, lambda point: say(report, struck=point))
        asyncio.run(_run(birth, report))
        status = 0
    except BaseException:
        structlog.get_logger("rig").exception("the product ended")
    finally:
        sys.stderr.flush()
        os._exit(status)


def say(report: int, **words: Any) -> None:
    os.write(report, json.dumps({"pid": os.getpid()} | words).encode() + b"\n")


async def _run(birth: Birth, report: int) -> None:
    ready = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        announcing = tasks.create_task(_announced(ready, report))
        await run(read(**birth.settings), ready)
        announcing.cancel()


async def _announced(ready: asyncio.Event, report: int) -> None:
    await ready.wait()
    say(report, ready=True)


def _settle_in(birth: Birth) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    random.seed()
    log = os.open(birth.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )
    _hurry(birth.lease)


def _hurry(lease: float) -> None:
    """No pace, since the stand-ins set no limits here; and shorter leases where no instance lock tells of a death."""
    plain = Pace.__init__
    Pace.__init__ = lambda self, limits: plain(self, None)  # type: ignore[method-assign]
    if lease:
        inbox.LEASE = claims.LEASE = files.LEASE = round(lease * 1_000_000)
