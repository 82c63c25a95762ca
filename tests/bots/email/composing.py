"""A channel whose letters are caught before the server: a Mailer that keeps octets, for what needs no socket."""

from bots.email.address import Mailbox
from bots.email.channel import MailChannel
from bots.email.here import Here
from bots.email.incoming.tokens import Tokens
from bots.email.mailer import Mailer
from bots.email.server import Server, sender
from bots.links import chat
from bots.wording import Words
from core.api.ports import Delivery, Ending
from tests.bots.email.shapes import DESK, EPOCH, StillClock, links

HERE = Here(Mailbox("support", "vector.example"), Tokens("s" * 32, EPOCH))


class Kept(Mailer):
    def __init__(self) -> None:
        super().__init__(Server("127.0.0.1", 1), sender("support@vector.example"))
        self.octets: list[bytes] = []

    async def send(self, recipient: Mailbox, letter: bytes, returns: Mailbox | None = None) -> None:
        self.octets.append(letter)


class Desk:
    """Composes letters the way the channel does."""

    def __init__(
        self, words: Words, *, base: str | None = "https://desk.example.org", replies: bool = False, bot: str = ""
    ) -> None:  # fmt: skip
        """`bot` is what the bot is called that a letter may tell of."""
        self.mailer = Kept()
        self.channel = MailChannel(
            self.mailer, links(base), words, DESK, EPOCH, StillClock(), here=HERE if replies else None,
            chat=(lambda person: chat(bot, links(base).mailed(person))) if bot else None,
        )  # fmt: skip

    async def ending(self, delivery: Delivery) -> Ending:
        return await self.channel.deliver(delivery)

    async def octets(self, delivery: Delivery) -> bytes:
        await self.channel.deliver(delivery)
        return self.mailer.octets.pop()
