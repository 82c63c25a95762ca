"""Ready answers that administrators made in Slack, beside those of the profile, which are read-only there (E5)."""

import hashlib
import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.errors import Code, Refusal
from core.kinds import Command, Outcome
from core.people.person import Caller
from core.profile.schema import Profile
from core.storage.deeds import Deed
from core.storage.schema import json, key, metadata, text
from core.storage.unit import Unit
from core.texts import clean, one_line, shorten

KIND = "ready"
ROW = "row:"
"""Before the number of one that is a row; the profile's have ids of their own."""
LABEL, TEXT = 75, 2_900
PLACEHOLDERS = ("requester", "number", "subject", "assignee", "desk")

ready = sa.Table(
    "ready_answers",
    metadata,
    key(),
    json("label"),
    json("text"),
    text("group_id", default=""),
    sa.Column("retired", sa.Boolean, server_default=sa.false(), nullable=False),
)
"""`group_id` is whose it is; nobody's is everybody's. Retired ones stay, so that retiring can be taken back."""


@dataclass(frozen=True, slots=True)
class AddReadyAnswer(Command):
    """By language; what is said in one only is used in all. `group`: only for its members."""

    label: Mapping[str, str]
    text: Mapping[str, str]
    group: str = ""


@dataclass(frozen=True, slots=True)
class ChangeReadyAnswer(Command):
    answer: int
    label: Mapping[str, str]
    text: Mapping[str, str]
    group: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True)
class RetireReadyAnswer(Command):
    """It is offered no more; `back`: it is again."""

    answer: int
    back: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    id: int
    label: Mapping[str, str]
    text: Mapping[str, str]
    group: str
    retired: bool

    @property
    def name(self) -> str:
        return next((said for said in self.label.values() if said), "")

    @property
    def mark(self) -> str:
        """What it was when somebody looked at it."""
        said = repr((sorted(self.label.items()), sorted(self.text.items()), self.group))
        return hashlib.sha256(said.encode()).hexdigest()[:12]


def add(unit: Unit, command: AddReadyAnswer, by: Caller, profile: Profile) -> Outcome:
    """Raises Refusal(RECORD, PLACEHOLDER, CHOICE)."""
    values = _read(profile, command.label, command.text, command.group)
    unit.conn.execute(ready.insert(), values)
    _note(unit, "", values)
    return Outcome()


def change(unit: Unit, command: ChangeReadyAnswer, by: Caller, profile: Profile) -> Outcome:
    """Raises Refusal(MISSING, OVERTAKEN, RECORD, PLACEHOLDER, CHOICE)."""
    known = _locked(unit, command.answer)
    if command.seen and command.seen != known.mark:
        raise Refusal(Code.OVERTAKEN)
    values = _read(profile, command.label, command.text, command.group)
    if (values["label"], values["text"], values["group_id"]) != (known.label, known.text, known.group):
        unit.conn.execute(ready.update().where(ready.c.id == known.id).values(values))
        _note(unit, known.name, values)
    return Outcome()


def retire(unit: Unit, command: RetireReadyAnswer, by: Caller, profile: Profile) -> Outcome:
    """Raises Refusal(MISSING). What is so already is no error."""
    known = _locked(unit, command.answer)
    if known.retired is not command.back:
        return Outcome()
    unit.conn.execute(ready.update().where(ready.c.id == known.id).values(retired=not command.back))
    change = ("retired", "") if command.back else ("", "retired")
    unit.deeds.append(Deed(KIND, known.name, {"state": change}))
    return Outcome()


HANDLERS: Mapping[type[Command], Callable[[Unit, Any, Caller, Profile], Outcome]] = {
    AddReadyAnswer: add,
    ChangeReadyAnswer: change,
    RetireReadyAnswer: retire,
}


def find(conn: sa.Connection, id: int) -> Ready | None:
    row = conn.execute(sa.select(ready).where(ready.c.id == id)).first()
    return None if row is None else _ready(row)


def listed(conn: sa.Connection, *, retired: bool = False) -> Sequence[Ready]:
    rows = conn.execute(sa.select(ready).where(ready.c.retired.is_(retired)).order_by(ready.c.id))
    return [_ready(row) for row in rows]


def _locked(unit: Unit, id: int) -> Ready:
    unit.conn.execute(sa.select(ready.c.id).where(ready.c.id == id).with_for_update())
    found = find(unit.conn, id)
    if found is None:
        raise Refusal(Code.MISSING)
    return found


def _read(profile: Profile, label: Mapping[str, str], text: Mapping[str, str], group: str) -> dict[str, Any]:
    """In every language of the desk: where nothing was said, what was said in another."""
    if group and profile.group(group) is None:
        raise Refusal(Code.CHOICE, aspect="group")
    names = {one: shorten(one_line(label.get(one, "")), LABEL) for one in profile.languages}
    words = {one: clean(text.get(one, "")) for one in profile.languages}
    for field, said, limit in (("name", names, LABEL), ("text", words, TEXT)):
        if not any(said.values()):
            raise Refusal(Code.RECORD, field=field, problem="empty", value="")
        if any(len(one) > limit for one in said.values()):
            raise Refusal(Code.RECORD, field=field, problem="long", value="")
    for one in words.values():
        _placeholders(one)
    return {"label": _whole(names), "text": _whole(words), "group_id": group}


def _whole(said: Mapping[str, str]) -> dict[str, str]:
    first = next(one for one in said.values() if one)
    return {language: one or first for language, one in said.items()}


def _placeholders(text: str) -> None:
    """Raises Refusal(PLACEHOLDER) for one that stands for nothing, or a brace without its other half."""
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError:
        raise Refusal(Code.PLACEHOLDER, name="{", known=_known()) from None
    for name in names:
        if name not in PLACEHOLDERS:
            raise Refusal(Code.PLACEHOLDER, name=f"{{{shorten(one_line(name), 40)}}}", known=_known())


def _known() -> str:
    return " ".join(f"{{{name}}}" for name in PLACEHOLDERS)


def _note(unit: Unit, before: str, values: Mapping[str, Any]) -> None:
    now = next(iter(values["label"].values()))
    said = {f"text.{language}": ("", one) for language, one in values["text"].items()}
    unit.deeds.append(Deed(KIND, before or now, {"name": (before, now), **said}))


def _ready(row: Any) -> Ready:
    return Ready(row.id, dict(row.label), dict(row.text), row.group_id, bool(row.retired))
