"""What administrators keep, who is away or on call, and that no rating is left unread (E11, E5, X5, C10)."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from core.clock import DAY
from core.customers.commands import AddCompany, AddSite, ChangeCompany, DropRecord
from core.errors import Code, Refusal
from core.kinds import System, Visitor
from core.outbox import told
from core.people import absences
from core.people.commands import SyncStaff
from core.people.offices import (
    AddPerson,
    BlockPerson,
    ChangePerson,
    EndAbsence,
    GrantRole,
    JoinGroup,
    RevokeRole,
    SetAbsence,
    SetOnCall,
    SetRota,
    UnblockPerson,
)
from core.people.person import Member
from core.profile.access import Group, Route, Telling
from core.profile.schema import Profile
from core.relay.calls import calls
from core.tickets.commands import AddComment, MoveStatus, Rate
from core.tickets.events import SlaBreached, SlaWarned, TicketRated
from core.tickets.handling import Assign
from core.tickets.ratings import SeeRating
from core.tickets.ready import AddReadyAnswer, ChangeReadyAnswer, RetireReadyAnswer
from core.views.administration import FindRecords, ReadAudit, ReadRecord
from core.views.helping import CannedAnswers
from core.views.hours import ReadDuties, ReadHours
from core.views.queries import StaffCard
from core.views.rated import Among, ReadRatings
from core.views.staffing import ListPeople, ReadPerson
from tests.core.house import ANNA, BORIS, CLARA, IVAN, House

BOTH = {"ru": "Перезагрузка", "en": "Restart"}
GROUP = Group(id="line", label={"ru": "Линия", "en": "Line"}, role="agent")
ROUTE = Route(to="person:anna@desk.example")
TOLD = Telling(on=("opened", "comment"), tell=("assignee",), otherwise=("role:agent",), ways=("mail",))


@pytest.fixture
def profile(profile: Profile) -> Profile:
    notices = profile.notices.model_copy(update={"staff": (TOLD,)})
    changes = {
        "groups": (*profile.groups, GROUP), "routes": (ROUTE,), "notices": notices, "doors": ("telegram", "mail"),
        "zone": "Europe/Moscow",
    }  # fmt: skip
    return profile.model_copy(update=changes)


async def led(house: House) -> None:
    """Anna administrates; Boris and Clara are agents."""
    members = (Member(one.external_id, one.name, f"{one.name.lower()}@desk.example") for one in (ANNA, BORIS, CLARA))
    await house.desk(SyncStaff(tuple(members)), System("test"))
    house.execute(
        f"INSERT INTO grants (person_id, role, service, source)"
        f" VALUES ({house.person(ANNA)}, 'administrator', '', 'command')"
    )


def day(house: House, ahead: int = 0) -> str:
    return (absences.today(house.profile.zone, house.clock.now()) + timedelta(days=ahead)).isoformat()


async def lines(house: House) -> list[tuple[str, str, tuple[tuple[str, str, str], ...]]]:
    return [(one.actor, one.deed, one.changes) for one in await house.ask(ReadAudit(most=50), ANNA)]


# The audit


async def test_each_change_is_one_line_with_who_and_old_to_new_and_what_changes_nothing_is_none(house: House) -> None:
    await led(house)
    await house.desk(AddCompany("K-1", "Farm"), ANNA, "k1")
    await house.desk(AddCompany("K-1", "Farm"), ANNA, "k1")
    await house.desk(ChangeCompany("K-1", "Big farm"), ANNA)
    await house.desk(ChangeCompany("K-1", "Big farm"), ANNA)
    changed, added = await lines(house)
    assert changed == ("Anna", "ChangeCompany", (("name", "Farm", "Big farm"),))
    assert added[:2] == ("Anna", "AddCompany") and {*added[2]} == {("number", "", "K-1"), ("name", "", "Farm")}
    before = len(house.rows("audit"))
    assert (await house.refused(ChangeCompany("K-9", "x"), ANNA)).code is Code.MISSING
    assert (await house.refused(ChangeCompany("K-1", "x"), BORIS)).code is Code.ROLE
    assert len(house.rows("audit")) == before
    with pytest.raises(Refusal):
        await house.ask(ReadAudit(), BORIS)


@pytest.mark.parametrize("statement", ["UPDATE audit SET deed = 'x'", "DELETE FROM audit"])
async def test_a_line_of_the_audit_is_never_changed(house: House, statement: str) -> None:
    await led(house)
    await house.desk(AddCompany("K-1", "Farm"), ANNA)
    with pytest.raises(sa.exc.DatabaseError, match="append-only"):
        house.execute(statement)
    assert len(house.rows("audit")) == 1


# Customers


async def test_who_looked_before_somebody_else_changed_it_is_told(house: House) -> None:
    await led(house)
    await house.desk(AddCompany("K-1", "Farm"), ANNA)
    seen = await house.ask(ReadRecord("companies", ("K-1",)), ANNA)
    await house.desk(ChangeCompany("K-1", "Big farm", seen=seen.mark), ANNA)
    assert (await house.refused(ChangeCompany("K-1", "Small farm", seen=seen.mark), ANNA)).code is Code.OVERTAKEN
    assert (await house.refused(DropRecord("companies", "K-1", seen.mark), ANNA)).code is Code.OVERTAKEN


async def test_what_something_hangs_on_is_not_dropped_and_what_is_free_is(house: House) -> None:
    await led(house)
    await house.desk(AddCompany("K-1", "Farm"), ANNA)
    await house.desk(AddSite("S-1", "K-1", "Lane 1"), ANNA)
    refused = await house.refused(DropRecord("companies", "K-1"), ANNA)
    assert (refused.code, refused.params) == (Code.TIED, {"what": "sites"})
    await house.desk(DropRecord("sites", "S-1"), ANNA)
    await house.desk(DropRecord("companies", "K-1"), ANNA)
    assert (await house.refused(DropRecord("companies", "K-1"), ANNA)).code is Code.MISSING
    assert await house.ask(FindRecords("companies"), ANNA) == ()


async def test_records_and_people_are_found_in_any_case_of_letters_and_page_by_page(house: House) -> None:
    await led(house)
    for n in range(12):
        await house.desk(AddCompany(f"K-{n:02}", f"Ферма № {n}"), ANNA)
    first = await house.ask(FindRecords("companies", "фЕРМА"[1:].lower(), most=9), ANNA)
    assert [one.record["number"] for one in first] == [f"K-{n:02}" for n in range(9)]
    rest = await house.ask(FindRecords("companies", "ферма", after=first[-1].id), ANNA)
    assert [one.record["number"] for one in rest] == ["K-09", "K-10", "K-11"]
    assert [one.name for one in await house.ask(ListPeople("boris"), ANNA)] == ["Boris"]
    assert await house.ask(ListPeople("100%_"), ANNA) == ()
    with pytest.raises(Refusal):
        await house.ask(ListPeople(), BORIS)


# People


async def test_a_person_is_added_changed_and_given_a_role_where_it_holds(house: House) -> None:
    await led(house)
    await house.desk(AddPerson("Zoe", "Zoe@Farm.example", "Europe/Moscow"), ANNA)
    (zoe,) = await house.ask(ListPeople("zoe@"), ANNA)
    assert (await house.refused(AddPerson("Z", "zoe@farm.example"), ANNA)).code is Code.KNOWN
    assert (await house.refused(AddPerson("Z", "nonsense"), ANNA)).code is Code.ADDRESS
    seen = (await house.ask(ReadPerson(zoe.id), ANNA)).mark
    await house.desk(ChangePerson(zoe.id, name="Zoe B", seen=seen), ANNA)
    assert (await house.refused(ChangePerson(zoe.id, name="Zoe C", seen=seen), ANNA)).code is Code.OVERTAKEN
    assert (await house.refused(ChangePerson(zoe.id, zone="Mars/Base"), ANNA)).params["problem"] == "zone"
    taken = ChangePerson(zoe.id, email="boris@desk.example")
    assert (await house.refused(taken, ANNA)).code is Code.ADDRESS_TAKEN
    await house.desk(GrantRole(zoe.id, "agent"), ANNA)
    await house.desk(GrantRole(zoe.id, "agent"), ANNA)
    assert (await house.refused(GrantRole(zoe.id, "blocked"), ANNA)).code is Code.CHOICE
    assert (await house.refused(GrantRole(zoe.id, "agent", "nowhere"), ANNA)).code is Code.SERVICE
    card = await house.ask(ReadPerson(zoe.id), ANNA)
    assert [(one.role, one.source) for one in card.held] == [("agent", "command")] and card.staff
    await house.desk(RevokeRole(zoe.id, "agent"), ANNA)
    assert not (await house.ask(ReadPerson(zoe.id), ANNA)).staff
    assert [deed for _, deed, _ in await lines(house)] == ["RevokeRole", "GrantRole", "ChangePerson", "AddPerson"]


async def test_the_last_administrator_cannot_go_and_the_last_but_one_can(house: House) -> None:
    await led(house)
    anna, boris = house.person(ANNA), house.person(BORIS)
    for command in (RevokeRole(anna, "administrator"), BlockPerson(anna)):
        assert (await house.refused(command, ANNA)).code is Code.LAST_ADMINISTRATOR
    await house.desk(GrantRole(boris, "administrator"), ANNA)
    await house.desk(RevokeRole(anna, "administrator"), ANNA)
    assert (await house.refused(RevokeRole(boris, "administrator"), BORIS)).code is Code.LAST_ADMINISTRATOR
    assert (await house.refused(GrantRole(anna, "administrator"), ANNA)).code is Code.ROLE


async def test_two_administrators_who_dismiss_each_other_at_once_leave_one(
    url: sa.URL, open_house: Callable[[sa.URL], House]
) -> None:
    house, other = open_house(url), open_house(url)
    await led(house)
    anna, boris = house.person(ANNA), house.person(BORIS)
    await house.desk(GrantRole(boris, "administrator"), ANNA)
    answers = await asyncio.gather(
        house.desk(RevokeRole(boris, "administrator"), ANNA), other.desk(RevokeRole(anna, "administrator"), BORIS),
        return_exceptions=True,
    )  # fmt: skip
    assert [isinstance(one, Refusal) for one in answers].count(True) == 1
    assert len(house.rows("grants", role="administrator")) == 1


async def test_what_comes_from_the_channel_is_not_taken_back_here(house: House) -> None:
    await led(house)
    assert (await house.refused(RevokeRole(house.person(BORIS), "agent"), ANNA)).code is Code.INHERITED
    await house.desk(JoinGroup(house.person(BORIS), "line"), ANNA)
    assert [one.id for one in (await house.ask(ReadPerson(house.person(BORIS)), ANNA)).groups] == ["line"]


async def test_whom_access_is_closed_to_does_nothing_until_it_is_open_again(house: House) -> None:
    await led(house)
    await house.opened()
    ivan = house.person(IVAN)
    await house.desk(BlockPerson(ivan), ANNA)
    assert (await house.refused(AddComment(house.rows("tickets")[0].id, "x"), IVAN)).code is Code.MISSING
    assert (await house.ask(ReadPerson(ivan), ANNA)).blocked
    await house.desk(UnblockPerson(ivan), ANNA)
    await house.desk(AddComment(house.rows("tickets")[0].id, "x"), IVAN)


# Ready answers


async def test_a_ready_answer_is_made_offered_changed_retired_and_brought_back(house: House) -> None:
    await led(house)
    ticket = await house.opened()
    await house.desk(Assign(ticket, house.ticket(ticket).workflow_rev, house.person(BORIS)), ANNA)
    await house.desk(AddReadyAnswer(BOTH, {"ru": "{requester}, перезагрузите."}), ANNA)
    id = house.rows("ready_answers")[0].id

    async def offered(by: Visitor = BORIS) -> list[str]:
        found = await house.ask(CannedAnswers(ticket), by)
        return [one.text["en"] for one in found if one.id == f"row:{id}"]

    assert await offered() == ["Иван Петров, перезагрузите."], "what is said in one language is used in all"
    await house.desk(ChangeReadyAnswer(id, BOTH, {"ru": "а", "en": "b"}, "line"), ANNA)
    assert await offered() == [] and await offered(ANNA) == ["b"], "only its group's, and administrators'"
    await house.desk(JoinGroup(house.person(BORIS), "line"), ANNA)
    assert await offered() == ["b"]
    await house.desk(RetireReadyAnswer(id), ANNA)
    await house.desk(RetireReadyAnswer(id), ANNA)
    assert await offered() == []
    await house.desk(RetireReadyAnswer(id, back=True), ANNA)
    assert await offered() == ["b"]


@pytest.mark.parametrize("text", ["{nobody}", "{", "a}b", "{requester!r:>9999999}" + "{x}"])
async def test_a_placeholder_that_stands_for_nothing_is_told_kindly(house: House, text: str) -> None:
    await led(house)
    refused = await house.refused(AddReadyAnswer(BOTH, {"ru": text}), ANNA)
    assert refused.code is Code.PLACEHOLDER and "{number}" in str(refused.params["known"])


# Away, and on call


async def test_who_is_away_gets_nothing_by_itself_and_the_cover_does(house: House) -> None:
    await led(house)
    boris = house.person(BORIS)
    await house.desk(SetAbsence(day(house), day(house, 3), boris), ANNA)
    ticket = await house.opened()
    assert house.ticket(ticket).assignee == boris
    assert (await house.ask(StaffCard(ticket), BORIS)).away is None
    assert [house.address(one.address_id).key for one in house.outbox(kind="call", state="pending")] == [
        "boris@desk.example"
    ]


async def test_who_is_away_without_cover_is_passed_over(house: House) -> None:
    await led(house)
    await house.desk(SetAbsence(day(house), day(house, 3)), ANNA)
    assert house.ticket(await house.opened()).assignee is None


async def test_letters_go_to_the_cover_and_a_summary_to_whoever_comes_back(house: House) -> None:
    await led(house)
    ticket = await house.opened()
    assert house.ticket(ticket).assignee == house.person(ANNA)
    await house.desk(SetAbsence(day(house), day(house, 1), house.person(BORIS)), ANNA)
    card = await house.ask(StaffCard(ticket), BORIS)
    assert card.away and (card.away.cover, card.away.last) == ("Boris", day(house, 1))
    await house.desk(AddComment(ticket, "Still broken"), IVAN)
    called = {(house.address(one.address_id).key, one.state) for one in house.outbox(kind="call")}
    assert ("boris@desk.example", "pending") in called and ("anna@desk.example", "suppressed") in called
    assert await house.jobs.digests_due() == 0 and await house.jobs.absences_over() == 0
    await house.pass_time(2 * DAY / 1_000_000)
    assert await house.jobs.absences_over() == 1 and await house.jobs.absences_over() == 0
    assert await house.jobs.digests_due() == 1
    (letter,) = [one for one in house.outbox(kind="prompt") if one.content.get("letter") == "digest"]
    assert house.address(letter.address_id).key == "anna@desk.example"
    assert letter.content["tickets"][0]["happened"] == ["comment"]
    await house.desk(AddComment(ticket, "And now?"), IVAN)
    assert house.address(house.outbox(kind="call")[-1].address_id).key == "anna@desk.example"


async def test_coming_back_early_sends_the_summary_at_once(house: House) -> None:
    await led(house)
    ticket = await house.opened()
    await house.desk(SetAbsence(day(house), day(house, 9), house.person(BORIS)), ANNA)
    await house.desk(AddComment(ticket, "Still broken"), IVAN)
    await house.desk(EndAbsence(), ANNA)
    await house.desk(EndAbsence(), ANNA)
    assert await house.jobs.digests_due() == 1 and house.rows("absences") == []


async def test_days_that_will_not_do_and_covers_who_cannot_are_refused(house: House) -> None:
    await led(house)
    boris, clara = house.person(BORIS), house.person(CLARA)
    for first, last in ((day(house, 2), day(house, 1)), (day(house, -3), day(house, -1)), ("soon", day(house))):
        assert (await house.refused(SetAbsence(first, last), BORIS)).code is Code.PERIOD
    assert (await house.refused(SetAbsence(day(house), day(house), boris), BORIS)).code is Code.COVER
    await house.desk(SetAbsence(day(house), day(house, 5)), CLARA)
    assert (await house.refused(SetAbsence(day(house, 5), day(house, 9), clara), BORIS)).code is Code.COVER
    assert (await house.refused(SetAbsence(day(house), day(house), None, clara), BORIS)).code is Code.ROLE
    await house.desk(SetAbsence(day(house), day(house, 1), None, clara), ANNA)
    with pytest.raises(Refusal):
        await house.ask(ReadHours(clara), BORIS)
    assert (await house.ask(ReadHours(clara), ANNA)).whom.away is not None


async def test_who_is_on_call_is_set_until_a_day_or_by_a_weekly_list_and_covered(house: House) -> None:
    await led(house)
    boris, clara = house.person(BORIS), house.person(CLARA)
    for one in (boris, clara):
        await house.desk(JoinGroup(one, "line"), ANNA)

    async def now() -> str | None:
        found = next(one for one in await house.ask(ReadDuties(), CLARA) if one.group.id == "line")
        return found.now.name if found.now else None

    assert await now() is None
    await house.desk(SetRota("line", (boris, clara), day(house)), ANNA)
    assert await now() == "Boris"
    await house.desk(SetOnCall("line", clara, day(house)), ANNA)
    assert await now() == "Clara"
    await house.desk(SetAbsence(day(house), day(house, 1), boris), CLARA)
    assert await now() == "Boris", "her cover"
    await house.desk(EndAbsence(), CLARA)
    await house.desk(SetOnCall("line"), ANNA)
    assert await now() == "Boris"
    await house.pass_time(7 * DAY / 1_000_000)
    assert await now() == "Clara"
    assert (await house.refused(SetOnCall("line", house.person(ANNA), day(house)), ANNA)).code is Code.PERSON
    assert (await house.refused(SetOnCall("line", boris, day(house, -1)), ANNA)).code is Code.PERIOD
    assert (await house.refused(SetRota("nowhere", (boris,)), ANNA)).code is Code.CHOICE


async def test_a_step_of_a_ladder_reaches_who_is_on_call_first_and_the_group_once_a_target_is_broken(
    house: House,
) -> None:
    await led(house)
    boris, clara = house.person(BORIS), house.person(CLARA)
    for one in (boris, clara):
        await house.desk(JoinGroup(one, "line"), ANNA)
    ticket = house.ticket(await house.opened())

    async def reached(percent: int) -> list[int]:
        kind = SlaBreached if percent >= 100 else SlaWarned
        event = kind("resolution", 1, percent, house.clock.now(), False, ("group:line",))
        return await house.hop.read(
            lambda conn: [*told.laddered(conn, house.profile, event, ticket, house.clock.now())]
        )

    assert await reached(80) == [boris, clara], "nobody is on call"
    await house.desk(SetOnCall("line", clara, day(house, 1)), ANNA)
    assert await reached(80) == [clara] and await reached(100) == [clara]
    assert await reached(150) == [clara, boris]
    await house.desk(SetAbsence(day(house), day(house, 1)), CLARA)
    assert await reached(80) == [boris, clara], "away without cover: the whole group"
    await house.desk(SetAbsence(day(house), day(house, 1), boris), CLARA)
    assert await reached(80) == [boris]


# Ratings


async def test_a_bad_rating_calls_whose_work_it_was_once(house: House) -> None:
    await led(house)
    assert house.profile.rating is not None
    grades = [one.id for one in house.profile.rating.grades]
    ticket = await house.opened()
    await house.desk(MoveStatus(ticket, house.profile.rating.sources[0], house.ticket(ticket).workflow_rev), ANNA)
    await house.desk(Rate(ticket, grades[-1]), IVAN)
    await house.desk(Rate(ticket, grades[-1], "Too slow"), IVAN)
    await house.desk(Rate(ticket, grades[0]), IVAN)
    rated = [one for one in house.history(ticket) if isinstance(one.event, TicketRated)]
    found = [
        await house.hop.read(lambda conn, one=one: calls(conn, house.profile, one, house.ticket(ticket)))  # type: ignore[misc]
        for one in rated
    ]
    assert [[who.name for who in one] for one in found] == [["Anna"], [], []]
    card = await house.ask(StaffCard(ticket), ANNA)
    assert card.word == "" and len((await house.ask(ReadRatings(), ANNA)).lines) == 3


async def test_every_rating_waits_to_be_read_the_bad_ones_first_and_is_read_once(house: House) -> None:
    await led(house)
    assert house.profile.rating is not None
    grades = [one.id for one in house.profile.rating.grades]
    tickets = [await house.opened(subject=f"T{n}") for n in range(2)]
    for ticket in tickets:
        await house.desk(MoveStatus(ticket, house.profile.rating.sources[0], house.ticket(ticket).workflow_rev), ANNA)
    await house.desk(Rate(tickets[0], grades[-1], "Too slow"), IVAN)
    await house.desk(Rate(tickets[1], grades[0]), IVAN)
    found = (await house.ask(ReadRatings(), BORIS)).lines
    assert [(one.low, one.word, one.by) for one in found] == [
        (True, "Too slow", "Иван Петров"), (False, "", "Иван Петров")
    ]  # fmt: skip
    assert len((await house.ask(ReadRatings(Among.LOW), BORIS)).lines) == 1
    await house.desk(SeeRating(tickets[0], found[0].id), BORIS)
    await house.desk(SeeRating(tickets[0], found[0].id), CLARA)
    assert [one.number for one in (await house.ask(ReadRatings(), ANNA)).lines] == [found[1].number]
    (read,) = (await house.ask(ReadRatings(Among.LOW), BORIS)).lines
    assert read.seen_by == "Boris"
    assert (await house.refused(SeeRating(tickets[1], found[0].id - 10_000), BORIS)).code is Code.MISSING
    with pytest.raises(Refusal):
        await house.ask(ReadRatings(), IVAN)
