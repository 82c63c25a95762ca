"""One table of who may do what. What is not theirs is missing to whoever asks (agreement 12)."""

from collections.abc import Mapping

from core.errors import Code, Refusal
from core.people.person import Person, Role
from core.people.rules import (
    Rule,
    Standing,
    administrator,
    anyone,
    assigner,
    canned,
    colleague,
    customer,
    governor,
    house,
    inner_reader,
    involved,
    keeper,
    newcomer,
    outsider,
    party,
    reader,
    requester,
    somebody,
    staff,
    worker,
)

GOVERNED = (
    "AddCompany", "ChangeCompany", "AddContact", "ChangeContact", "DropContact", "AddContract", "ChangeContract",
    "AddSite", "ChangeSite", "AddEquipment", "ChangeEquipment", "DropRecord",
    "AddPerson", "ChangePerson", "GrantRole", "RevokeRole", "JoinGroup", "LeaveGroup", "BlockPerson", "UnblockPerson",
    "AddReadyAnswer", "ChangeReadyAnswer", "RetireReadyAnswer", "SetOnCall", "SetRota",
)  # fmt: skip
HOUSES = (
    "ResumeDue", "ChoiceDue", "StepsDue", "SilenceDue", "IdleDue", "SurveyDue", "DigestDue", "AbsenceOver",
    "EraseRest", "ReadAgain", "FileStored", "FileLost",
    "PresenceDue", "ReleaseHeld", "SnoozeDue", "AnswerNext", "SyncStaff", "PutOff", "MarkUndelivered",
)  # fmt: skip
OWN = (
    "OfferAddress", "ConfirmAddress", "ForgetAddress", "ChooseWays", "SetQuiet",
    "StopDigests", "TakeInvitation", "SharePhone",
)  # fmt: skip
TIES = ("TieProblem", "SetParent", "Merge", "Unmerge", "Split", "Snooze", "AnswerIncidents")
RULES: Mapping[str, Rule] = {
    "OpenTicket": customer,
    "EnterTicket": staff,
    "AddComment": involved,
    "AddNote": worker,
    "Reply": worker,
    "Attend": staff,
    "Leave": staff,
    "AddPending": somebody,
    "Claim": staff,
    "MoveStatus": worker,
    "Resolve": requester,
    "Close": requester,
    "Cancel": requester,
    "ReturnToWork": requester,
    "Rate": requester,
    "Escalate": requester,
    "Mute": party,
    "Unmute": party,
    "EditMessage": involved,
    "WithdrawMessage": worker,
    "MarkSeen": worker,
    "FetchLetter": worker,
    "RestorePause": worker,
    "Acknowledge": worker,
    "Triage": worker,
    "Assign": assigner,
    "AddObserver": involved,
    "InviteObserver": requester,
    "FollowByLink": somebody,
    "DropObserver": involved,
    "MarkAsSpam": worker,
    "RestoreFromSpam": worker,
    "TakeBack": worker,
    "Watch": staff,
    "Unwatch": staff,
    "KeepOrders": house,
    "LookAgain": worker,
    "TryInput": staff,
    "ShelveInput": staff,
    "SetLanguage": anyone,
    "Invite": staff,
    "Part": keeper,
    "ForgetMe": outsider,
    "RequestRegistration": newcomer,
    "WithdrawRegistration": newcomer,
    "ApproveRegistration": staff,
    "DeclineRegistration": staff,
    **dict.fromkeys(GOVERNED, administrator),
    **dict.fromkeys(HOUSES, house),
    **dict.fromkeys(OWN, somebody),
    **dict.fromkeys(TIES, worker),
    "SetAbsence": staff,
    "EndAbsence": staff,
    "SeeRating": colleague,
    "Settle": anyone,
    **dict.fromkeys(("OpenInGroup", "SpeakInGroup", "EditInGroup"), somebody),
    "AskGroupChat": anyone,
    **dict.fromkeys(("BindGroupChat", "EndGroupChat"), governor),
    "read group chats": governor,
    "MoveGroupChat": house,
    "list": anyone,
    "read": reader,
    "read internal": inner_reader,
    "administrate": administrator,
    "canned": canned,
}
"""Command, or way of reading, → rule. A command without a rule fails the build (faults F3)."""


def permits(deed: str, person: Person, standing: Standing) -> bool:
    """Blocked persons may do nothing; a deed without a rule is refused to all."""
    rule = RULES.get(deed)
    return rule is not None and "blocked" not in person.roles and rule(person, standing)


def demand(deed: str, person: Person, standing: Standing) -> None:
    """Raises Refusal when the person may not do it: MISSING to customers, whatever the reason is."""
    if not permits(deed, person, standing):
        raise Refusal(Code.MISSING if standing.shut else _why(deed, person))


def _why(deed: str, person: Person) -> Code:
    blocked = Role.BLOCKED in person.roles
    if deed == "OpenTicket" and Role.GUEST in person.roles:
        return Code.UNREGISTERED
    if deed in ("RequestRegistration", "WithdrawRegistration") and person.id > 0 and not blocked:
        return Code.LET_IN
    return Code.ROLE if person.inside else Code.MISSING
