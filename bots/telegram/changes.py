"""What a triage has changed of a ticket, line by line (A8)."""

from collections.abc import Iterator, Sequence

from aiogram.utils.formatting import Text

from bots.telegram.draw import moment
from bots.wording import Words, line
from core.api.kinds import one_line, shorten
from core.api.shapes import Change, Value

VALUE = 200
MOST = 20
"""Together they stay far below the hundred entities of a message."""


def changed(words: Words, language: str, changes: Sequence[Change]) -> Iterator[Text]:
    for one in changes[:MOST]:
        name = words.label(language, one.field.label) if one.field else words.term(language, one.name)
        before = [_shown(words, language, one.before), " → "] if one.before is not None else []
        yield Text(line(shorten(name, VALUE), ""), *before, _shown(words, language, one.now))
    if len(changes) > MOST:
        yield Text(words(language, "value-more", count=len(changes) - MOST))


def _shown(words: Words, language: str, value: Value | None) -> Text | str:
    if value is None:
        return words(language, "value-none")
    if isinstance(value, int):
        return moment(value)
    return shorten(one_line(words.value(language, value)), VALUE)
