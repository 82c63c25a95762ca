"""Letters to the desk's own people: one for each thing that calls them, or all of a day together (E7)."""

from collections.abc import Iterable

from bots.email.changes import changed
from bots.email.letter import Letter, Nature, Speech
from bots.email.reader import Reader
from core.api.events import (
    CommentAdded,
    NoteAdded,
    StatusMoved,
    TicketAssigned,
    TicketOpened,
    TicketRated,
    TicketTriaged,
)
from core.api.kinds import Json, clean, one_line, shorten
from core.api.shapes import Happening

WORDS = 3000
SUBJECT = 200
KINDS: dict[type, str] = {
    TicketOpened: "opened", NoteAdded: "note", TicketAssigned: "assigned", StatusMoved: "status",
    TicketTriaged: "changed", TicketRated: "rated",
}  # fmt: skip


def call(reader: Reader, told: Happening) -> Letter:
    """What happened, who did it, and the words that were said; and what a reply to it is, if it is anything (F4)."""
    card = told.card
    name = told.actor.name if told.actor else reader.desk
    line = reader.say(f"mail-call-{_kind(told)}", name=name, status=_status(reader, told))
    said = told.message.body if told.message else card.body if isinstance(told.event, TicketOpened) else ""
    author = told.message.author.name if told.message else card.requester.name
    subject = shorten(card.subject, SUBJECT)
    return Letter(
        subject=reader.say("mail-subject", desk=reader.desk, number=card.number, subject=subject),
        nature=Nature.NOTICE,
        caption=one_line(f"{card.number} · {card.subject}"),
        lines=(line, *changed(reader, told.changes), *_hidden(reader, told)),
        quoted=Speech(one_line(author), shorten(clean(said), WORDS)) if said else None,
        hint=reader.say("mail-call-hint", how=reader.agents),
        why=reader.say("mail-call-why", desk=reader.desk),
    )


def digest(reader: Reader, content: Json) -> Letter:
    """Ticket by ticket, what has happened since the last one."""
    tickets, more = list(content["tickets"]), int(content["more"])
    items = [Speech(one_line(f"{one['number']} · {one['subject']}"), _told(reader, one["happened"])) for one in tickets]
    if more:
        items.append(Speech(reader.words(reader.language, "mail-digest-more", count=more), ""))
    caption = reader.words(reader.language, "mail-digest-title", count=len(tickets) + more)
    return Letter(
        subject=f"[{reader.desk}] {caption}",
        nature=Nature.NOTICE,
        caption=caption,
        items=tuple(items),
        why=reader.say("mail-digest-why" if content.get("client") else "mail-call-why", desk=reader.desk),
        mute=reader.stop(),
    )


def _told(reader: Reader, kinds: Iterable[str]) -> str:
    return ", ".join(reader.say("mail-digest-kind", kind=kind) for kind in kinds)


def _kind(told: Happening) -> str:
    if isinstance(told.event, CommentAdded):
        return "answer" if told.event.by_staff else "comment"
    return KINDS.get(type(told.event), "changed")


def _status(reader: Reader, told: Happening) -> str:
    return reader.words.label(reader.language, told.card.status.label)


def _hidden(reader: Reader, told: Happening) -> tuple[str, ...]:
    return (reader.say("mail-call-hidden"),) if told.hidden else ()
