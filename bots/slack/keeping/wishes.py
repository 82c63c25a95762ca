"""What a press or a filled-in form in these windows asks for: one command each (agreement 5)."""

import json
from collections.abc import Callable, Mapping, Sequence

from bots.slack.fields import changes, entered
from bots.slack.keeping import times
from bots.slack.keeping.chats import connected, ended
from bots.slack.keeping.parts import picked
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
    SetLanguage,
    SetOnCall,
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
    "back": lambda of: EndAbsence(times.own(of)),
    "end-chat": ended,
}


def _seen(view: Payload) -> str:
    return str(json.loads(view["private_metadata"]).get("seen") or "")


def _person(view: Payload, spot: Spot) -> Command:
    given = {name: picked(value) for name, value in entered(view).items()}
    return AddPerson(given["name"], given["email"], given["zone"], given["language"])


def _changed(view: Payload, spot: Spot) -> Command:
    """Only what was changed is said, so that nobody's change of the meantime is undone."""
    said = {name: picked(value) for name, value in changes(view).items()}
    return ChangePerson(_who(spot.of), **said, seen=_seen(view))


def _role(view: Payload, spot: Spot) -> Command:
    given = entered(view)
    return GrantRole(_who(spot.of), picked(given["role"]), picked(given.get("service")))


def _group(view: Payload, spot: Spot) -> Command:
    return JoinGroup(_who(spot.of), picked(entered(view)["group"]))


def _record(view: Payload, spot: Spot) -> Command:
    given = {name.removeprefix(REC): picked(value) for name, value in entered(view).items()}
    return ADDS[spot.of[0]](**given)


def _edited(view: Payload, spot: Spot) -> Command:
    said = {name.removeprefix(REC): picked(value) for name, value in changes(view).items()}
    return CHANGES[spot.of[0]](**identified(spot.of[0], spot.of[1:]), **said, seen=_seen(view))


def _ready(view: Payload, spot: Spot) -> Command:
    given = entered(view)
    label = {name.removeprefix("label-"): str(value or "") for name, value in given.items() if "label-" in name}
    text = {name.removeprefix("text-"): str(value or "") for name, value in given.items() if "text-" in name}
    group = picked(given.get("group"))
    if not spot.of:
        return AddReadyAnswer(label, text, group)
    return ChangeReadyAnswer(int(spot.of[0]), label, text, group, _seen(view))


FORMS: Mapping[str, Callable[[Payload, Spot], Command]] = {
    ADD_PERSON: _person, EDIT_PERSON: _changed, ROLE: _role, GROUP: _group, ADD_RECORD: _record,
    EDIT_RECORD: _edited, ADD_READY: _ready, EDIT_READY: _ready, HOURS: times.hours, ABSENCE: times.absence,
    ON_CALL: times.on_call, ROTA: times.rota, CHAT: connected,
}  # fmt: skip
