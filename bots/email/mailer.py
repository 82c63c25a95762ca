"""The way to the mail server: where it is, who we are there, and whether it takes us."""

import structlog
from aiosmtplib import SMTPException

from bots.email.address import Mailbox
from bots.email.line import Line
from bots.email.outcome import said
from bots.email.server import Server, sender, server
from core.api.errors import Misconfigured

log = structlog.get_logger("mail")


class Mailer:
    """Hands letters over as `sender`, which is also the envelope's."""

    def __init__(self, server: Server, sender: Mailbox) -> None:
        self.sender = sender
        self._line = Line(server, sender.domain)

    async def send(self, recipient: Mailbox, letter: bytes) -> None:
        """Raises what `outcome.ending` reads."""
        await self._line.send(self.sender, recipient, letter)

    async def prove(self) -> None:
        """Raises Misconfigured, in one line, where no letter could be handed over now."""
        try:
            await self._line.open()
        except (SMTPException, OSError) as error:
            raise Misconfigured(
                f"The mail server does not take us: {said(error)}", "Check ZAYAVKA_SMTP_URL and that the server runs"
            ) from error

    async def close(self) -> None:
        self._line.close()


async def open_mailer(url: str, address: str) -> Mailer:
    """Raises Misconfigured for what can never work. A server that is away keeps nobody from starting: mail waits."""
    mailer = Mailer(server(url), sender(address))
    try:
        await mailer.prove()
    except Misconfigured as problem:
        log.error("no mail goes out for now", alarm=True, reason=str(problem))
    return mailer


async def probe(url: str, address: str) -> None:
    """For `zayavka check`: raises Misconfigured, also for a server that is away."""
    mailer = Mailer(server(url), sender(address))
    try:
        await mailer.prove()
    finally:
        await mailer.close()
