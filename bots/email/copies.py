"""Letters to whoever is in copy of a ticket, and what those in copy have said (A4)."""

from dataclasses import replace

from bots.email.about import about, answerable, original, subject
from bots.email.letter import Letter, Speech
from bots.email.reader import Reader
from core.api.events import ObserverAdded
from core.api.kinds import clean, one_line
from core.api.shapes import Happening, MessageView


def observing(reader: Reader, told: Happening) -> Letter:
    """To somebody who may never have heard of it. Of what was typed it repeats a name and the subject at most (C2)."""
    card = told.card
    by = told.actor or card.requester
    name = reader.say("mail-somebody") if reader.blind else by.name
    lines = (reader.say("mail-observing", name=name), reader.say("mail-observing-next"))
    return replace(answerable(reader, card), subject=subject(reader, card, "mail-subject"), lines=lines)


def copied(reader: Reader, told: Happening) -> Letter:
    """Who came into copy is told so; the others, who else hears of it now, or does no more (A4, A8)."""
    if isinstance(told.event, ObserverAdded) and reader.person == told.event.person:
        return observing(reader, told)
    kind = "added" if isinstance(told.event, ObserverAdded) else "dropped"
    return about(reader, told.card, reader.say("mail-copied", kind=kind, name=told.whom.name if told.whom else "?"))


def spoken(reader: Reader, told: Happening) -> Letter | None:
    """What somebody else on the customer's side has said. It comes from the desk and not in their name."""
    said, card = told.message, told.card
    if said is None or said.author.id == reader.person:
        return None
    if reader.blind:
        return replace(answerable(reader, card), lines=(reader.say("mail-written"),))
    side = "requester" if said.author.id == card.requester.id else "observer"
    heading = reader.say("mail-says", name=said.author.name, side=side)
    return replace(
        answerable(reader, card), speech=Speech(heading, clean(said.body)),
        left=_files(reader, said), quoted=original(reader, card),
    )  # fmt: skip


def _files(reader: Reader, said: MessageView) -> Speech | None:
    """Their names: the contents stay on the page."""
    names = "\n".join(one_line(file.name) for file in said.files)
    return Speech(reader.say("mail-files-there"), names) if names else None
