"""The way out by mail: one delivery, one letter to one recipient (faults D5)."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from bots.email import calls, mime, notices, render
from bots.email.address import Mailbox, mailbox
from bots.email.envelope import House, envelope, message_id
from bots.email.here import Here
from bots.email.letter import Letter, Speech
from bots.email.mailer import Mailer
from bots.email.outcome import ending
from bots.email.reader import Links, Reader
from bots.wording import Words
from core.api.kinds import Clock, Door, PersonId
from core.api.ports import Delivery, Ending, FileContent, Gone, Limits, Refused, RetryLater, Sent
from core.api.shapes import Happening, Kind, Label, Rehearsal

LIMITS = Limits(per_address=1.0, burst=5, overall=10.0)
TOGETHER = 15_000_000
"""Octets of files in one letter; in base64 they are a third more, and many servers take 25 MB."""


class MailChannel:
    """`desk` is what the desk calls itself; `here` is where answers to letters are read, None where nobody does."""

    door = Door.MAIL
    reconciles = False
    bundles = True

    def __init__(
        self, mailer: Mailer, links: Links, words: Words, desk: Label, epoch: str, clock: Clock,
        *, here: Here | None = None, limits: Limits | None = LIMITS, chat: Callable[[PersonId], str] | None = None,
    ) -> None:  # fmt: skip
        """`chat` makes the link by which somebody comes into the chat with the bot, where there is one."""
        self._chat = chat
        self._mailer = mailer
        self._links = links
        self._words = words
        self._desk = desk
        self._house = House(mailer.sender, epoch)
        self._clock = clock
        self._here = here
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
            await self._mailer.send(to, octets, self._here.returns(delivery.row) if self._here else None)
        except Exception as error:
            return ending(error)
        return Sent(message_id(self._house, delivery))

    def _letter(self, delivery: Delivery, desk: str) -> Letter | None:
        here = self._here
        reader = replace(
            self._reader(delivery.language, desk, delivery.zone), person=delivery.person, blind=delivery.blind,
            agents=here.agents if here and here.calls(delivery.row) else "off", chat=self._offered(delivery),
        )  # fmt: skip
        content = delivery.content
        if isinstance(content, dict):
            return (
                calls.digest(reader, content) if content.get("letter") == "digest" else notices.prompt(reader, content)
            )
        if not isinstance(content, Happening):
            return None
        letter = calls.call(reader, content) if delivery.kind is Kind.CALL else notices.letter(reader, content)
        left = [mime.file_name(file.name) for file in _shared(delivery.files)[1]]
        if letter is None or not left:
            return letter
        return replace(letter, left=Speech(reader.say("mail-files-left"), "\n".join(left)))

    def _offered(self, delivery: Delivery) -> str:
        if self._chat is None or delivery.person is None or not delivery.offers_chat:
            return ""
        return self._chat(delivery.person)

    def rehearsed(self, found: Rehearsal) -> tuple[str, str] | None:
        """Subject and text of a letter that is not sent. It has no links, since a link is its reader's alone."""
        desk = self._words.label(found.language, self._desk)
        letter = notices.letter(self._reader(found.language, desk, found.zone), found.told)
        return (letter.subject, render.text(letter, desk)) if letter else None

    def _reader(self, language: str, desk: str, zone: str) -> Reader:
        here = self._here
        attach = here.attach.spec if here and here.attach else ""
        return Reader(self._words, language, desk, self._links, None, here is not None, attach, zone)

    def _composed(self, delivery: Delivery, to: Mailbox, letter: Letter, desk: str) -> bytes:
        files = [
            mime.Attached(file.name, file.media_type, file.path.read_bytes()) for file in _shared(delivery.files)[0]
        ]
        made = mime.letter(
            envelope(self._house, delivery, to, letter, desk, self._clock.now(), self._answers(delivery)),
            render.text(letter, desk),
            render.html(letter, desk, delivery.language),
            files,
            delivery.id,
        )
        return self._mailer.signer(made) if self._mailer.signer else made

    def _answers(self, delivery: Delivery) -> Mailbox | None:
        about = delivery.content
        if self._here is None or not isinstance(about, Happening):
            return None
        return self._here.calls(delivery.row) if delivery.kind is Kind.CALL else self._here.answers(about.card.id)


def _shared(files: tuple[FileContent, ...]) -> tuple[list[FileContent], list[FileContent]]:
    """The files that go along, in their order while they fit together, and those that stay on the page."""
    along: list[FileContent] = []
    for file in files:
        if sum(one.size for one in along) + file.size <= TOGETHER:
            along.append(file)
    return along, [file for file in files if file not in along]
