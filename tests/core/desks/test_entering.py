"""C1, E1, E15: what an agent takes down for somebody else, on the phone or from a message; nobody kept twice."""

import asyncio
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from core.clock import DAY
from core.customers.commands import AddCompany, AddContact, AddSite
from core.errors import Code, Refusal
from core.kinds import Door, Origin, PersonId, TicketId, Visitor
from core.outbox.model import Kind
from core.people.person import Newcomer
from core.tickets.commands import Attachment, OpenTicket
from core.tickets.handling import EnterTicket
from core.views.entering import EnteringOffers, FindPeople
from core.views.queries import ReadTicket, StaffCard
from tests.core.desks.made import BOSS, DEMO, peopled
from tests.core.house import ANNA, BORIS, CHANNEL, IVAN, MARY, House

PETR = Newcomer("Пётр Сергеевич Орлов", "petr@farm.example", "+7 (912) 345-67-89")
ELSEWHERE = Origin(Door.SLACK, "C0TALK", "100.1")


@pytest.fixture
async def here(house: House) -> House:
    await peopled(house)
    return house


async def entered(house: House, newcomer: Newcomer | None = PETR, by: Visitor = ANNA, **said: object) -> TicketId:
    opening = OpenTicket("Нет света", "Звонил сам", came_by=Door.PHONE, **said)  # type: ignore[arg-type]
    made = await house.desk(EnterTicket(opening, newcomer), by)
    assert made.ticket is not None
    return made.ticket


def requester(house: House, ticket: TicketId) -> PersonId:
    return house.ticket(ticket).requester


async def test_a_call_is_a_ticket_with_its_source_and_the_caller_hears_of_it_by_mail(here: House) -> None:
    ticket = await entered(here)
    row = here.rows("tickets", id=ticket)[0]
    assert (row.source, row.source_id) == ("phone", "call")
    card = await here.ask(StaffCard(ticket), ANNA)
    assert card.requester.name == PETR.name and card.source is Door.PHONE
    [told] = here.outbox(ticket_id=ticket, kind=Kind.NOTICE.value)
    assert here.address(told.address_id).key == PETR.email and told.state == "pending"


async def test_whoever_cannot_be_reached_is_told_nothing_and_the_ticket_stands(here: House) -> None:
    ticket = await entered(here, Newcomer("Пётр", phone="8 912 345 67 89"))
    assert here.outbox(ticket_id=ticket, kind=Kind.NOTICE.value) == []
    assert here.rows("persons", id=requester(here, ticket))[0].phone == "8 912 345 67 89"


async def test_the_same_caller_is_one_person_by_mail_or_by_phone_and_name(here: House) -> None:
    first = requester(here, await entered(here))
    for again in (
        Newcomer("П. Орлов", "PETR@farm.example"), Newcomer("Орлов Пётр", phone="8 (912) 345 67 89"),
        Newcomer("", phone="+79123456789"),
    ):  # fmt: skip
        assert requester(here, await entered(here, again)) == first
    assert len(here.rows("persons", phone=PETR.phone)) == 1


async def test_a_phone_that_is_somebody_elses_is_refused_until_a_mail_address_tells_them_apart(here: House) -> None:
    first = requester(here, await entered(here))
    other = Newcomer("Анна Белова", phone=PETR.phone)
    refused = await here.refused(EnterTicket(OpenTicket("A", "B"), other), ANNA)
    assert refused.code is Code.PARTICULAR
    assert (refused.params["problem"], refused.params["who"]) == ("taken", PETR.name)
    second = requester(here, await entered(here, Newcomer(other.name, "anna@farm.example", other.phone)))
    assert second != first


@pytest.mark.parametrize(("said", "about"), [
    (Newcomer(""), "first_name"), (Newcomer("A", "no mail"), "email"), (Newcomer("A", phone="звонил"), "phone"),
])  # fmt: skip
async def test_what_cannot_be_kept_of_a_caller_is_said_and_leaves_nothing(
    here: House, said: Newcomer, about: str
) -> None:
    refused = await here.refused(EnterTicket(OpenTicket("A", "B"), said), ANNA)
    assert (refused.code, refused.params["particular"]) == (Code.PARTICULAR, about)


async def test_a_phone_never_makes_somebody_of_the_desk_the_caller(here: House) -> None:
    here.execute(f"UPDATE persons SET phone = '{PETR.phone}' WHERE id = {here.person(BORIS)}")
    ticket = await entered(here, Newcomer(BORIS.name, phone=PETR.phone))
    assert requester(here, ticket) != here.person(BORIS)


async def test_only_the_desks_people_enter_tickets_or_say_what_staff_say(here: House) -> None:
    await here.opened(IVAN)
    for by, code in ((IVAN, Code.MISSING), (DEMO, Code.ROLE)):
        assert (await here.refused(EnterTicket(OpenTicket("A", "B"), PETR), by)).code is code
        for query in (EnteringOffers(), FindPeople("Пётр")):
            with pytest.raises(Refusal) as refused:
                await here.ask(query, by)  # type: ignore[arg-type]
            assert refused.value.code is code
    for said in (OpenTicket("A", "B", came_by=Door.PHONE), OpenTicket("A", "B", ties={"company": "C1"})):
        assert (await here.refused(said, IVAN)).code is Code.MISSING
    assert (await here.refused(EnterTicket(OpenTicket("A", "B", ties={"type": "task"})), ANNA)).code is Code.CHOICE


async def test_ties_date_fields_and_a_hidden_note_are_said_at_once(here: House) -> None:
    await here.desk(AddCompany("C1", "Ферма"), BOSS)
    await here.desk(AddSite("S1", "C1", "Lane 1"), BOSS)
    due = here.clock.now() + DAY
    opening = OpenTicket("Нет света", "", type="task", fields={"plan": "Заменить"}, ties={"site": "S1"})
    made = await here.desk(EnterTicket(opening, PETR, due, "Клиент сердит"), ANNA)
    assert made.ticket is not None
    card = await here.ask(StaffCard(made.ticket), ANNA)
    assert (card.site and card.site.number, card.company and card.company.number) == ("S1", "C1")
    assert (card.type.id, card.due_at) == ("task", due)
    assert here.events(made.ticket)[:3] == ["TicketOpened", "TicketTriaged", "NoteAdded"]
    words = (await here.ask(ReadTicket(made.ticket, most=9), ANNA)).messages.items
    assert [(one.internal, one.body) for one in words] == [(False, ""), (True, "Клиент сердит")]
    refused = await here.refused(EnterTicket(OpenTicket("A", "B", type="task"), PETR), ANNA)
    assert (refused.code, refused.params["question"]) == (Code.FIELD, "plan")
    assert len(here.rows("persons", email=PETR.email)) == 1


async def test_of_one_message_one_ticket_is_made_also_by_two_at_once(
    url: sa.URL, here: House, open_house: Callable[[sa.URL], House]
) -> None:
    other = open_house(url)
    answer = {"made": True, "thread": "100.1"}

    def wish(by: str) -> EnterTicket:
        file = Attachment("a.txt", "text/plain", {"id": "F1"})
        return EnterTicket(OpenTicket("A", by, origin=ELSEWHERE, attachments=(file,)), answer=answer)

    made = await asyncio.gather(here.desk(wish("anna"), ANNA), other.desk(wish("boris"), BORIS))
    late = await here.desk(wish("again"), ANNA)
    assert len({one.ticket for one in (*made, late)}) == 1 and late.repeated
    assert sorted(one.repeated for one in made) == [False, True]
    [said] = here.outbox(kind=Kind.PROMPT.value)
    assert said.content == answer | {"ticket": late.ticket, "number": late.number}
    place = here.address(said.address_id)
    assert (place.door, place.key, place.person_id) == ("slack", "C0TALK", None)
    assert [row.source for row in here.rows("tickets")] == ["slack"]


async def test_files_of_a_message_in_the_agents_channel_stand_in_the_tickets_thread_too(here: House) -> None:
    file = Attachment("a.txt", "text/plain", {"id": "F1"})
    origin = Origin(Door.SLACK, CHANNEL, "100.1")
    made = await here.desk(EnterTicket(OpenTicket("A", "B", origin=origin, attachments=(file,))), ANNA)
    await here.stored()
    assert [row.ticket_id for row in here.outbox(kind=Kind.FILE.value)] == [made.ticket]


async def test_a_contact_of_the_customers_list_is_told_by_mail(here: House) -> None:
    await here.desk(AddCompany("C1", "Ферма"), BOSS)
    await here.desk(AddContact("olga@farm.example", "C1", "Ольга Рожь", phone="+7 495 111-22-33"), BOSS)
    [olga] = await here.ask(FindPeople("рожь"), ANNA)
    made = await here.desk(EnterTicket(OpenTicket("A", "B", requester=olga.id)), ANNA)
    [told] = here.outbox(ticket_id=made.ticket, kind=Kind.NOTICE.value)
    assert here.address(told.address_id).key == "olga@farm.example"
    card = await here.ask(StaffCard(made.ticket or TicketId(0)), ANNA)
    assert card.company and card.company.number == "C1"


async def test_people_are_found_by_name_mail_phone_and_company_in_any_case(here: House) -> None:
    await here.opened(MARY)
    await here.desk(AddCompany("C1", "Ферма «Рассвет»"), BOSS)
    await here.desk(AddContact("olga@farm.example", "C1", "Ольга Рожь", phone="+7 495 111-22-33"), BOSS)
    await entered(here)
    for text, name in (
        ("ОЛЬГА", "Ольга Рожь"), ("рассвет", "Ольга Рожь"), ("ольга рассвет", "Ольга Рожь"), ("olga@", "Ольга Рожь"),
        ("8 (495) 111 22 33", "Ольга Рожь"), ("орлов", PETR.name), ("345-67-89", PETR.name), ("mary", MARY.name),
    ):  # fmt: skip
        assert [one.name for one in await here.ask(FindPeople(text), ANNA)] == [name], text
    for nobody in ("%", "_", "\\", "ольга орлов", "0000000000"):
        assert await here.ask(FindPeople(nobody), ANNA) == (), nobody
    [me] = await here.ask(FindPeople("  "), ANNA)
    assert me.id == here.person(ANNA)
    here.execute(f"INSERT INTO grants (person_id, role, source) VALUES ({here.person(MARY)}, 'blocked', 'test')")
    assert await here.ask(FindPeople("mary"), ANNA) == ()
