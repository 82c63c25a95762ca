"""The way to the mail server: where it is, who we are there, and whether it takes us."""

import structlog
from aiosmtplib import SMTPException, SMTPSenderRefused

from bots.email.address import Mailbox
from bots.email.dkim_key import Signer, signer
from bots.email.line import Line
from bots.email.outcome import TOO_LARGE, said
from bots.email.server import Server, sender, server
from core.api.errors import Misconfigured

log = structlog.get_logger("mail")

Signing = tuple[str | None, str | None, str | None]
"""The path of a key, its selector, its domain."""
UNSIGNED: Signing = (None, None, None)


class Mailer:
    """Hands letters over as `sender`, which is also the envelope's unless a letter has one of its own.

    `signer` signs them before they are.
    """

    def __init__(self, server: Server, sender: Mailbox, signer: Signer | None = None) -> None:
        self.sender = sender
        self.signer = signer
        self._line = Line(server, sender.domain)
        self._narrow = False

    async def send(self, recipient: Mailbox, letter: bytes, returns: Mailbox | None = None) -> None:
        """`returns` is the envelope's sender, where reports go. Raises what `outcome.ending` reads.

        A server that lets nobody send from any address but their own gets its way, for all letters from then on.
        """
        if returns is not None and not self._narrow:
            try:
                return await self._line.send(returns, recipient, letter)
            except SMTPSenderRefused as error:
                if not 500 <= error.code < 600 or error.code == TOO_LARGE:
                    raise
                log.warning(
                    "the mail server takes no sender but ours; reports come without a token", reason=said(error)
                )
                self._narrow = True
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


async def open_mailer(url: str, address: str, signing: Signing = UNSIGNED) -> Mailer:
    """Raises Misconfigured for what can never work. A server that is away keeps nobody from starting: mail waits."""
    mailer = _mailer(url, address, signing)
    try:
        await mailer.prove()
    except Misconfigured as problem:
        log.error("no mail goes out for now", alarm=True, reason=str(problem))
    return mailer


def _mailer(url: str, address: str, signing: Signing) -> Mailer:
    own = sender(address)
    return Mailer(server(url), own, signer(*signing, own))


async def probe(url: str, address: str, signing: Signing = UNSIGNED) -> None:
    """For `zayavka check`: raises Misconfigured, also for a server that is away."""
    mailer = _mailer(url, address, signing)
    try:
        await mailer.prove()
    finally:
        await mailer.close()
