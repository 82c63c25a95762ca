"""A desk whose world is mail alone: letters in by its postbox, letters out into a list, and a clock to move."""

import email
import email.policy
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cached_property

from bots.email.address import Mailbox
from bots.email.channel import MailChannel
from bots.email.here import Here
from bots.email.incoming.tokens import Tokens
from bots.email.intake import LetterReceiver
from bots.email.mailer import Mailer
from bots.email.server import Server
from bots.email.understanding.reader import MailReader, Manners
from bots.email.understanding.said import Bounds
from bots.email.ways_in.postbox import Envelope, Postbox
from bots.links import Links
from bots.wording import Words
from core.inbox import store as inbox
from core.relay.prepare import Preparation
from core.relay.receive import Intake, Journal
from tests.core.house import House

DESK = Mailbox("support", "vector.example")
LIMIT = 1_000_000


@dataclass(frozen=True)
class Posted:
    """A letter that the desk has handed to its mail server. `returns` is the envelope's sender."""

    at: int
    to: str
    returns: str
    raw: bytes

    @cached_property
    def letter(self) -> EmailMessage:
        return email.message_from_bytes(self.raw, policy=email.policy.default)

    @property
    def automatic(self) -> bool:
        return "Auto-Submitted" in self.letter

    @property
    def passed_on(self) -> bool:
        """What another person in the ticket has said: not the desk's own words."""
        return bool(re.search(r"\((?:автор|наблюдатель|author|observer)\) (?:пишет|writes)", self.text))

    @property
    def reply_to(self) -> str:
        return str((self.letter["Reply-To"] or self.letter["From"]).addresses[0].addr_spec)

    @property
    def text(self) -> str:
        body = self.letter.get_body(("plain",))
        assert isinstance(body, EmailMessage)
        return str(body.get_content())


class Post(Mailer):
    """A mail server that takes everything at once."""

    def __init__(self, house: House, desk: Mailbox) -> None:
        super().__init__(Server("127.0.0.1", 1), desk)
        self._house = house
        self.letters: list[Posted] = []

    async def send(self, recipient: Mailbox, letter: bytes, returns: Mailbox | None = None) -> None:
        self.letters.append(Posted(self._house.clock.now(), recipient.spec, (returns or self.sender).spec, letter))


class MailDesk:
    """The real reader, core, relay and renderer on a house; only the two sockets are missing."""

    def __init__(self, house: House, epoch: str = "e1", desk: Mailbox = DESK, server: str | None = None) -> None:
        words, here = Words(house.profile), Here(desk, Tokens("s" * 32, epoch))
        self.house = house
        self.here = here
        self.post = Post(house, desk)
        links = Links("s" * 32, epoch, "https://desk.example", house.clock)
        self.channel = MailChannel(
            self.post, links, words, house.profile.name, epoch, house.clock, here=here, limits=None
        )
        house.prepare = Preparation(house.profile, house.files, epoch, house.board)
        self.box = Postbox(house.files, Journal(house.hop), LIMIT)
        limits = house.profile.limits
        manners = Manners("ru", Bounds(limits.body, limits.file_bytes), server)
        self.receiver = LetterReceiver(house.files, MailReader(house.desk, house.ask, words, here, manners))
        self.intake = Intake(house.hop, self.receiver, "test", house.ask)

    async def takes(self, raw: bytes, sender: str | None = None, to: str = DESK.spec) -> bool:
        """Journalled, as every way in does it."""
        return await self.box.take(_whole(raw), Envelope("lmtp", sender, (to,)))

    async def reads(self) -> None:
        """Works off what is journalled, until nothing is left."""
        while rows := await self.house.hop.unit(lambda unit: inbox.claim(unit, ["mail"], "test", 100)):
            for row in rows:
                await self.intake._one(row, None)

    async def gets(self, raw: bytes, sender: str | None = None, to: str = DESK.spec) -> None:
        await self.takes(raw, sender, to)
        await self.reads()

    async def writes(self) -> list[Posted]:
        """What is due goes out; these letters."""
        before = len(self.post.letters)
        await self.house.out(self.channel)
        return self.post.letters[before:]


async def _whole(raw: bytes) -> AsyncIterator[bytes]:
    yield raw
