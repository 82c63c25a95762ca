"""Which letter or ticket a letter may answer: candidates in the order in which they are believed (faults 3, C7, C8).

A candidate is a place to look, and no right: whoever sends must still be a participant of the ticket found.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bots.email.address import Mailbox
from bots.email.incoming.shapes import Letter
from bots.email.incoming.tokens import Purpose, Tokens

MOST_IDS = 30


class Sign(StrEnum):
    """Where a candidate was found. The first four name a row, the others a Message-ID."""

    AGENT_ADDRESS = "agent-address"
    ADDRESS = "address"
    SUBJECT = "subject"
    BOUNCE_ADDRESS = "bounce-address"
    IN_REPLY_TO = "in-reply-to"
    REFERENCES = "references"


@dataclass(frozen=True, slots=True)
class Candidate:
    """`row` is what a signed token of ours names; `message_id` is what the letter says that it answers."""

    sign: Sign
    row: int | None = None
    message_id: str | None = None


def candidates(
    letter: Letter, tokens: Tokens, desks: Sequence[Mailbox], envelope: Sequence[str] = ()
) -> tuple[Candidate, ...]:
    """`envelope` are the recipients that the way in knows: a blind copy stands in no header."""
    return tuple(dict.fromkeys(_found(letter, tokens, desks, envelope)))


def bounced(letter: Letter, tokens: Tokens, desks: Sequence[Mailbox], envelope: Sequence[str] = ()) -> int | None:
    """The delivery row that a report came back to, by the address that was our letter's envelope sender (RFC 3464)."""
    return next((row for _, row in _rows(letter, tokens, desks, envelope, {Purpose.BOUNCE: Sign.BOUNCE_ADDRESS})), None)


def _found(letter: Letter, tokens: Tokens, desks: Sequence[Mailbox], envelope: Sequence[str]) -> Iterator[Candidate]:
    wanted = {Purpose.AGENT: Sign.AGENT_ADDRESS, Purpose.REPLY: Sign.ADDRESS}
    named = tokens.of_subject(letter.subject)
    for sign, row in _rows(letter, tokens, desks, envelope, wanted):
        yield Candidate(sign, row)
    if letter.in_reply_to:
        yield Candidate(Sign.IN_REPLY_TO, message_id=letter.in_reply_to)
    for one in reversed(letter.references[-MOST_IDS:]):
        if one != letter.in_reply_to:
            yield Candidate(Sign.REFERENCES, message_id=one)
    if named is not None:
        yield Candidate(Sign.SUBJECT, named)


def _rows(
    letter: Letter, tokens: Tokens, desks: Sequence[Mailbox], envelope: Sequence[str], wanted: dict[Purpose, Sign]
) -> Iterator[tuple[Sign, int]]:
    """The envelope first: it says where the letter went, and headers only what somebody wrote there."""
    written = [person.mail for person in (*letter.to, *letter.cc)]
    for purpose, sign in wanted.items():
        for mail in (*envelope, *letter.recipients, *written):
            for desk in desks:
                if (row := tokens.of_address(desk, purpose, mail)) is not None:
                    yield sign, row
