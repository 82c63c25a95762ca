"""Channels and fetchers of the tests: real ports whose other side plays what a test has written down."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from core.clock import machine
from core.kinds import Door, Json
from core.outbox.endings import Ending, Sent
from core.relay.channel import Delivery, Limits


@dataclass(frozen=True, slots=True)
class Arrived:
    at: int
    delivery: Delivery


class Scripted:
    """Answers each delivery with the next ending written for its address, an exception included; else it is sent."""

    def __init__(self, door: Door = Door.TELEGRAM, limits: Limits | None = None) -> None:
        self.door = door
        self.limits = limits
        self.reconciles = False
        self.bundles = False
        self.arrived: list[Arrived] = []
        self.script: dict[str, list[Ending | BaseException]] = {}
        self.always: Callable[[Delivery], Ending] | None = None
        self.takes = 0.0

    async def deliver(self, delivery: Delivery) -> Ending:
        self.arrived.append(Arrived(machine(), delivery))
        await asyncio.sleep(self.takes)
        if left := self.script.get(delivery.address):
            ending = left.pop(0)
            if isinstance(ending, BaseException):
                raise ending
            return ending
        return self.always(delivery) if self.always else Sent(f"m{len(self.arrived)}")

    @property
    def kinds(self) -> list[str]:
        return [one.delivery.kind.value for one in self.arrived]


class Shelf:
    """Contents by name; a script of failures first."""

    def __init__(self, door: Door = Door.TELEGRAM) -> None:
        self.door = door
        self.contents: dict[str, bytes] = {}
        self.fails: dict[str, list[Exception]] = {}
        self.asked: list[str] = []

    async def fetch(self, source: Json) -> AsyncIterator[bytes]:
        name = source["id"]
        self.asked.append(name)
        if left := self.fails.get(name):
            raise left.pop(0)
        content = self.contents[name]
        for start in range(0, len(content), 7):
            await asyncio.sleep(0)
            yield content[start : start + 7]
