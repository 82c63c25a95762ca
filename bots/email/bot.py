"""The mail door's way out, put together."""

from collections.abc import Callable
from dataclasses import dataclass

from bots.email.channel import LIMITS, MailChannel
from bots.email.here import Here
from bots.email.mailer import Mailer
from bots.email.reader import Links
from bots.wording import Words
from core.api.kinds import Clock, PersonId
from core.api.ports import Limits
from core.api.shapes import Label


@dataclass(slots=True)
class MailBot:
    """Everything that the wiring needs of this door."""

    mailer: Mailer
    channel: MailChannel

    async def close(self) -> None:
        await self.mailer.close()


def build(
    mailer: Mailer, links: Links, words: Words, desk: Label, epoch: str, clock: Clock,
    *, here: Here | None = None, limits: Limits | None = LIMITS, chat: Callable[[PersonId], str] | None = None,
) -> MailBot:  # fmt: skip
    """`desk` maps a language to what the desk calls itself in it; `here` is where answers are read, if they are."""
    channel = MailChannel(mailer, links, words, desk, epoch, clock, here=here, limits=limits, chat=chat)
    return MailBot(mailer, channel)
