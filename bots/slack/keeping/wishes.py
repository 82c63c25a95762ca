"""What a press or a filled-in form in these windows asks for: one command each (agreement 5)."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bots.slack.fields import changes, entered
from bots.slack.keeping.chats import connected, ended
from bots.slack.keeping.parts import NONE
from bots.slack.keeping.spot import (
    ABSENCE,
    ADD_PERSON,
    ADD_READY,
    ADD_RECORD,
    CHAT,
    DO,
    EDIT_PERSON,
    EDIT_READY,
    EDIT_RECORD,
    GROUP,
    HOURS,
    ON_CALL,
    ROLE,
    ROTA,
    SEND,
    Spot,
    standing,
)
from bots.slack.wire import Payload
from core.api.commands import (
    AddCompany,
    AddContact,
    AddContract,
    AddEquipment,
    AddPerson,
    AddReadyAnswer,
    AddSite,
    BlockPerson,
    ChangeCompany,
    ChangeContact,
    ChangeContract,
    ChangeEquipment,
    ChangePerson,
    ChangeReadyAnswer,
    ChangeSite,
    DropContact,
    DropRecord,
    EndAbsence,
    GrantRole,
    JoinGroup,
    LeaveGroup,
    RetireReadyAnswer,
    RevokeRole,
    SeeRating,
    SetAbsence,
    SetLanguage,
    SetOnCall,
    SetQuiet,
    SetRota,
    UnblockPerson,
)
from core.api.kinds import Command, PersonId, TicketId

REC = "rec:"
"""Before the name of a record's field."""
IDENTITY: Mapping[str, tuple[str, ...]] = {
    "companies": ("number",), "contacts": ("email", "company"), "contracts": ("number",), "sites": ("number",),
    "equipment": ("serial",),
}  # fmt: skip
"""What the world outside knows each by."""
ADDS: Mapping[str, Callable[..., Command]] = {
    "companies": AddCompany, "contacts": AddContact, "contracts": AddContract, "sites": AddSite,
    "equipment": AddEquipment,
}  # fmt: skip
CHANGES: Mapping[str, Callable[..., Command]] = {
    "companies": ChangeCompany, "contacts": ChangeContact, "contracts": ChangeContract, "sites": ChangeSite,
    "equipment": ChangeEquipment,
}  # fmt: skip
CONTACTS = "contacts"

Of = Sequence[str]


def pressed(body: Payload) -> Command | None:
    """None where the button is none of these."""
    action = body["actions"][0]
    id = str(action["action_id"])
    if not id.startswith(DO):
        return None
    verb, of = id.removeprefix(DO).partition(":")[0], json.loads(str(action["value"]))
    return PRESSES[verb]([str(one) for one in of])


def submitted(view: Payload) -> Command | None:
    if not str(view["callback_id"]).startswith(SEND):
        return None
    spot = standing({"view": view})
    return FORMS[spot.page](view, spot)


def identified(kind: str, of: Of) -> dict[str, str]:
    return dict(zip(IDENTITY[kind], of, strict=True))


def _drop(of: Of) -> Command:
    kind, *identity, seen = of
    if kind == CONTACTS:
        return DropContact(identity[0], identity[1], seen)
    return DropRecord(kind, identity[0], seen)


def _undo(of: Of) -> Command:
    """What was dropped is added again, and what was changed is as before: a verb, and what it was."""
    how, kind, record = of
    return (ADDS if how == "add" else CHANGES)[kind](**json.loads(record))


def _own(of: Of) -> PersonId | None:
    return PersonId(int(of[0])) if of else None


def _who(of: Of) -> PersonId:
    return PersonId(int(of[0]))


PRESSES: Mapping[str, Callable[[Of], Command]] = {
    "revoke": lambda of: RevokeRole(_who(of), of[1], of[2]),
    "leave": lambda of: LeaveGroup(_who(of), of[1]),
    "block": lambda of: BlockPerson(_who(of)),
    "unblock": lambda of: UnblockPerson(_who(of)),
    "drop": _drop,
    "undo": _undo,
    "ready-off": lambda of: RetireReadyAnswer(int(of[0])),
    "ready-back": lambda of: RetireReadyAnswer(int(of[0]), back=True),
    "off-call": lambda of: SetOnCall(of[0]),
    "see": lambda of: SeeRating(TicketId(int(of[0])), int(of[1])),
    "language": lambda of: SetLanguage(of[0]),
    "back": lambda of: EndAbsence(_own(of)),
    "end-chat": ended,
}


def _picked(value: Any) -> str:
    return "" if value in (None, NONE) else str(value)


def _seen(view: Payload) -> str:
    return str(json.loads(view["private_metadata"]).get("seen") or "")


def _person(view: Payload, spot: Spot) -> Command:
    given = {name: _picked(value) for name, value in entered(view).items()}
    return AddPerson(given["name"], given["email"], given["zone"], given["language"])


def _changed(view: Payload, spot: Spot) -> Command:
    """Only what was changed is said, so that nobody's change of the meantime is undone."""
    said = {name: _picked(value) for name, value in changes(view).items()}
    return ChangePerson(_who(spot.of), **said, seen=_seen(view))


def _role(view: Payload, spot: Spot) -> Command:
    given = entered(view)
    return GrantRole(_who(spot.of), _picked(given["role"]), _picked(given.get("service")))


def _group(view: Payload, spot: Spot) -> Command:
    return JoinGroup(_who(spot.of), _picked(entered(view)["group"]))


def _record(view: Payload, spot: Spot) -> Command:
    given = {name.removeprefix(REC): _picked(value) for name, value in entered(view).items()}
    return ADDS[spot.of[0]](**given)


def _edited(view: Payload, spot: Spot) -> Command:
    said = {name.removeprefix(REC): _picked(value) for name, value in changes(view).items()}
    return CHANGES[spot.of[0]](**identified(spot.of[0], spot.of[1:]), **said, seen=_seen(view))


def _ready(view: Payload, spot: Spot) -> Command:
    given = entered(view)
    label = {name.removeprefix("label-"): str(value or "") for name, value in given.items() if "label-" in name}
    text = {name.removeprefix("text-"): str(value or "") for name, value in given.items() if "text-" in name}
    group = _picked(given.get("group"))
    if not spot.of:
        return AddReadyAnswer(label, text, group)
    return ChangeReadyAnswer(int(spot.of[0]), label, text, group, _seen(view))


def _hours(view: Payload, spot: Spot) -> Command:
    """Hours of work are said; the hours without letters are the others. What is no time is refused as it stands."""
    given = entered(view)
    said = str(given.get("hours") or "").strip().replace("-", "–").replace("—", "–")
    start, dash, end = said.partition("–")
    return SetQuiet(f"{end.strip()}–{start.strip()}" if dash else said, str(given.get("digest") or ""))


def _absence(view: Payload, spot: Spot) -> Command:
    given = entered(view)
    cover = _picked(given.get("cover"))
    first, last = str(given.get("first") or ""), str(given.get("last") or "")
    return SetAbsence(first, last, PersonId(int(cover)) if cover else None, _own(spot.of))


def _on_call(view: Payload, spot: Spot) -> Command:
    given = entered(view)
    return SetOnCall(spot.of[0], PersonId(int(str(given["person"]))), str(given.get("last") or ""))


def _rota(view: Payload, spot: Spot) -> Command:
    given = entered(view)
    return SetRota(
        spot.of[0], tuple(PersonId(int(one)) for one in given.get("weekly") or ()), str(given["since"] or "")
    )


FORMS: Mapping[str, Callable[[Payload, Spot], Command]] = {
    ADD_PERSON: _person, EDIT_PERSON: _changed, ROLE: _role, GROUP: _group, ADD_RECORD: _record,
    EDIT_RECORD: _edited, ADD_READY: _ready, EDIT_READY: _ready, HOURS: _hours, ABSENCE: _absence, ON_CALL: _on_call,
    ROTA: _rota, CHAT: connected,
}  # fmt: skip
