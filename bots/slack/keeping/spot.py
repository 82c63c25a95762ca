"""Where somebody stands in the windows of administration, settings and ratings: kept by the view itself."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from bots.slack.wire import Payload, Unreadable

GO, DO, SEND, FIND, TURN = "v1:admin:", "v1:admin-do:", "v1:admin-send:", "v1:admin-find", "v1:admin-turn:"
"""Pressed to go somewhere, to change something; a form's own id; a question asked; another page. A colon: which one."""
WINDOW = "v1:admin"
MENU, PEOPLE, PERSON, RECORDS, RECORD = "menu", "people", "person", "records", "record"
READY, AUDIT, DUTIES, MINE, RATINGS = "ready", "audit", "duties", "mine", "ratings"
ADD_PERSON, EDIT_PERSON, ROLE, GROUP = "add-person", "edit-person", "role", "group"
ADD_RECORD, EDIT_RECORD, ADD_READY, EDIT_READY = "add-record", "edit-record", "add-ready", "edit-ready"
HOURS, ABSENCE, ON_CALL, ROTA = "hours", "absence", "on-call", "rota"
CHATS, CHAT = "chats", "chat"
ABOVE: Mapping[str, str] = {
    PEOPLE: MENU, RECORDS: MENU, READY: MENU, AUDIT: MENU, DUTIES: MENU, PERSON: PEOPLE, RECORD: RECORDS,
    ADD_PERSON: PEOPLE, EDIT_PERSON: PERSON, ROLE: PERSON, GROUP: PERSON, ADD_RECORD: RECORDS, EDIT_RECORD: RECORD,
    ADD_READY: READY, EDIT_READY: READY, HOURS: MINE, ABSENCE: MINE, ON_CALL: DUTIES, ROTA: DUTIES, CHATS: MENU,
    CHAT: CHATS,
}  # fmt: skip
"""From where each is come to."""
FORMS = frozenset({
    ADD_PERSON, EDIT_PERSON, ROLE, GROUP, ADD_RECORD, EDIT_RECORD, ADD_READY, EDIT_READY, HOURS, ABSENCE, ON_CALL, ROTA,
    CHAT,
})  # fmt: skip
PAGES = frozenset({*ABOVE, MENU, MINE, RATINGS})
NEXT, BACK, FIRST = "next", "back", "first"
TRAIL, TEXT = 30, 100


@dataclass(frozen=True, slots=True)
class Spot:
    """`of` says of what: a person's number, a kind of records and an identity, a filter. `trail`: pages gone by."""

    page: str = MENU
    of: tuple[str, ...] = ()
    find: str = ""
    trail: tuple[int, ...] = ()

    @property
    def after(self) -> int | None:
        return self.trail[-1] if self.trail else None

    @property
    def above(self) -> "Spot":
        """Of a record its list, and of a form its record; of somebody else's hours, that person."""
        page = ABOVE.get(self.page, MENU)
        if self.of and MINE in (page, self.page):
            return replace(self, page=PERSON)
        of = self.of[:1] if page == RECORDS else self.of if page in (PERSON, RECORD) else ()
        return replace(self, page=page, of=of)

    def at(self, page: str, *of: str) -> "Spot":
        return replace(self, page=page, of=of)

    def value(self) -> str:
        """Of a button: where it leads; the way back is the view's."""
        return _written({"page": self.page, "of": self.of})

    def finding(self, text: str) -> Self:
        return replace(self, find=" ".join(text.split())[:TEXT], trail=())

    def turned(self, where: str, value: str) -> Self:
        if where == BACK:
            return replace(self, trail=self.trail[:-1])
        if where == FIRST or not value.isdecimal():
            return replace(self, trail=())
        return replace(self, trail=(*self.trail, int(value))[-TRAIL:])


KEPT = 3000
"""Characters that a view keeps."""


def metadata(spot: Spot, channel: str, seen: str = "", record: Mapping[str, str] | None = None) -> str:
    """`seen` is the mark of what a form began with; `record`, where it fits, what can be dropped and added again."""
    least = {"admin": asdict(spot), "channel": channel} | ({"seen": seen} if seen else {})
    whole = _written(least | ({"record": record} if record else {}))
    return whole if len(whole) <= KEPT else _written(least)


def standing(body: Payload) -> Spot:
    """Where the view stands that something was done in; the menu where it is another one's."""
    return _read(kept(body).get("admin") or {})


def kept(body: Payload) -> Mapping[str, Any]:
    try:
        found = json.loads((body.get("view") or {}).get("private_metadata") or "{}")
    except json.JSONDecodeError as error:
        raise Unreadable(repr(error)) from error
    return found if isinstance(found, dict) else {}


def led(body: Payload) -> Spot:
    """Where a button leads; a list that was left for one of its things is come back to as it was."""
    try:
        told = json.loads(str(body["actions"][0].get("value") or "{}"))
        to = _read(told)
    except (json.JSONDecodeError, AttributeError) as error:
        raise Unreadable(repr(error)) from error
    here = standing(body)
    within = ABOVE.get(to.page) == here.page or to == Spot(here.above.page, here.above.of)
    return replace(to, find=here.find, trail=here.trail) if within else to


def _read(found: Mapping[str, Any]) -> Spot:
    try:
        spot = Spot(
            str(found.get("page") or MENU), tuple(str(one) for one in found.get("of") or ()),
            str(found.get("find") or ""), tuple(int(one) for one in found.get("trail") or ()),
        )  # fmt: skip
    except (ValueError, TypeError, AttributeError) as error:
        raise Unreadable(repr(error)) from error
    if spot.page not in PAGES:
        raise Unreadable(spot.page)
    return spot


def _written(kept: object) -> str:
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


COMMANDS: Mapping[str, Spot] = {"admin": Spot(MENU), "settings": Spot(MINE), "ratings": Spot(RATINGS)}
"""What `/zayavka` opens beside the queues."""
