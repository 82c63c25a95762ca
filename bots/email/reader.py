"""Whom a letter is for: their language, their desk's name, and the links that only they may hold."""

from dataclasses import dataclass
from typing import Literal, Protocol

from bots.email.letter import Link
from bots.moments import moment
from bots.wording import Words
from core.api.kinds import Instant, PersonId, TicketId, one_line, shorten
from core.api.shapes import TicketCard, Verb


class Links(Protocol):
    """Signed links to the pages. None where there is no web address: then a letter has no links."""

    def ticket(
        self, person: PersonId, ticket: TicketId, do: str | None = None, grade: str | None = None
    ) -> str | None: ...

    def mute(self, person: PersonId, ticket: TicketId) -> str | None: ...

    def stranger(self, address: str, language: str) -> str | None: ...
    def digests(self, person: PersonId) -> str | None: ...


VALUE = 250


@dataclass(frozen=True, slots=True)
class Reader:
    """`person` is the owner of the address; a letter to nobody known has no links, since a link is a right.

    `replies` says that an answer to the letter itself is read; `attach`, the address that it must go to as well (A7).
    `zone` is that of their clock. `blind`: nothing that was typed is repeated to them (faults G1).
    `agents`: what their reply is, if they are of the desk.
    """

    words: Words
    language: str
    desk: str
    links: Links
    person: PersonId | None
    replies: bool = False
    attach: str = ""
    zone: str = "UTC"
    blind: bool = False
    agents: Literal["off", "note", "answer"] = "off"
    chat: str = ""
    """A link into the chat, for whoever has none."""

    def say(self, id: str, **values: str) -> str:
        """Names and subjects are put in as one line each, whoever typed them; Fluent takes no value over 1000 signs."""
        return self.words(self.language, id, **{name: _value(value) for name, value in values.items()})

    def whose(self, card: TicketCard) -> str:
        """For words that differ: `mine` for the requester, `other` for whoever is in copy (A4)."""
        return "mine" if self.person in (None, card.requester.id) else "other"

    def moment(self, at: Instant) -> str:
        return moment(self.words, self.language, self.zone, at)

    def page(self, label: str, card: TicketCard, do: Verb | None = None, grade: str | None = None) -> tuple[Link, ...]:
        """A link to the ticket's page, with a button of it picked already; the page's own button acts (faults D3)."""
        if self.person is None:
            return ()
        url = self.links.ticket(self.person, card.id, do.value if do else None, grade)
        return (Link(label, url),) if url else ()

    def open(self, card: TicketCard) -> tuple[Link, ...]:
        return self.page(self.say("mail-open"), card)

    def verbs(self, card: TicketCard, *wanted: Verb) -> tuple[Link, ...]:
        """The verbs that the card has among those wanted, under the desk's own words where it has any (agreement 7)."""
        found: tuple[Link, ...] = ()
        for verb in wanted:
            if verb in card.verbs:
                own = card.labels.get(verb)
                label = self.words.label(self.language, own) if own else self.say(f"mail-verb-{verb}")
                found += self.page(label, card, verb)
        return found

    def grades(self, card: TicketCard) -> tuple[Link, ...]:
        found: tuple[Link, ...] = ()
        if Verb.RATE in card.verbs and card.grade is None:
            for grade in card.grades:
                found += self.page(self.words.label(self.language, grade.label), card, Verb.RATE, grade.id)
        return found

    def stop(self) -> Link | None:
        """No more digests."""
        url = self.links.digests(self.person) if self.person is not None else None
        return Link(self.say("mail-digest-stop"), url) if url else None

    def offered(self) -> Link | None:
        """The chat, as another way (X4)."""
        return Link(self.say("mail-chat"), self.chat) if self.chat else None

    def mute(self, card: TicketCard) -> Link | None:
        """Only where the desk lets people mute a ticket (D3)."""
        if self.person is None or Verb.MUTE not in card.verbs:
            return None
        url = self.links.mute(self.person, card.id)
        return Link(self.say("mail-mute", number=card.number), url) if url else None


def _value(words: str) -> str:
    return shorten(one_line(words), VALUE)
