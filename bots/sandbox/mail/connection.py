"""One connection to the mail server: what the weather does to it, and what is remembered of it."""

import asyncio
from typing import AnyStr

from aiosmtpd.smtp import SMTP

from bots.sandbox.mail.faults import Fate, Stage
from bots.sandbox.mail.world import World

GO_ON = "354 End data with <CR><LF>.<CR><LF>"


class Connection(SMTP):
    world: World
    register: set["Connection"]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.register.add(self)
        assert self._handler_coroutine is not None
        self._handler_coroutine.add_done_callback(lambda task: task.cancelled() or task.exception())

    def connection_lost(self, error: Exception | None) -> None:
        self.register.discard(self)
        super().connection_lost(error)

    def abort(self) -> None:
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()

    async def push(self, status: AnyStr) -> None:
        """RFC 5321 3.8: who says 421 hangs up."""
        await super().push(status)
        if self.transport is not None and status[:3] in ("421", b"421"):
            self.transport.close()

    async def meet(self, stage: Stage, recipients: list[str]) -> str | None:
        """The refusal that was ordered for this stage, if any."""
        return await self.suffer(stage, recipients, self.world.faults.at(stage, recipients))

    async def suffer(self, stage: Stage, recipients: list[str], fate: Fate) -> str | None:
        """Late where a delay was ordered; from a cut there is no return."""
        await asyncio.sleep(fate.seconds)
        if fate.cut or fate.answer:
            self.note(stage, recipients, fate.answer or "cut")
        if fate.cut:
            await self._cut(stage)
        return fate.answer

    def note(self, stage: Stage, recipients: list[str], answer: str) -> None:
        self.world.note(stage, self.sender, recipients, answer)

    @property
    def sender(self) -> str:
        """RFC 5321 4.5.5: the null reverse-path of automatic mail is an empty name here."""
        return (self.envelope.mail_from or "").strip("<>") if self.envelope else ""

    async def _cut(self, stage: Stage) -> None:
        """Before the dot means: the letter was asked for, and had begun to come."""
        if stage == "data":
            await self.push(GO_ON)
            await self._reader.read(1)
        self.abort()
        await asyncio.Event().wait()  # connection_lost cancels this
