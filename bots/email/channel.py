"""The way out by mail: one delivery, one letter to one recipient (faults D5)."""

import asyncio
from dataclasses import replace

from bots.email import mime, notices, render
from bots.email.address import Mailbox, mailbox
from bots.email.envelope import House, envelope, message_id
from bots.email.letter import Letter, Speech
from bots.email.mailer import Mailer
from bots.email.outcome import ending
from bots.email.reader import Links, Reader
from bots.wording import Words
from core.api.kinds import Clock, Door
from core.api.ports import Delivery, Ending, FileContent, Gone, Limits, Refused, RetryLater, Sent
from core.api.shapes import Happening, Label

LIMITS = Limits(per_address=1.0, burst=5, overall=10.0)
TOGETHER = 15_000_000
"""Octets of files in one letter; in base64 they are a third more, and many servers take 25 MB."""


class MailChannel:
    """`desk` is what the desk calls itself; `replies` says that an answer to a letter is read."""

    door = Door.MAIL
    reconciles = False
    bundles = True

    def __init__(
        self, mailer: Mailer, links: Links, words: Words, desk: Label, epoch: str, clock: Clock,
        *, replies: bool = False, limits: Limits | None = LIMITS,
    ) -> None:  # fmt: skip
        self._mailer = mailer
        self._links = links
        self._words = words
        self._desk = desk
        self._house = House(mailer.sender, epoch)
        self._clock = clock
        self._replies = replies
        self.limits = limits

    async def deliver(self, delivery: Delivery) -> Ending:
        to = mailbox(delivery.address)
        if to is None:
            return Gone("not a mail address")
        desk = self._words.label(delivery.language, self._desk)
        letter = self._letter(delivery, desk)
        if letter is None:
            return Refused("nothing to tell")
        try:
            octets = await asyncio.to_thread(self._composed, delivery, to, letter, desk)
        except OSError as error:
            return RetryLater(f"a file cannot be read: {error.strerror}")
        try:
            await self._mailer.send(to, octets)
        except Exception as error:
            return ending(error)
        return Sent(message_id(self._house, delivery))

    def _letter(self, delivery: Delivery, desk: str) -> Letter | None:
        reader = Reader(self._words, delivery.language, desk, self._links, delivery.person, self._replies)
        content = delivery.content
        if isinstance(content, dict):
            return notices.prompt(reader, content)
        if not isinstance(content, Happening):
            return None
        letter = notices.letter(reader, content)
        left = [mime.file_name(file.name) for file in _shared(delivery.files)[1]]
        if letter is None or not left:
            return letter
        return replace(letter, left=Speech(reader.say("mail-files-left"), "\n".join(left)))

    def _composed(self, delivery: Delivery, to: Mailbox, letter: Letter, desk: str) -> bytes:
        files = [
            mime.Attached(file.name, file.media_type, file.path.read_bytes()) for file in _shared(delivery.files)[0]
        ]
        return mime.letter(
            envelope(self._house, delivery, to, letter, desk, self._clock.now()),
            render.text(letter, desk),
            render.html(letter, desk, delivery.language),
            files,
            delivery.id,
        )


def _shared(files: tuple[FileContent, ...]) -> tuple[list[FileContent], list[FileContent]]:
    """The files that go along, in their order while they fit together, and those that stay on the page."""
    along: list[FileContent] = []
    for file in files:
        if sum(one.size for one in along) + file.size <= TOGETHER:
            along.append(file)
    return along, [file for file in files if file not in along]
