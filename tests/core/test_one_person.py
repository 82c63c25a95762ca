"""One person in many ways: joined by proof alone, never by a name; parted again, exactly; shown to nobody else."""

from functools import partial
from typing import Any

import pytest

from core.clock import DAY, SECOND
from core.customers.commands import AddCompany, AddContact
from core.errors import Code, Refusal
from core.kinds import Door, Holder, PersonId, RegistrationId, TicketId, Visitor
from core.people import joins
from core.people import store as people
from core.people.commands import ApproveRegistration, ConfirmAddress, OfferAddress, RequestRegistration
from core.people.identity import ForgetMe, Invite, Part, SharePhone, TakeInvitation
from core.people.person import Role
from core.profile.schema import Profile
from core.storage.schema import metadata
from core.tickets import mutes
from core.tickets.commands import AddComment, OpenTicket
from core.tickets.handling import AddObserver
from core.views.queries import MyTickets, ReadTicket, WhoAmI
from tests.core.house import AHMED, ANNA, BORIS, IVAN, MARY, House
from tests.core.scripted import Scripted

POST = Visitor(Door.MAIL, "ivan@client.example", "Иван", "ru")
PHONE = "+7 (495) 123-45-67"


@pytest.fixture
def profile(default_profile: Profile) -> Profile:
    """The plain desk, with mail."""
    return default_profile.model_copy(update={"doors": (*default_profile.doors, Door.MAIL)})


async def contact(
    house: House, email: str = POST.external_id, phone: str = PHONE, name: str = "Иван Петров"
) -> PersonId:
    """Somebody whom the customers' list knows."""
    await house.staff()
    await house.hop.unit(lambda unit: people.grant(unit, house.person(ANNA), Role.ADMINISTRATOR, "test"))
    if not house.rows("companies"):
        await house.desk(AddCompany("C1", "Horns and Hooves"), ANNA)
    await house.desk(AddContact(email, "C1", name, "", phone), ANNA)
    return PersonId(house.rows("persons", email=email)[0].id)


async def mine(house: House, who: Visitor, *, copied: bool = False) -> list[str]:
    """What stands in their list and is their own; or what they are only in copy of."""
    return [one.subject for one in (await house.ask(MyTickets(), who)).items if one.mine != copied]


async def invited(house: House, email: str = POST.external_id) -> int:
    return int((await house.desk(Invite(email), ANNA)).number)


OF_PEOPLE = ("persons", "identities", "addresses", "observers", "mutes", "contacts", "grants")


def standing(house: House) -> dict[str, Any]:
    """Who is who, and whose is what."""
    rows = {name: [tuple(row) for row in house.rows(name)] for name in OF_PEOPLE}
    for name in ("observers", "mutes"):
        rows[name].sort()
    asked = [(row.id, row.requester, row.contact_id) for row in house.rows("tickets")]
    return rows | {"tickets": asked, "said": [(row.id, row.author) for row in house.rows("messages")]}


async def test_a_mailed_code_makes_one_person_of_a_chat_and_of_whoever_wrote_from_there(house: House) -> None:
    await house.staff()
    await house.desk(OpenTicket("By letter", "Words"), POST)
    await house.opened(IVAN, "By chat")
    await house.confirmed(IVAN, POST.external_id)
    assert house.person(IVAN) == house.person(POST)
    assert await mine(house, IVAN) == await mine(house, POST) == ["By chat", "By letter"]
    assert [row.proof for row in house.rows("identities", door="mail")] == ["code"]
    assert house.events(TicketId(2))[-1] == "RequesterJoined"
    assert "RequesterJoined" not in house.events(TicketId(1))


async def test_a_code_makes_a_chat_the_contact_that_the_customers_list_knows(house: House) -> None:
    known = await contact(house)
    await house.opened(IVAN, "By chat")
    await house.confirmed(IVAN, POST.external_id)
    assert house.person(IVAN) == known
    assert (await house.ask(WhoAmI(), IVAN)).email == POST.external_id
    assert await mine(house, IVAN) == ["By chat"]


async def test_two_chats_with_one_mailbox_stay_two(house: House) -> None:
    """A mailbox may be shared: what one has written is not shown to the other."""
    await house.staff()
    await house.opened(IVAN, "Ivan's")
    await house.opened(MARY, "Mary's")
    await house.confirmed(IVAN, "info@client.example")
    await house.desk(OfferAddress("info@client.example"), MARY)
    wrong = await house.refused(ConfirmAddress(house.code("info@client.example")), MARY)
    assert wrong.code is Code.ADDRESS_TAKEN
    assert await mine(house, MARY) == ["Mary's"]


async def test_a_wrong_code_joins_nobody(house: House) -> None:
    await house.staff()
    await house.desk(OpenTicket("By letter", "Words"), POST)
    await house.desk(OfferAddress(POST.external_id), MARY)
    code = house.code(POST.external_id)
    with pytest.raises(Refusal):
        await house.desk(ConfirmAddress(f"{(int(code) + 1) % 10**6:06}"), MARY)
    assert await mine(house, MARY) == []


async def test_a_phone_of_ones_own_makes_a_chat_the_contact_that_is_known_by_it(house: House) -> None:
    known = await contact(house)
    await house.opened(IVAN, "By chat")
    await house.desk(SharePhone("84951234567"), IVAN)
    assert house.person(IVAN) == known
    assert [row.proof for row in house.rows("identities", door="telegram")] == ["phone"]
    assert await mine(house, IVAN) == ["By chat"]


@pytest.mark.parametrize("phone", ["+7 495 123-45-60", "12345", "", "4567", "+1 212 555 0100"])
async def test_a_phone_that_nobody_has_is_nobodys(house: House, phone: str) -> None:
    await contact(house)
    await house.opened(IVAN)
    assert (await house.refused(SharePhone(phone), IVAN)).code is Code.PHONE


async def test_a_phone_that_two_have_is_nobodys(house: House) -> None:
    await contact(house)
    await contact(house, "second@client.example", "8-495-123 45 67", "Пётр")
    await house.opened(IVAN)
    assert (await house.refused(SharePhone(PHONE), IVAN)).code is Code.PHONE


async def test_a_phone_whose_owner_has_a_chat_is_not_given_to_another(house: House) -> None:
    await contact(house)
    await house.opened(IVAN, "Ivan's")
    await house.desk(SharePhone(PHONE), IVAN)
    await house.opened(MARY)
    assert (await house.refused(SharePhone(PHONE), MARY)).code is Code.PHONE
    assert "Ivan's" not in await mine(house, MARY)


async def test_an_invitation_makes_a_chat_whose_it_was_made_for_and_is_taken_once(house: House) -> None:
    known = await contact(house)
    await house.opened(IVAN, "By chat")
    id = await invited(house)
    await house.desk(TakeInvitation(id), IVAN)
    assert house.person(IVAN) == known
    await house.desk(TakeInvitation(id), IVAN)
    await house.opened(MARY)
    assert (await house.refused(TakeInvitation(id), MARY)).code is Code.INVITATION
    assert len(house.rows("joins")) == 1


async def test_an_old_invitation_and_one_that_another_has_replaced_are_worth_nothing(house: House) -> None:
    await contact(house)
    await house.opened(IVAN)
    first, second = await invited(house), await invited(house)
    assert (await house.refused(TakeInvitation(first), IVAN)).code is Code.INVITATION
    await house.pass_time(joins.VALID // SECOND + 1)
    assert (await house.refused(TakeInvitation(second), IVAN)).code is Code.INVITATION
    assert (await house.refused(TakeInvitation(99), IVAN)).code is Code.INVITATION


async def test_nobody_is_invited_who_is_unknown_of_the_desk_or_not_let_in(house: House) -> None:
    await contact(house)
    for email in ("u2@desk.example", "nobody@client.example"):
        assert (await house.refused(Invite(email), ANNA)).code is Code.PERSON
    assert (await house.refused(Invite(POST.external_id), IVAN)).code in (Code.MISSING, Code.ROLE)


async def test_somebody_of_the_desk_takes_no_invitation(house: House) -> None:
    await contact(house)
    assert (await house.refused(TakeInvitation(await invited(house)), BORIS)).code is Code.INVITATION


async def test_who_is_shut_out_proves_nothing(house: House) -> None:
    await contact(house)
    await house.opened(IVAN)
    await house.hop.unit(lambda unit: people.grant(unit, house.person(IVAN), Role.BLOCKED, "test"))
    id = await invited(house)
    for command in (TakeInvitation(id), SharePhone(PHONE)):
        assert (await house.refused(command, IVAN)).code is Code.MISSING


async def lived(house: House) -> tuple[PersonId, PersonId]:
    """Both have tickets, copies and mutes, alone and together."""
    known = await contact(house)
    await house.desk(OpenTicket("By letter", "Words"), POST)
    await house.opened(IVAN, "By chat")
    await house.opened(AHMED, "Of another")
    await house.opened(AHMED, "Of another, too")
    before = house.person(IVAN)
    for ticket, person in ((1, before), (3, before), (3, known), (4, before), (2, known)):
        await house.desk(AddObserver(TicketId(ticket), person=person), ANNA)
    await house.desk(AddComment(TicketId(3), "Me too"), IVAN)
    for ticket in (2, 3):
        await house.hop.unit(partial(mutes.mute, ticket=TicketId(ticket), by=before))
    return before, known


async def test_what_was_joined_is_parted_again_exactly(house: House) -> None:
    before, known = await lived(house)
    first = standing(house)
    await house.desk(TakeInvitation(await invited(house)), IVAN)
    assert house.person(IVAN) == known
    assert {row.requester for row in house.rows("tickets")} == {known, house.person(AHMED)}
    assert {(row.ticket_id, row.person_id) for row in house.rows("observers")} == {(3, known), (4, known)}
    await house.desk(Part(1), BORIS)
    assert house.person(IVAN) == before
    assert standing(house) == first
    assert house.events(TicketId(2))[-1] == "RequesterParted"
    await house.desk(Part(1), BORIS)
    assert house.events(TicketId(2)).count("RequesterParted") == 1


async def test_neither_reads_the_others_words_once_they_are_parted(house: House) -> None:
    await lived(house)
    await house.desk(TakeInvitation(await invited(house)), IVAN)
    await house.ask(ReadTicket(TicketId(1)), IVAN)
    await house.desk(Part(1), ANNA)
    assert await mine(house, IVAN) == ["By chat"]
    assert await mine(house, POST) == ["By letter"]
    assert await mine(house, IVAN, copied=True) == ["Of another, too", "Of another", "By letter"], "as before"
    assert await mine(house, POST, copied=True) == ["Of another", "By chat"]
    channel = Scripted()
    await house.out(channel)
    channel.arrived.clear()
    await house.desk(AddComment(TicketId(1), "A word"), ANNA)
    await house.out(channel)
    told = [one.delivery for one in channel.arrived]
    assert [one.address for one in told] == [IVAN.external_id], "in copy of it, as before"


async def test_a_link_that_was_mailed_before_still_opens_its_page(house: House) -> None:
    before, _ = await lived(house)
    link = Holder(before, Door.WEB)
    await house.desk(TakeInvitation(await invited(house)), IVAN)
    assert (await house.ask(ReadTicket(TicketId(2)), link)).card.subject == "By chat"
    await house.desk(AddComment(TicketId(2), "By the page"), link)
    await house.desk(ForgetMe(), IVAN)
    with pytest.raises(Refusal):
        await house.ask(ReadTicket(TicketId(2)), link)


async def test_two_are_parted_for_a_month_by_the_desk_alone(house: House) -> None:
    await lived(house)
    await house.desk(TakeInvitation(await invited(house)), IVAN)
    assert (await house.refused(Part(1), AHMED)).code is Code.MISSING
    assert (await house.refused(Part(7), ANNA)).code is Code.JOIN
    await house.pass_time(31 * DAY // SECOND)
    assert (await house.refused(Part(1), ANNA)).code is Code.JOIN


async def test_nothing_is_undone_of_somebody_who_is_forgotten(house: House) -> None:
    await lived(house)
    await house.desk(TakeInvitation(await invited(house)), IVAN)
    await house.desk(ForgetMe(), IVAN)
    await house.desk(Part(1), ANNA)
    assert [row for row in house.rows("identities", door="telegram") if row.external_id == IVAN.external_id] == []


async def test_a_joining_leaves_no_row_with_whoever_went_in(house: House) -> None:
    """But for what histories and lists of decisions say, which name a person for good."""
    before, _ = await lived(house)
    await house.desk(TakeInvitation(await invited(house)), IVAN)
    kept = {("events", "actor"), ("joins", "before_id"), ("grants", "person_id"), ("registrations", "decided_by")}
    for name, table in metadata.tables.items():
        for column in table.columns:
            if (
                any(key.target_fullname == "persons.id" for key in column.foreign_keys)
                and (name, column.name) not in kept
            ):
                assert before not in [getattr(row, column.name) for row in house.rows(name)], (name, column.name)


@pytest.mark.parametrize("command", [SharePhone(PHONE), None])
async def test_a_stranger_proves_to_be_known_and_is_let_in_by_that(house: House, command: SharePhone | None) -> None:
    access = house.profile.access.model_copy(update={"strangers": "register"})
    house.desk._profile = house.ask._profile = house.profile.model_copy(update={"access": access})
    known = await contact(house)
    said = {"surname": "Петров", "first_name": "Иван", "email": "other@client.example", "phone": PHONE}
    await house.desk(RequestRegistration(said), IVAN)
    await house.desk(command or TakeInvitation(await invited(house)), IVAN)
    assert house.person(IVAN) == known
    assert [row.state for row in house.rows("registrations")] == ["withdrawn"]
    await house.opened(IVAN, "Let in")
    assert await mine(house, IVAN) == ["Let in"]


async def test_a_phone_that_somebody_had_only_named_is_no_proof(house: House) -> None:
    """A stranger who was let in with another's number is not made one with its owner."""
    access = house.profile.access.model_copy(update={"strangers": "register"})
    house.desk._profile = house.ask._profile = house.profile.model_copy(update={"access": access})
    await contact(house, "boss@client.example", "")
    said = {"surname": "P", "first_name": "I", "email": POST.external_id, "phone": PHONE}
    await house.desk(RequestRegistration(said, proved=True), POST)
    company = house.rows("companies")[0].id
    await house.desk(ApproveRegistration(RegistrationId(1), None, company), ANNA)
    await house.desk(OpenTicket("Of the first", "Words"), POST)
    assert (await house.refused(SharePhone(PHONE), MARY)).code is Code.PHONE
