"""The questions of a ticket's form and their answers (B3). Pure: whether a number names something is seen elsewhere."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Literal

from core.customers.forms import day
from core.errors import Code, Refusal
from core.profile import edges
from core.profile.catalogue import Field, FieldKind
from core.profile.schema import Profile
from core.texts import clean, one_line

Answers = Mapping[str, str]
LIMIT = 2_000
NUMBER = re.compile(r"[-+]?[0-9]{1,15}([.,][0-9]{1,6})?")
YES, NO = "yes", "no"
REFERENCES = (FieldKind.COMPANY, FieldKind.SITE, FieldKind.EQUIPMENT)


class Problem(StrEnum):
    """Why an answer cannot be kept; worded under `field-problem-<id>`."""

    EMPTY = "empty"
    LONG = "long"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    SMALL = "small"
    LARGE = "large"
    EARLY = "early"
    LATE = "late"
    """A number or a day beyond what the desk takes."""
    UNKNOWN = "unknown"
    """It names a company, a site or equipment that is not kept, or is not theirs."""


def asked(profile: Profile, type: str, answers: Answers, *, staff: bool) -> Iterator[Field]:
    """The questions that apply now, in the profile's order: of those on a condition, whose condition is met."""
    for field in profile.fields_of(type):
        if (staff or not field.agents_only) and _applies(field, answers):
            yield field


def answered(profile: Profile, said: Answers, *, staff: bool) -> dict[str, str]:
    """Each answer in its form; an empty one is no answer. Raises Refusal(FIELD) for the first that is none.

    A question for agents only is unknown to customers.
    """
    known = {field.id: field for field in profile.fields if staff or not field.agents_only}
    found = {}
    for id, text in said.items():
        if id not in known:
            raise refused(id, Problem.CHOICE, text)
        found[id] = _read(known[id], text)
    return found


def demanded(profile: Profile, type: str, answers: Answers, stage: Literal["open", "resolve"], *, staff: bool) -> None:
    """Raises Refusal(FIELD) for the first required question without an answer, in any channel (B3)."""
    for field in lacking(profile, type, answers, stage, staff=staff):
        raise refused(field.id, Problem.EMPTY)


def lacking(
    profile: Profile, type: str, answers: Answers, stage: Literal["open", "resolve"], *, staff: bool
) -> Iterator[Field]:
    """The required questions that have no answer yet; whoever resolves has to have answered those of the opening."""
    stages = ("open",) if stage == "open" else ("open", "resolve")
    for field in asked(profile, type, answers, staff=staff):
        if field.required in stages and not answers.get(field.id):
            yield field


def within(profile: Profile, said: Answers, today: Callable[[], date]) -> None:
    """Raises Refusal(FIELD) for the first answer that is less or more than the desk takes (B3).

    `today` is asked for only where a day is held against it.
    """
    for field in profile.fields:
        given = {name: edge for name, edge in (("min", field.min), ("max", field.max)) if edge is not None}
        if given and said.get(field.id) and all(edges.fits(field.kind, edge) for edge in given.values()):
            day = today() if field.kind is FieldKind.DATE else edges.FIRST
            over = edges.beyond(field.kind, said[field.id], given, day)
            if over is not None:
                raise refused(field.id, BEYOND[field.kind, over[0]], said[field.id], over[1])


def refused(field: str, problem: Problem, value: str = "", edge: str = "") -> Refusal:
    return Refusal(Code.FIELD, question=field, problem=problem.value, value=value, edge=edge)


def _applies(field: Field, answers: Answers) -> bool:
    return field.when is None or answers.get(field.when.field) in field.when.among


def _read(field: Field, text: str) -> str:
    text = clean(str(text))
    if len(text) > LIMIT:
        raise refused(field.id, Problem.LONG, text[:50])
    if not text or field.kind is FieldKind.TEXT:
        return text
    reader = READERS[field.kind]
    try:
        return reader(field, one_line(text))
    except ValueError as error:
        raise refused(field.id, PROBLEMS[field.kind], text[:50]) from error


def _number(field: Field, text: str) -> str:
    packed = text.replace("\u00a0", "").replace(" ", "")
    if not NUMBER.fullmatch(packed):
        raise ValueError(text)
    return packed.replace(",", ".").removeprefix("+")


def _choice(field: Field, text: str) -> str:
    """By id, or by a label as it is read."""
    for option in field.options:
        if text == option.id or text.casefold() in [label.casefold() for label in option.label.values()]:
            return option.id
    raise ValueError(text)


def _yes_no(field: Field, text: str) -> str:
    if text not in (YES, NO):
        raise ValueError(text)
    return text


READERS: Mapping[FieldKind, Callable[[Field, str], str]] = {
    FieldKind.NUMBER: _number,
    FieldKind.DATE: lambda field, text: day(text).isoformat(),
    FieldKind.CHOICE: _choice,
    FieldKind.YES_NO: _yes_no,
    **dict.fromkeys(REFERENCES, lambda field, text: text),
}
BEYOND: Mapping[tuple[FieldKind, str], Problem] = {
    (FieldKind.NUMBER, "min"): Problem.SMALL,
    (FieldKind.NUMBER, "max"): Problem.LARGE,
    (FieldKind.DATE, "min"): Problem.EARLY,
    (FieldKind.DATE, "max"): Problem.LATE,
}
PROBLEMS: Mapping[FieldKind, Problem] = {
    FieldKind.NUMBER: Problem.NUMBER,
    FieldKind.DATE: Problem.DATE,
    FieldKind.CHOICE: Problem.CHOICE,
    FieldKind.YES_NO: Problem.CHOICE,
}
