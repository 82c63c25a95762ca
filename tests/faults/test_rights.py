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
)
from core.desk import HANDLERS
from core.errors import Code, Refusal
from core.kinds import Actor, Command, Door, FileId, MessageId, PersonId, Settle, System, TicketId, Visitor
from core.people import rights
from core.people.commands import ChooseWays, ConfirmAddress, ForgetAddress, OfferAddress, SetLanguage, SyncStaff
from core.people.person import Member, Person, Role, Ways
from core.people.rights import Standing
from core.sla.commands import Acknowledge, SilenceDue, StepsDue
from core.tickets.commands import (
    AddComment,
    AddNote,
    Cancel,
    ChoiceDue,
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
    ResumeDue,
    ReturnToWork,
    Unmute,
)
from core.views.queries import NewestTickets, Query, ReadTicket, StaffCard
from tests.core.house import IVAN, MARY, House

BOSS = Visitor(Door.SLACK, "U9", "Boss")
AGENT = Visitor(Door.SLACK, "U8", "Agent")
LEFT = Visitor(Door.SLACK, "U7", "Left")
BLOCKED = Visitor(Door.TELEGRAM, "66", "Blocked")
NOBODY = Visitor(Door.SLACK, "U666", "Eve")
HOUSE = System("test")

ROLES: Mapping[str, Actor] = {
    "owner": IVAN, "other client": MARY, "blocked": BLOCKED, "agent": AGENT, "administrator": BOSS, "left": LEFT,
    "stranger at the agents' door": NOBODY, "house": HOUSE,
}  # fmt: skip
CLIENTS, STAFF = {"owner", "other client"}, {"agent", "administrator"}

Make = Callable[[TicketId], Command]
MATRIX: Mapping[type[Command], tuple[Make, set[str]]] = {
    OpenTicket: (lambda id: OpenTicket("A", "B"), CLIENTS | STAFF),
    AddComment: (lambda id: AddComment(id, "word"), {"owner"} | STAFF),
    AddNote: (lambda id: AddNote(id, "word"), STAFF),
    Claim: (lambda id: Claim(id, 0), STAFF),
    MoveStatus: (lambda id: MoveStatus(id, "waiting", 0, "why"), STAFF),
    Resolve: (Resolve, {"owner"}),
    Cancel: (Cancel, {"owner"}),
    ReturnToWork: (ReturnToWork, {"owner"}),
    Rate: (lambda id: Rate(id, "5"), {"owner"}),
    Close: (Close, {"owner"}),
    Escalate: (lambda id: Escalate(id, "slow", "why"), {"owner"}),
    Mute: (Mute, {"owner"}),
    Unmute: (Unmute, {"owner"}),
    EditMessage: (lambda id: EditMessage(id, MessageId(0), "other words"), {"owner"}),
    RestorePause: (lambda id: RestorePause(id, 0), STAFF),
    ChoiceDue: (lambda id: ChoiceDue(id, 1), {"house"}),
    ResumeDue: (lambda id: ResumeDue(id, 1), {"house"}),
    StepsDue: (StepsDue, {"house"}),
    SilenceDue: (lambda id: SilenceDue(id, 1), {"house"}),
    Acknowledge: (Acknowledge, STAFF),
    FileStored: (lambda id: FileStored(id, FileId(1), "0" * 64, 1), {"house"}),
    FileLost: (lambda id: FileLost(id, FileId(1), "gone"), {"house"}),
    SetLanguage: (lambda id: SetLanguage("en"), CLIENTS | STAFF | {"house"}),
    OfferAddress: (lambda id: OfferAddress("me@example.org"), CLIENTS | STAFF),
    ConfirmAddress: (lambda id: ConfirmAddress("000000"), CLIENTS | STAFF),
    ForgetAddress: (lambda id: ForgetAddress(), CLIENTS | STAFF),
    ChooseWays: (lambda id: ChooseWays(Ways.BOTH), CLIENTS | STAFF),
    SyncStaff: (lambda id: SyncStaff(()), {"house"}),
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
    Settle: (lambda id: Settle(), CLIENTS | STAFF | {"house"}),
}
"""Command → how to make it, and who may have it done on Ivan's ticket."""

JUDGED = {Code.BUTTON, Code.MOVE, Code.CHANGED, Code.CODE_OVER, Code.DOOR}
"""Refusals that come after the right was found: the status did not allow it, or the desk has no mail."""

QUERIES: list[tuple[Callable[[TicketId], Query[object]], set[str]]] = [
    (ReadTicket, {"owner", "house"} | STAFF),  # type: ignore[list-item]
    (StaffCard, {"house"} | STAFF),  # type: ignore[list-item]
    (lambda id: NewestTickets(), {"house"} | STAFF),  # type: ignore[return-value,list-item]
]


async def _peopled(house: House) -> TicketId:
    members = [Member(one.external_id, one.name, None) for one in (BOSS, AGENT, LEFT)]
    await house.desk(SyncStaff(tuple(members)), HOUSE)
    await house.desk(SyncStaff(tuple(members[:2])), HOUSE)
    await house.opened(MARY)
    await house.opened(BLOCKED)
    ticket = await house.opened(IVAN)
    person = {row.external_id: row.person_id for row in house.rows("identities")}
    for id, role in ((person["66"], "blocked"), (person["U9"], "administrator")):
        house.execute(f"INSERT INTO grants (person_id, role, source) VALUES ({id}, '{role}', 'command')")
    return ticket


def test_the_matrix_names_every_handler_and_every_handler_has_a_rule() -> None:
    assert set(MATRIX) == set(HANDLERS)
    assert {kind.__name__ for kind in HANDLERS} <= set(rights.RULES)


@pytest.mark.parametrize("role", ROLES)
async def test_every_role_does_what_the_matrix_says_and_nothing_else(sqlite_house: House, role: str) -> None:
    house = sqlite_house
    await _peopled(house)
    for kind, (make, allowed) in MATRIX.items():
        ticket = await house.opened(IVAN)
        before = house.count()
        try:
            await house.desk(_about(house, make(ticket), ticket), ROLES[role])
            done = True
        except Refusal as refusal:
            done = refusal.code in JUDGED
            assert done or refusal.code in (Code.MISSING, Code.ROLE, Code.STRANGER)
            assert house.count() == before
        assert done == (role in allowed), f"{role}: {kind.__name__}"


def _about(house: House, command: Command, ticket: TicketId) -> Command:
    """A command on a message means the first one of the ticket, which is the owner's."""
    if not isinstance(command, EditMessage):
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
