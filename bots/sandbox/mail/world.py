"""All that the stand-in remembers: the letters in order of acceptance, the trouble ordered, and what was wrong."""

import email
import email.policy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage

from bots.sandbox.changes import Signal
from bots.sandbox.clock import Clock
from bots.sandbox.mail import strict
from bots.sandbox.mail.content import Content, Json, content
from bots.sandbox.mail.faults import Faults, Stage
from bots.sandbox.mail.orders import Terms

TWICE = 2  # faults A9: sent once more after an unknown outcome, and never again


@dataclass(frozen=True, slots=True)
class Letter:
    number: int
    at: float
    sender: str
    recipients: tuple[str, ...]
    smtputf8: bool
    raw: bytes
    content: Content

    def reached(self, recipient: str) -> bool:
        return recipient.casefold() in (each.casefold() for each in self.recipients)


@dataclass(slots=True)
class World:
    clock: Clock
    terms: Terms
    faults: Faults = field(default_factory=Faults)
    changes: Signal = field(default_factory=Signal)
    letters: list[Letter] = field(default_factory=list)
    log: list[Json] = field(default_factory=list)
    violations: list[Json] = field(default_factory=list)

    def accept(self, sender: str, recipients: Sequence[str], smtputf8: bool, raw: bytes) -> Letter:
        """From here on the letter counts as delivered, whatever its sender hears of it."""
        message = email.message_from_bytes(raw, policy=email.policy.default)
        read, wrong = _read(message)
        number = len(self.letters) + 1
        letter = Letter(number, self.clock.now(), sender, tuple(recipients), smtputf8, raw, read)
        self.letters.append(letter)
        for rule, detail in (*wrong, *self._broken(letter, message)):
            fact = {"at": letter.at, "letter": number, "recipients": letter.recipients, "rule": rule}
            self.violations.append(fact | {"detail": detail})
        self.changes.fire()
        return letter

    def _broken(self, letter: Letter, message: EmailMessage) -> Iterator[tuple[str, str]]:
        yield from strict.lines(letter.raw)
        yield from strict.headers(message, letter.smtputf8)
        yield from strict.shape(message)
        if len(letter.recipients) > 1:
            yield "many-recipients", f"{len(letter.recipients)} in one letter (faults D5: one mail per recipient)"
        own = letter.content.message_id
        if own and (times := sum(each.content.message_id == own for each in self.letters)) > TWICE:
            yield "repeated-message-id", f"{own}, {times} times"

    def found(self, recipient: str | None = None, text: str = "", after: int = 0) -> list[Letter]:
        later = self.letters[max(after, 0) :]
        return [each for each in later if (recipient is None or each.reached(recipient)) and each.content.holds(text)]

    def note(self, stage: Stage, sender: str, recipients: Sequence[str], answer: str) -> None:
        line = {"at": self.clock.now(), "stage": stage, "sender": sender, "recipients": list(recipients)}
        self.log.append(line | {"answer": answer})

    def close(self) -> None:
        self.changes.close()


def _read(message: EmailMessage) -> tuple[Content, list[tuple[str, str]]]:
    """A letter that cannot be read is kept as it came, and held against its sender."""
    try:
        return content(message), []
    except Exception as error:
        return Content(), [("unreadable", repr(error))]
