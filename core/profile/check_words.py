"""Words that are missing in a language of the desk, or that a button of its channels would cut."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from core.profile.finding import Finding
from core.profile.part import Part, Texts, Words
from core.profile.schema import Profile
from core.texts import one_line

SAID = (Words, Words | None, Texts)
CHOICE, BUTTON = 60, 40
"""Signs that a phone shows of a Telegram button that has a row of its own, and of one that shares it.

Telegram itself names no limit. Slack's, 75 for buttons and options, is that of every label (core.profile.part).
"""


def check_words(profile: Profile) -> Iterator[Finding]:
    for place, words in _said(profile, ""):
        for language in profile.languages:
            if language not in words:
                yield Finding(place, f"has no words in {language!r}", f"Add them to the {place.rpartition('.')[2]}")
        yield from _unseen(place, words)
    yield from _alike(profile)
    if "telegram" in profile.doors:
        yield from _long(profile)


def _unseen(place: str, words: dict[str, str]) -> Iterator[Finding]:
    """No button has two lines; what cannot be seen would have to be typed too."""
    for language, said in words.items():
        lines = said.splitlines() if ".text" in place else [said]
        if any(one_line(line) != line.strip() for line in lines if line.strip()):
            problem = f"has signs in {language!r} that nobody sees, or more than one line"
            yield Finding(place, problem, "Write it in one line of plain words")


def _alike(profile: Profile) -> Iterator[Finding]:
    """Of two buttons that say the same nobody knows which one is meant; whatever can be pressed can be typed."""
    for table, entries in _shelves(profile):
        for language in profile.languages:
            said: dict[str, str] = {}
            for one in entries:
                label = one.label.get(language, "").casefold()
                if label and said.setdefault(label, one.id) != one.id:
                    problem = f"says the same in {language!r} as that of {said[label]!r}"
                    yield Finding(f"{table}.{one.id}.label", problem, "Give one of them other words")


def _shelves(profile: Profile) -> Iterator[tuple[str, list[Any]]]:
    """What is offered side by side."""
    for table in ("statuses", "brands", "types", "priorities", "categories", "sources", "levels", "groups"):
        yield table, list(getattr(profile, table))
    for parent in dict.fromkeys(one.parent for one in profile.services):
        yield "services", [one for one in profile.services if one.parent == parent]
    for field in profile.fields:
        yield f"fields.{field.id}.options", list(field.options)
    yield "rating.grades", list(profile.rating.grades) if profile.rating else []
    yield "escalation.reasons", list(profile.escalation.reasons) if profile.escalation else []


def _said(part: Part, place: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Everything that people read, wherever in the profile it stands."""
    for name, field in type(part).model_fields.items():
        value: Any = getattr(part, name)
        at = f"{place}.{field.alias or name}".removeprefix(".")
        if field.annotation in SAID:
            yield from [(at, value)] if value is not None else []
        elif isinstance(value, Part):
            yield from _said(value, at)
        elif isinstance(value, tuple):
            for number, one in enumerate(value, 1):
                if isinstance(one, Part):
                    yield from _said(one, _entry(at, one, number))
        elif isinstance(value, dict):
            yield from ((f"{at}.{key}", one) for key, one in value.items() if _named(key, one))


def _entry(table: str, one: Part, number: int) -> str:
    id = getattr(one, "id", getattr(one, "verb", None))
    return f"{table}.{id}" if id else f"{table}[{number}]"


def _named(key: object, value: object) -> bool:
    """A day off and its name; hours have none."""
    return isinstance(key, date) and isinstance(value, dict)


def _long(profile: Profile) -> Iterator[Finding]:
    for place, words, limit in _pressed(profile):
        for language, label in words.items():
            if len(label) > limit:
                mend = f"Say it in {limit} signs, a telephone shows no more"
                yield Finding(place, f"is too long for a button of Telegram in {language!r} ({len(label)})", mend)


def _pressed(profile: Profile) -> Iterator[tuple[str, Words, int]]:
    """What customers press in a chat."""
    asked: dict[str, tuple[Any, ...]] = {
        "brand": profile.brands, "service": profile.services, "category": profile.categories,
        "priority": profile.priorities, "type": tuple(one for one in profile.types if one.public),
    }  # fmt: skip
    tables = {"brand": "brands", "service": "services", "category": "categories", "priority": "priorities"}
    for name in profile.opening.asks:
        yield from ((f"{tables.get(name, 'types')}.{one.id}.label", one.label, CHOICE) for one in asked[name])
    for field in profile.fields:
        if not field.agents_only:
            yield from ((f"fields.{field.id}.options.{one.id}.label", one.label, CHOICE) for one in field.options)
    for reason in profile.escalation.reasons if profile.escalation else ():
        yield f"escalation.reasons.{reason.id}.label", reason.label, CHOICE
    for grade in profile.rating.grades if profile.rating else ():
        yield f"rating.grades.{grade.id}.label", grade.label, BUTTON
    for button in profile.buttons:
        if button.label:
            yield f"buttons.{button.verb}.label", button.label, BUTTON
