"""What is said to EHLO, to MAIL, to RCPT and to a letter, where the weather does not speak first."""

from collections.abc import Sequence

from aiosmtpd.smtp import Envelope, Session

from bots.sandbox.mail.connection import Connection
from bots.sandbox.mail.world import World


class Reception:
    """aiosmtpd calls `handle_X` once a command is well formed and in its place."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def handle_EHLO(
        self, line: Connection, session: Session, _: Envelope, host: str, offers: list[str]
    ) -> list[str]:
        session.host_name = host
        return [each for each in offers if self._world.terms.user is not None or not each.startswith("250-AUTH")]

    async def handle_MAIL(
        self, line: Connection, _: Session, envelope: Envelope, address: str, options: Sequence[str]
    ) -> str:
        if answer := await line.meet("mail", []):
            return answer
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        line.note("mail", [], "250")
        return "250 2.1.0 Sender OK"

    async def handle_RCPT(
        self, line: Connection, _: Session, envelope: Envelope, address: str, options: Sequence[str]
    ) -> str:
        if answer := await line.meet("rcpt", [address]):
            return answer
        envelope.rcpt_tos.append(address)
        line.note("rcpt", [address], "250")
        return "250 2.1.5 Recipient OK"

    async def handle_DATA(self, line: Connection, _: Session, envelope: Envelope) -> str:
        """RFC 1047: the letter is here when its dot is; the sender may never learn it."""
        recipients = list(envelope.rcpt_tos)
        fate = self._world.faults.at("dot", recipients)
        taken = ""
        if fate.answer is None:
            raw = envelope.original_content or b""
            letter = self._world.accept(line.sender, recipients, envelope.smtp_utf8, raw)
            taken = f"250 2.0.0 OK, letter {letter.number}"
        answer = await line.suffer("dot", recipients, fate)
        if answer is None:
            line.note("dot", recipients, "250")
        return answer or taken
