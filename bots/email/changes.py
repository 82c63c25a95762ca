"""Letters about a ticket that is another now, or that is to be judged: triage, survey."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bots.email.about import about, promised, rated
from bots.email.letter import Letter
from bots.email.reader import VALUE, Reader
from bots.wording import line
from core.api.events import TicketAbsorbed, TicketReleased, TicketUnmerged
from core.api.kinds import one_line, shorten
from core.api.shapes import Change, Happening, Value

MOST = 30


def triaged(reader: Reader, told: Happening) -> Letter | None:
    """What is another now, and the first answer's new time where it still is to come (A8, C3)."""
    if not told.changes:
        return None
    lines = (reader.say("mail-changed"), *changed(reader, told.changes), *promised(reader, told.card))
    return about(reader, told.card, *lines)


def survey(reader: Reader, told: Happening) -> Letter | None:
    """Some time after the work was done, a link for each grade (C10)."""
    letter = rated(reader, told.card, about(reader, told.card, reader.say("mail-survey")))
    return replace(letter, buttons=()) if letter.grades else None


def merged(reader: Reader, told: Happening) -> Letter | None:
    """Two are one, or two again; answers to either find their way (X2)."""
    if not isinstance(told.event, TicketAbsorbed | TicketReleased | TicketUnmerged):
        return None
    id = "mail-merged" if isinstance(told.event, TicketAbsorbed) else "mail-unmerged"
    card, other = told.card, told.event.into if isinstance(told.event, TicketUnmerged) else told.event.other
    return about(reader, card, reader.say(id, one=card.number, other=f"{card.number.rpartition('-')[0]}-{other}"))


def changed(reader: Reader, changes: Sequence[Change]) -> Iterator[str]:
    words, language = reader.words, reader.language
    for one in changes[:MOST]:
        name = words.label(language, one.field.label) if one.field else words.term(language, one.name)
        before = f"{_shown(reader, one.before)} → " if one.before is not None else ""
        yield line(shorten(name, VALUE), before + _shown(reader, one.now))
    if len(changes) > MOST:
        yield words(language, "value-more", count=len(changes) - MOST)


def _shown(reader: Reader, value: Value | None) -> str:
    if value is None:
        return reader.say("value-none")
    if isinstance(value, int):
        return reader.moment(value)
    return shorten(one_line(reader.words.value(reader.language, value)), VALUE)
