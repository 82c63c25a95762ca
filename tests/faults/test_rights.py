"""F3: role × command × ownership over every handler there is; a new one without a row here fails."""

import dataclasses
from collections.abc import Callable, Mapping

import pytest

from core.clock import HOUR
from core.customers.commands import (
    AddCompany,
    AddContact,
    AddContract,
    AddEquipment,
    AddSite,
    ChangeCompany,
    ChangeContact,
    ChangeContract,
    ChangeEquipment,
    ChangeSite,
    DropContact,
    DropRecord,
)
from core.errors import Code, Refusal
from core.handlers import HANDLERS
from core.kinds import (
    Actor,
    Command,
    Door,
    FileId,
    MessageId,
    Origin,
    PersonId,
    RegistrationId,
    Settle,
    System,
    TicketId,
    Visitor,
)
from core.outbox.digest import DigestDue
from core.outbox.stray import ShelveInput, TryInput
from core.outbox.undelivered import MarkUndelivered
from core.people import rights
from core.people.commands import (
    ApproveRegistration,
    ChooseWays,
    ConfirmAddress,
    DeclineRegistration,
    ForgetAddress,
    OfferAddress,
    PutOff,
    RequestRegistration,
    SetLanguage,
    SetQuiet,
    StopDigests,
    SyncStaff,
    WithdrawRegistration,
)
from core.people.group_commands import AskGroupChat, BindGroupChat, EndGroupChat, MoveGroupChat
from core.people.identity import EraseRest, ForgetMe, Invite, Part, SharePhone, TakeInvitation
from core.people.offices import (
    AbsenceOver,
    AddPerson,
    BlockPerson,
    ChangePerson,
    EndAbsence,
    GrantRole,
    JoinGroup,
    LeaveGroup,
    RevokeRole,
    SetAbsence,
    SetOnCall,
    SetRota,
    UnblockPerson,
)
from core.people.person import Member, Person, Role, Ways
from core.people.rules import Standing
from core.search.commands import ReadAgain
from core.sla.commands import Acknowledge, IdleDue, SilenceDue, StepsDue, SurveyDue
from core.tickets.answering import Attend, Leave, PresenceDue, Reply
from core.tickets.commands import (
    AddComment,
    AddNote,
    AddPending,
    Cancel,
    Claim,
    Close,
    EditMessage,
    Escalate,
    FileLost,
    FileStored,
    MoveStatus,
    Mute,
    OpenTicket,
    Rate,
    Resolve,
    RestorePause,
    ReturnToWork,
    Unmute,
)
from core.tickets.group_commands import EditInGroup, OpenInGroup, SpeakInGroup
from core.tickets.handling import (
    AddObserver,
    Assign,
    DropObserver,
    EnterTicket,
    FollowByLink,
    InviteObserver,
    MarkAsSpam,
    MarkSeen,
    ReleaseHeld,
    RestoreFromSpam,
    TakeBack,
    Triage,
    WithdrawMessage,
)
from core.tickets.mailed import FetchLetter
from core.tickets.orders import KeepOrders, LookAgain
from core.tickets.ratings import SeeRating
from core.tickets.ready import AddReadyAnswer, ChangeReadyAnswer, RetireReadyAnswer
from core.tickets.relating import (
    AnswerIncidents,
    AnswerNext,
    Merge,
    SetParent,
    Snooze,
    SnoozeDue,
    Split,
    TieProblem,
    Unmerge,
    Unwatch,
    Watch,
)
from core.tickets.timed import ChoiceDue, ResumeDue
from core.views.presence import WhoIsHere
from core.views.queries import NewestTickets, Query, ReadTicket, StaffCard
from tests.core.house import IVAN, MARY, House

BOSS = Visitor(Door.SLACK, "U9", "Boss")
AGENT = Visitor(Door.SLACK, "U8", "Agent")
LEFT = Visitor(Door.SLACK, "U7", "Left")
LEADER = Visitor(Door.SLACK, "U6", "Leader")
SHOWN = Visitor(Door.SLACK, "U5", "Shown")
ELSEWHERE = Visitor(Door.SLACK, "U4", "Elsewhere")
WATCHER = Visitor(Door.TELEGRAM, "55", "Watcher")
GUEST = Visitor(Door.TELEGRAM, "77", "Guest")
BLOCKED = Visitor(Door.TELEGRAM, "66", "Blocked")
NOBODY = Visitor(Door.SLACK, "U666", "Eve")
HOUSE = System("test")

ROLES: Mapping[str, Actor] = {
    "owner": IVAN, "other client": MARY, "blocked": BLOCKED, "agent": AGENT, "administrator": BOSS, "left": LEFT,
    "stranger at the agents' door": NOBODY, "house": HOUSE, "dispatcher": LEADER, "demo": SHOWN, "observer": WATCHER,
    "guest": GUEST, "agent of another service": ELSEWHERE,
}  # fmt: skip
CLIENTS, STAFF = {"owner", "other client", "observer"}, {"agent", "administrator", "dispatcher"}
PARTY = {"owner", "observer"}
LET_IN = CLIENTS | STAFF | {"agent of another service"}
SOMEBODY = LET_IN | {"guest", "demo"}
INSIDE = STAFF | {"demo", "agent of another service", "house"}
GRANTED = ((BLOCKED, Role.BLOCKED, ""), (BOSS, Role.ADMINISTRATOR, ""), (LEADER, Role.DISPATCHER, ""),
           (SHOWN, Role.DEMO, ""), (ELSEWHERE, Role.AGENT, "elsewhere"), (GUEST, Role.GUEST, ""))  # fmt: skip

PARTICULARS = {"surname": "Guest", "first_name": "Ann", "email": "ann@guest.example", "phone": "+7 999 000-11-22"}
ONE = RegistrationId(1)
IN_GROUP = Origin(Door.TELEGRAM, "-1", "1", common=True)
"""In a group that the desk does not serve, where nobody may do anything."""
Make = Callable[[TicketId], Command]
MATRIX: Mapping[type[Command], tuple[Make, set[str]]] = {
    OpenTicket: (lambda id: OpenTicket("A", "B"), LET_IN),
    EnterTicket: (lambda id: EnterTicket(OpenTicket("A", "B")), STAFF | {"agent of another service"}),
    KeepOrders: (lambda id: KeepOrders(PersonId(1)), {"house"}),
    AddComment: (lambda id: AddComment(id, "word"), PARTY | STAFF),
    AddNote: (lambda id: AddNote(id, "word"), STAFF),
    Reply: (lambda id: Reply(id, "word"), STAFF),
    Attend: (Attend, STAFF),
    Leave: (Leave, STAFF),
    PresenceDue: (PresenceDue, {"house"}),
    AddPending: (lambda id: AddPending(id, "word"), set()),
    Claim: (lambda id: Claim(id, 0), STAFF),
    MoveStatus: (lambda id: MoveStatus(id, "waiting", 0, "why"), STAFF),
    Resolve: (Resolve, {"owner"}),
    Cancel: (Cancel, {"owner"}),
    ReturnToWork: (ReturnToWork, {"owner"}),
    Rate: (lambda id: Rate(id, "5"), {"owner"}),
    Close: (Close, {"owner"}),
    Escalate: (lambda id: Escalate(id, "slow", "why"), {"owner"}),
    Mute: (Mute, PARTY),
    Unmute: (Unmute, PARTY),
    EditMessage: (lambda id: EditMessage(id, MessageId(0), "other words"), {"owner"}),
    RestorePause: (lambda id: RestorePause(id, 0), STAFF),
    ChoiceDue: (lambda id: ChoiceDue(id, 1), {"house"}),
    ResumeDue: (lambda id: ResumeDue(id, 1), {"house"}),
    StepsDue: (StepsDue, {"house"}),
    SilenceDue: (lambda id: SilenceDue(id, 1), {"house"}),
    IdleDue: (lambda id: IdleDue(id, 1), {"house"}),
    SurveyDue: (lambda id: SurveyDue(id, 1), {"house"}),
    TakeBack: (lambda id: TakeBack(id, MessageId(0)), STAFF),
    WithdrawMessage: (lambda id: WithdrawMessage(id, MessageId(0)), STAFF),
    MarkSeen: (MarkSeen, STAFF),
    ReleaseHeld: (lambda id: ReleaseHeld(id, MessageId(0), 1), {"house"}),
    Acknowledge: (Acknowledge, STAFF),
    Triage: (lambda id: Triage(id, {"priority": "high"}), STAFF),
    Assign: (lambda id: Assign(id, 0), STAFF),
    AddObserver: (lambda id: AddObserver(id, "boss@farm.example"), PARTY | STAFF),
    InviteObserver: (lambda id: InviteObserver(id, "wish"), set()),
    FollowByLink: (lambda id: FollowByLink(1), SOMEBODY),
    DropObserver: (lambda id: DropObserver(id, PersonId(1)), {"owner"} | STAFF),
    MarkAsSpam: (MarkAsSpam, STAFF),
    RestoreFromSpam: (RestoreFromSpam, STAFF),
    FetchLetter: (FetchLetter, STAFF),
    LookAgain: (LookAgain, STAFF),
    TieProblem: (lambda id: TieProblem(id, None), STAFF),
    SetParent: (lambda id: SetParent(id, TicketId(id - 1)), STAFF),
    Merge: (lambda id: Merge(id, TicketId(id - 1), 0), STAFF),
    Unmerge: (Unmerge, STAFF),
    Split: (lambda id: Split(id, MessageId(0)), STAFF),
    Snooze: (lambda id: Snooze(id, None), STAFF),
    SnoozeDue: (SnoozeDue, {"house"}),
    Watch: (Watch, STAFF),
    Unwatch: (Unwatch, STAFF),
    AnswerIncidents: (lambda id: AnswerIncidents(id, "word", 0), STAFF),
    AnswerNext: (lambda id: AnswerNext(1, TicketId(0)), {"house"}),
    FileStored: (lambda id: FileStored(id, FileId(1), "0" * 64, 1), {"house"}),
    FileLost: (lambda id: FileLost(id, FileId(1), "gone"), {"house"}),
    SetLanguage: (lambda id: SetLanguage("en"), SOMEBODY | {"house"}),
    OfferAddress: (lambda id: OfferAddress("me@example.org"), SOMEBODY),
    ConfirmAddress: (lambda id: ConfirmAddress("000000"), SOMEBODY),
    ForgetAddress: (lambda id: ForgetAddress(), SOMEBODY),
    ChooseWays: (lambda id: ChooseWays(Ways.BOTH), SOMEBODY),
    SetQuiet: (lambda id: SetQuiet("20:00–08:00"), SOMEBODY),
    StopDigests: (lambda id: StopDigests(), SOMEBODY),
    MarkUndelivered: (lambda id: MarkUndelivered(1, "550"), {"house"}),
    TryInput: (lambda id: TryInput(1), STAFF | {"agent of another service"}),
    ShelveInput: (lambda id: ShelveInput(1), STAFF | {"agent of another service"}),
    DigestDue: (lambda id: DigestDue(PersonId(1), 1), {"house"}),
    SyncStaff: (lambda id: SyncStaff(()), {"house"}),
    RequestRegistration: (lambda id: RequestRegistration(PARTICULARS), {"guest"}),
    WithdrawRegistration: (lambda id: WithdrawRegistration(), {"guest"}),
    ApproveRegistration: (lambda id: ApproveRegistration(ONE), STAFF | {"agent of another service"}),
    DeclineRegistration: (lambda id: DeclineRegistration(ONE), STAFF | {"agent of another service"}),
    Invite: (lambda id: Invite("ivan@client.example"), STAFF | {"agent of another service"}),
    TakeInvitation: (lambda id: TakeInvitation(1), SOMEBODY),
    SharePhone: (lambda id: SharePhone("+7 999 000-11-22"), SOMEBODY),
    Part: (lambda id: Part(1), STAFF | {"agent of another service"} | {"house"}),
    EraseRest: (lambda id: EraseRest(1), {"house"}),
    PutOff: (lambda id: PutOff("eve@evil.example"), {"house"}),
    AddCompany: (lambda id: AddCompany("C-1", "Farm"), {"administrator"}),
    ChangeCompany: (lambda id: ChangeCompany("C-1", "Big farm"), {"administrator"}),
    AddContact: (lambda id: AddContact("ann@farm.example", "C-1", "Ann"), {"administrator"}),
    ChangeContact: (lambda id: ChangeContact("ann@farm.example", "C-1", phone="1"), {"administrator"}),
    DropContact: (lambda id: DropContact("ann@farm.example", "C-1"), {"administrator"}),
    AddSite: (lambda id: AddSite("S-1", "C-1", "Lane 1"), {"administrator"}),
    ChangeSite: (lambda id: ChangeSite("S-1", address="Lane 2"), {"administrator"}),
    AddContract: (lambda id: AddContract("D-1", "C-1", sites="S-1"), {"administrator"}),
    ChangeContract: (lambda id: ChangeContract("D-1", valid_until="2026-12-31"), {"administrator"}),
    AddEquipment: (lambda id: AddEquipment("SN-1", "Fan", "S-1"), {"administrator"}),
    ChangeEquipment: (lambda id: ChangeEquipment("SN-1", "Big fan"), {"administrator"}),
    DropRecord: (lambda id: DropRecord("equipment", "SN-1"), {"administrator"}),
    AddPerson: (lambda id: AddPerson("Zoe", "zoe@farm.example"), {"administrator"}),
    ChangePerson: (lambda id: ChangePerson(PersonId(1), zone="Europe/Moscow"), {"administrator"}),
    GrantRole: (lambda id: GrantRole(PersonId(4), "demo"), {"administrator"}),
    RevokeRole: (lambda id: RevokeRole(PersonId(4), "demo"), {"administrator"}),
    JoinGroup: (lambda id: JoinGroup(PersonId(4), "nowhere"), {"administrator"}),
    LeaveGroup: (lambda id: LeaveGroup(PersonId(4), "nowhere"), {"administrator"}),
    BlockPerson: (lambda id: BlockPerson(PersonId(4)), {"administrator"}),
    UnblockPerson: (lambda id: UnblockPerson(PersonId(4)), {"administrator"}),
    SetAbsence: (lambda id: SetAbsence("2999-01-01", "2999-01-02"), STAFF | {"agent of another service"}),
    EndAbsence: (lambda id: EndAbsence(), STAFF | {"agent of another service"}),
    AbsenceOver: (lambda id: AbsenceOver(PersonId(1), 1), {"house"}),
    SetOnCall: (lambda id: SetOnCall("nowhere"), {"administrator"}),
    SetRota: (lambda id: SetRota("nowhere"), {"administrator"}),
    AddReadyAnswer: (lambda id: AddReadyAnswer({"ru": "a"}, {"ru": "b"}), {"administrator"}),
    ChangeReadyAnswer: (lambda id: ChangeReadyAnswer(1, {"ru": "c"}, {"ru": "d"}), {"administrator"}),
    RetireReadyAnswer: (lambda id: RetireReadyAnswer(1), {"administrator"}),
    SeeRating: (lambda id: SeeRating(id, 2**40), STAFF),
    ReadAgain: (lambda id: ReadAgain(), {"house"}),
    OpenInGroup: (lambda id: OpenInGroup("word", (), IN_GROUP), set()),
    SpeakInGroup: (lambda id: SpeakInGroup(id, "word", (), IN_GROUP), set()),
    EditInGroup: (lambda id: EditInGroup(id, MessageId(0), "word", IN_GROUP), set()),
    AskGroupChat: (lambda id: AskGroupChat(Door.TELEGRAM, "-1"), SOMEBODY | {"house"}),
    BindGroupChat: (lambda id: BindGroupChat(Door.TELEGRAM, "-1"), set()),
    EndGroupChat: (lambda id: EndGroupChat(Door.TELEGRAM, "-1"), {"administrator", "house"}),
    MoveGroupChat: (lambda id: MoveGroupChat(Door.TELEGRAM, "-1", "-2"), {"house"}),
    Settle: (lambda id: Settle(), SOMEBODY | {"house"}),
    ForgetMe: (lambda id: ForgetMe(), CLIENTS | {"guest"}),
}
"""Command → how to make it, and who may have it done on Ivan's ticket."""

JUDGED = {
    Code.CHOICE,
    Code.INVITATION,
    Code.PERSON,
    Code.PHONE,
    Code.JOIN,
    Code.BUTTON,
    Code.MOVE,
    Code.CHANGED,
    Code.CODE_OVER,
    Code.DOOR,
    Code.DECIDED,
    Code.TOO_LATE,
    Code.RELATION,
}
"""Refusals that come after the right was found: the status did not allow it, or the desk has no mail."""

NOT_THEIRS = {Code.MISSING, Code.ROLE, Code.STRANGER, Code.UNREGISTERED, Code.LET_IN}

QUERIES: list[tuple[Callable[[TicketId], Query[object]], set[str]]] = [
    (ReadTicket, PARTY | INSIDE),  # type: ignore[list-item]
    (StaffCard, INSIDE),  # type: ignore[list-item]
    (lambda id: NewestTickets(), INSIDE),  # type: ignore[return-value,list-item]
    (WhoIsHere, INSIDE),  # type: ignore[list-item]
]


async def _peopled(house: House) -> TicketId:
    members = [Member(one.external_id, one.name, None) for one in (BOSS, AGENT, LEADER, LEFT, SHOWN, ELSEWHERE)]
    await house.desk(SyncStaff(tuple(members)), HOUSE)
    await house.desk(SyncStaff(tuple(members[:3])), HOUSE)
    for one in (MARY, BLOCKED, WATCHER, GUEST):
        await house.opened(one)
    for who, role, service in GRANTED:
        values = f"{house.person(who)}, '{role}', '{service}', 'command'"
        house.execute(f"INSERT INTO grants (person_id, role, service, source) VALUES ({values})")
    await house.desk(RequestRegistration(PARTICULARS), GUEST)
    await house.desk(RequestRegistration(PARTICULARS), GUEST)
    house.execute(
        "INSERT INTO inbox (id, source, external_id, conversation, received_at, payload, state, due_at)"
        " VALUES (1, 'mail', 'id:a@b', 'mail:a@b', 1, '{}', 'dead', 1)"
    )
    return await _watched(house)


async def _watched(house: House) -> TicketId:
    """Ivan's ticket, with somebody in copy."""
    ticket = await house.opened(IVAN)
    await house.desk(AddObserver(ticket, person=house.person(WATCHER)), BOSS)
    return ticket


def test_the_matrix_names_every_handler_and_every_handler_has_a_rule() -> None:
    assert set(MATRIX) == set(HANDLERS)
    assert {kind.__name__ for kind in HANDLERS} <= set(rights.RULES)


@pytest.mark.parametrize("role", ROLES)
async def test_every_role_does_what_the_matrix_says_and_nothing_else(sqlite_house: House, role: str) -> None:
    house = sqlite_house
    await _peopled(house)
    for kind, (make, allowed) in MATRIX.items():
        ticket = await _watched(house)
        command = _about(house, make(ticket), ticket)
        before = house.count()
        try:
            await house.desk(command, ROLES[role])
            done = True
        except Refusal as refusal:
            done = refusal.code in JUDGED
            assert done or refusal.code in NOT_THEIRS
            assert house.count() == before
        assert done == (role in allowed), f"{role}: {kind.__name__}"


def _about(house: House, command: Command, ticket: TicketId) -> Command:
    """A command on a message means the first one of the ticket, which is the owner's, and came as a letter.

    What the desk takes away is a word of its own.
    """
    if isinstance(command, WithdrawMessage):
        columns = "ticket_id, author, audience, by_staff, at, body"
        said = f"SELECT ticket_id, {house.person(BOSS)}, 'public', TRUE, at, 'Soon'"
        house.execute(f"INSERT INTO messages ({columns}) {said} FROM messages WHERE ticket_id = {ticket}")
        return dataclasses.replace(command, message=house.rows("messages", ticket_id=ticket)[-1].id)
    if isinstance(command, FetchLetter):
        origin = '{"door": "mail", "address": "a@b", "ref": "<a@b>", "letter": "' + "0" * 64 + '"}'
        house.execute(f"UPDATE messages SET origin = '{origin}' WHERE ticket_id = {ticket}")
    if isinstance(command, SeeRating):
        event = house.rows("events", ticket_id=ticket)[0].id
        house.execute(f"INSERT INTO ratings (event_id, ticket_id, grade) VALUES ({event}, {ticket}, '5')")
    if not isinstance(command, EditMessage | Split | TakeBack):
        return command
    return dataclasses.replace(command, message=house.rows("messages", ticket_id=ticket)[0].id)


@pytest.mark.parametrize("role", ROLES)
async def test_every_role_reads_what_is_theirs(sqlite_house: House, role: str) -> None:
    house = sqlite_house
    ticket = await _peopled(house)
    for make, allowed in QUERIES:
        try:
            await house.ask(make(ticket), ROLES[role])
            done = True
        except Refusal as refusal:
            assert refusal.code is Code.MISSING
            done = False
        assert done == (role in allowed), f"{role}: {make}"


ON_TICKETS = [kind for kind in MATRIX if "ticket" in {field.name for field in dataclasses.fields(kind)}]  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ON_TICKETS)
async def test_missing_and_forbidden_answer_alike(sqlite_house: House, kind: type[Command]) -> None:
    house = sqlite_house
    ticket = await _peopled(house)
    make, allowed = MATRIX[kind]
    answers = []
    for id in (ticket, TicketId(999_999)):
        with pytest.raises(Refusal) as refused:
            await house.desk(make(id), MARY)
        answers.append((refused.value.code, refused.value.params))
    assert "other client" not in allowed
    assert answers[0] == answers[1] == (Code.MISSING, {})


@pytest.mark.parametrize("deed", ["Unheard", "", *sorted(rights.RULES)])
@pytest.mark.parametrize("standing", [Standing(), Standing(True), Standing(True, True)])
def test_the_blocked_may_do_nothing_and_nobody_does_what_has_no_rule(deed: str, standing: Standing) -> None:
    for role in Role:
        person = Person(PersonId(7), "x", None, "en", frozenset({Role.BLOCKED, role}))
        assert not rights.permits(deed, person, standing)
        if deed not in rights.RULES:
            assert not rights.permits(deed, Person(PersonId(7), "x", None, "en", frozenset({role})), standing)


async def test_what_fell_to_a_clock_may_not_be_pressed_by_people(sqlite_house: House) -> None:
    house = sqlite_house
    ticket = await _peopled(house)
    due = house.clock.now() + HOUR
    await house.desk(MoveStatus(ticket, "postponed", 0, until=due), AGENT)
    for actor in (IVAN, AGENT, BOSS):
        with pytest.raises(Refusal):
            await house.desk(ResumeDue(ticket, due), actor)
    assert house.ticket(ticket).status == "postponed"
