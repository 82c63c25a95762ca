"""One line of a mail server that brings letters: aiosmtpd speaks (RFC 5321, 6152, 6531, 2033), the letter is ours."""

import asyncio
from collections import defaultdict
from typing import Protocol

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from bots.email.ways_in import postbox
from bots.email.ways_in.data import CHUNK, Bare, Data, Stalled
from bots.email.ways_in.postbox import Postbox
from core.api.letters import TooLarge

log = structlog.get_logger("mail")

IDLE = 300.0
"""Seconds between commands (RFC 5321, 4.5.3.2.7)."""
COMMAND = 4096
RECIPIENTS = 100
CALLS = {"*": 10_000, "NOOP": 100, "HELP": 20, "VRFY": 20}
GO_ON = "354 End data with <CR><LF>.<CR><LF>"
TAKEN = "250 2.6.0 Kept"
LATER = "451 4.3.0 Not kept, try again later"
TOO_LARGE = "552 5.3.4 Message too big"
BARE = "550 5.6.0 A bare CR or LF (RFC 5321, 2.3.8)"
STALLED = "421 4.4.2 Too slow, try again later"
FULL = "421 4.7.0 Too many connections, try again later"
CLOSING = "421 4.3.2 Shutting down, try again later"


class Lounge(Protocol):
    """Who else is here."""

    def enter(self, line: "Line") -> bool:
        """False where there is no room."""

    def leave(self, line: "Line") -> None: ...


class Line(SMTP):
    """Says 250 after the commit, and for any trouble of ours that the letter may come again."""

    def __init__(self, box: Postbox, lounge: Lounge, hostname: str) -> None:
        self.line_length_limit = CHUNK
        self.command_size_limits = defaultdict(lambda: COMMAND)  # aiosmtpd's own are shared by all lines
        super().__init__(
            Manners(), data_size_limit=box.limit, enable_SMTPUTF8=True, hostname=hostname, ident="zayavka",
            timeout=IDLE, command_call_limit=CALLS, loop=asyncio.get_running_loop(),
        )  # fmt: skip
        self.peer = ""
        self.busy = False
        self.leaving = False
        self._box = box
        self._lounge = lounge

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        name = transport.get_extra_info("peername")
        self.peer = str(name[0]) if isinstance(name, tuple) and name else ""
        assert self._handler_coroutine is not None
        self._handler_coroutine.add_done_callback(lambda task: task.cancelled() or task.exception())

    def connection_lost(self, error: Exception | None) -> None:
        self._lounge.leave(self)
        super().connection_lost(error)

    async def _handle_client(self) -> None:
        if not self._lounge.enter(self):
            await self.hang_up(FULL)
            return
        await super()._handle_client()

    async def hang_up(self, reason: str) -> None:
        """RFC 5321, 3.8: who says 421 closes."""
        try:
            await self.push(reason)
        except ConnectionError:
            return
        if self.transport is not None:
            self.transport.close()

    async def smtp_DATA(self, arg: str) -> None:
        if await self.check_helo_needed():
            return
        assert self.envelope is not None
        if not self.envelope.rcpt_tos:
            await self.push("503 5.5.1 Error: need RCPT command")
        elif arg:
            await self.push("501 5.5.4 Syntax: DATA")
        else:
            await self._letter(self.envelope)

    async def _letter(self, envelope: Envelope) -> None:
        self.busy = True
        try:
            await self.push(GO_ON)
            assert self._timeout_handle is not None
            self._timeout_handle.cancel()
            answer = await self._taken(Data(self._reader), envelope)
            self.envelope = self._create_envelope()
            self._reset_timeout()
            if answer == STALLED:
                await self.hang_up(answer)
            else:
                await self.push(self.answers(answer, envelope))
        finally:
            self.busy = False
        if self.leaving:
            await self.hang_up(CLOSING)

    async def _taken(self, data: Data, envelope: Envelope) -> str:
        try:
            try:
                await self._box.take(data, self._outside(envelope))
                return TAKEN
            except TooLarge:
                answer = TOO_LARGE
            except Bare:
                answer = BARE
            except (Stalled, ConnectionError, asyncio.IncompleteReadError):
                raise
            except Exception:
                log.exception("a letter could not be kept", alarm=True)
                answer = LATER
            await data.drain()
            return answer
        except Stalled:
            return STALLED

    def answers(self, answer: str, envelope: Envelope) -> str:
        return answer

    def _outside(self, envelope: Envelope) -> postbox.Envelope:
        """The null reverse-path of automatic mail is an empty name (RFC 5321, 4.5.5)."""
        sender = "" if envelope.mail_from in (None, "<>") else str(envelope.mail_from)
        return postbox.Envelope("smtp", sender, tuple(envelope.rcpt_tos))


class LmtpLine(LMTP, Line):
    def answers(self, answer: str, envelope: Envelope) -> str:
        """One for each recipient that was taken (RFC 2033, 4.2). A letter is one row, so they are all the same."""
        return "\r\n".join([answer] * len(envelope.rcpt_tos))

    def _outside(self, envelope: Envelope) -> postbox.Envelope:
        outside = super()._outside(envelope)
        return postbox.Envelope("lmtp", outside.sender, outside.recipients)


class Manners:
    """What aiosmtpd asks us about."""

    async def handle_EHLO(
        self, line: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", responses[-1]]

    async def handle_RCPT(
        self, line: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_exception(self, error: Exception) -> str:
        log.error("a mail server's line", error=repr(error)[:300])
        return LATER
