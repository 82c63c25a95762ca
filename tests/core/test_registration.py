"""A5: strangers say who they are, agents let them in; one person, one request, one decision."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from core.clock import DAY, SECOND
from core.customers.commands import AddCompany, AddContact
from core.errors import Code, Refusal
from core.inbox.waiting import awaiting
from core.journeys import registering
from core.kinds import Actor, Audience, Door, PersonId, RegistrationId, System, Visitor
from core.outbox.endings import Ending, RetryLater, Sent
from core.outbox.model import Kind
from core.people import store as people
from core.people.commands import (
    ApproveRegistration,
    DeclineRegistration,
    PutOff,
    RequestRegistration,
    WithdrawRegistration,
)
from core.people.identity import Part
from core.people.person import Role
from core.profile.access import Particular
from core.profile.load import load
from core.profile.schema import Profile
from core.relay.channel import Delivery
from core.storage.unit import Unit
from core.tickets.commands import OpenTicket
from core.views.admission import MyRegistration, ReadParticular
from core.views.queries import WhoAmI
from core.views.strangers import RegistrationCard
from tests.core.house import ANNA, BORIS, CHANNEL, IVAN, MARY, House
from tests.core.scripted import Scripted

PROFILES = Path(__file__).parent.parent.parent / "profiles"
SAID = {
    "surname": "Петров", "first_name": "Иван", "patronymic": "Ильич", "position": "Инженер",
    "email": "Ivan@Client.Example", "phone": "+7 (999) 000-11-22",
}  # fmt: skip
POST = Visitor(Door.MAIL, "ivan@client.example", "ivan@client.example", "ru")
FIRST = RegistrationId(1)
BOSS = PersonId(1)


@pytest.fixture
def profile() -> Profile:
    return load(PROFILES / "field-service.toml")


async def asked(house: House, by: Visitor = IVAN, **more: Any) -> Any:
    await house.desk(RequestRegistration(SAID, **more), by)
    return house.rows("registrations")[-1]


def scripted(*endings: Ending) -> Scripted:
    channel = Scripted(Door.SLACK)
    channel.script[CHANNEL] = list(endings)
    return channel


def got(channel: Scripted) -> list[Delivery]:
    return [one.delivery for one in channel.arrived]


async def test_a_stranger_is_let_in_by_an_agent_and_may_open_at_once(house: House) -> None:
    await house.staff()
    assert (await house.refused(OpenTicket("A", "B"), IVAN)).code is Code.UNREGISTERED
    row = await asked(house, words="Нет гудка")
    assert row.particulars == SAID | {"email": "ivan@client.example"}
    assert (row.state, row.phone, row.words) == ("waiting", "9990001122", "Нет гудка")
    (shown,) = house.outbox(kind=Kind.REGISTRATION.value)
    assert (house.address(shown.address_id).key, shown.audience) == (CHANNEL, Audience.INTERNAL.value)
    await house.desk(ApproveRegistration(FIRST), ANNA)
    me = await house.ask(WhoAmI(), IVAN)
    assert (me.name, me.outside) == ("Иван Ильич Петров", False)
    assert [row.content["screen"] for row in house.notices(IVAN)] == ["registration"]
    assert (await house.refused(OpenTicket("A", "B"), IVAN)).code is Code.FIELD
    assert house.rows("registrations")[0].decided_by == house.person(ANNA)


async def test_a_claimed_address_is_nobodys_until_it_is_proved(house: House) -> None:
    """A letter from it is not his to read, though an agent has let him in."""
    await house.staff()
    await asked(house)
    await house.desk(ApproveRegistration(FIRST), ANNA)
    assert house.rows("persons", id=house.person(IVAN))[0].email is None
    assert (await house.refused(OpenTicket("A", "B"), POST)).code is Code.UNREGISTERED


async def test_who_holds_the_link_of_the_letter_has_proved_the_address(house: House) -> None:
    await house.staff()
    await asked(house, POST, proved=True)
    await house.desk(ApproveRegistration(FIRST), ANNA)
    (identity,) = house.rows("identities", door="mail")
    assert (identity.proof, house.rows("persons", id=identity.person_id)[0].email) == ("link", POST.external_id)


async def test_letters_that_waited_are_read_again_in_the_unit_of_the_approval(house: House) -> None:
    await house.staff()
    for name, why in (
        ("1", awaiting(POST.external_id)),
        ("2", awaiting("eve@evil.example")),
        ("3", "the sender is forged"),
    ):
        await house.hop.unit(lambda unit, name=name, why=why: _aside(unit, name, why))  # type: ignore[misc]
    await asked(house, POST, proved=True)
    await house.desk(ApproveRegistration(FIRST), ANNA)
    assert [(row.external_id, row.state) for row in house.inbox()] == [("1", "new"), ("2", "aside"), ("3", "aside")]
    (told,) = [row for row in house.notices(POST) if row.kind == "prompt"]
    assert (told.content["letter"], told.content["letters"]) == ("registration-approved", 1)


def _aside(unit: Unit, name: str, why: str) -> None:
    unit.conn.exec_driver_sql(
        "INSERT INTO inbox (source, external_id, conversation, received_at, payload, state, attempts, due_at, error)"
        f" VALUES ('mail', '{name}', 'x', 0, '{{}}', 'aside', 1, 0, '{why}')"
    )


async def test_a_letter_is_not_set_aside_for_somebody_who_is_let_in_meanwhile(house: House) -> None:
    await house.staff()
    await house.desk(PutOff(POST.external_id), System("mail"))
    await asked(house, POST, proved=True)
    await house.desk(PutOff(POST.external_id), System("mail"))
    await house.desk(ApproveRegistration(FIRST), ANNA)
    assert (await house.refused(PutOff(POST.external_id), System("mail"))).code is Code.LET_IN


async def test_of_two_approvers_one_wins_and_the_other_is_told_who(house: House) -> None:
    await house.staff()
    await asked(house)

    async def pressed(by: Actor, key: str) -> Code | None:
        try:
            await house.desk(ApproveRegistration(FIRST), by, key)
        except Refusal as refusal:
            assert refusal.params["who"] in ("Anna", "Boris")
            return refusal.code
        return None

    found = await asyncio.gather(pressed(ANNA, "a"), pressed(BORIS, "b"))
    assert sorted(found, key=str) == [None, Code.DECIDED] or found in ([None, Code.DECIDED], [Code.DECIDED, None])
    assert len(house.notices(IVAN)) == 1
    assert await pressed(ANNA, "a") == found[0]
    assert (await house.refused(DeclineRegistration(FIRST), BORIS)).params["state"] == "approved"


async def test_a_request_that_waits_is_changed_in_place_and_shown_once(house: House) -> None:
    await house.staff()
    channel = scripted(Sent("1"), Sent("1"))
    await asked(house, words="Первое")
    await house.out(channel)
    await house.desk(RequestRegistration(SAID | {"position": "Мастер"}), IVAN)
    await house.desk(RequestRegistration(SAID | {"position": "Директор"}), IVAN)
    await house.out(channel)
    (row,) = house.rows("registrations")
    assert (row.particulars["position"], row.words) == ("Директор", "Первое")
    assert [(one.shown.card, one.id) for one in got(channel)] == [
        (None, "e0-registration1-0"),
        ("1", "e0-registration1-0"),
    ]
    card = got(channel)[-1].content
    assert isinstance(card, RegistrationCard) and card.particulars["position"] == "Директор"


async def test_withdrawn_and_asked_again_is_the_same_request(house: House) -> None:
    await house.staff()
    await asked(house)
    await house.desk(WithdrawRegistration(), IVAN)
    assert (await house.refused(ApproveRegistration(FIRST), ANNA)).code is Code.DECIDED
    assert (await house.refused(WithdrawRegistration(), IVAN)).code is Code.NO_REQUEST
    await asked(house)
    assert [row.state for row in house.rows("registrations")] == ["waiting"]
    await house.desk(ApproveRegistration(FIRST), ANNA)


async def test_who_was_declined_may_ask_again_when_a_day_has_passed(house: House) -> None:
    await house.staff()
    await asked(house)
    await house.desk(DeclineRegistration(FIRST, "Не наш клиент", told=True), ANNA)
    mine = await house.ask(MyRegistration(), IVAN)
    assert (mine.state, mine.reason) == ("declined", "Не наш клиент") and mine.again_at
    assert (await house.refused(RequestRegistration(SAID), IVAN)).code is Code.DECLINED
    house.hands.forward(DAY / SECOND + 1)
    await asked(house)
    assert [row.state for row in house.rows("registrations")] == ["declined", "waiting"]


async def test_a_reason_that_is_for_the_desk_alone_reaches_nobody_else(house: House) -> None:
    await house.staff()
    await asked(house)
    await house.desk(DeclineRegistration(FIRST, "Похоже на мошенника"), ANNA)
    assert "мошенника" not in str([row.content for row in house.outbox()])
    assert (await house.ask(MyRegistration(), IVAN)).reason == ""
    await asked(house, MARY)
    assert (await house.refused(DeclineRegistration(RegistrationId(2), told=True), ANNA)).code is Code.EMPTY


async def _contact(house: House) -> PersonId:
    await house.hop.unit(lambda unit: people.grant(unit, house.person(ANNA), Role.ADMINISTRATOR, "test"))
    await house.desk(AddCompany("K-1", "Ромашка"), ANNA)
    await house.desk(AddContact("office@client.example", "K-1", "И. Петров", phone="8 999 000 11 22"), ANNA)
    return PersonId(house.rows("contacts")[0].person_id)


async def test_an_approver_says_that_a_stranger_is_somebody_known_by_the_same_phone(house: House) -> None:
    await house.staff()
    known = await _contact(house)
    await asked(house)
    channel = scripted(Sent("1"))
    await house.out(channel)
    card = got(channel)[0].content
    assert isinstance(card, RegistrationCard)
    assert [(one.person, one.company_name) for one in card.known] == [(known, "Ромашка")]
    await house.desk(ApproveRegistration(FIRST, known), ANNA)
    assert house.person(IVAN) == known
    assert (await house.ask(WhoAmI(), IVAN)).name == "И. Петров"
    assert house.rows("identities", door="telegram")[0].proof == "approved"
    assert house.rows("registrations")[0].person_id == known


async def test_that_a_stranger_was_let_in_as_somebody_known_can_be_undone(house: House) -> None:
    await house.staff()
    known = await _contact(house)
    await asked(house)
    asker = house.person(IVAN)
    await house.desk(ApproveRegistration(FIRST, known), ANNA)
    (join,) = house.rows("joins")
    channel = scripted(Sent("1"))
    await house.out(channel)
    card = got(channel)[-1].content
    assert isinstance(card, RegistrationCard) and card.joined == join.id
    for _ in range(2):
        await house.desk(Part(join.id), BORIS)
    assert house.person(IVAN) == asker != known
    (row,) = house.rows("registrations")
    assert (row.person_id, row.state, row.decided_by) == (asker, "waiting", None)
    assert (await house.ask(WhoAmI(), IVAN)).name != "И. Петров"
    assert house.rows("identities", door="telegram")[0].proof == "channel"
    assert (await house.refused(OpenTicket("A", "B"), IVAN)).code is Code.UNREGISTERED
    await house.desk(ApproveRegistration(FIRST), ANNA)
    assert house.person(IVAN) == asker and house.rows("registrations")[0].state == "approved"


async def test_a_new_person_may_speak_for_the_company_of_somebody_known(house: House) -> None:
    await house.staff()
    await _contact(house)
    await asked(house)
    await house.desk(ApproveRegistration(FIRST, company=house.rows("companies")[0].id), ANNA)
    (_, tie) = house.rows("contacts")
    assert (tie.person_id, tie.position, tie.phone) == (house.person(IVAN), "Инженер", "+7 (999) 000-11-22")


async def test_nobody_becomes_one_of_the_desk_by_naming_their_address(house: House) -> None:
    await house.staff()
    await house.desk(RequestRegistration(SAID | {"email": "u1@desk.example"}), IVAN)
    assert house.rows("persons", email="u1@desk.example")
    for other in (house.person(ANNA), house.person(BORIS), PersonId(999)):
        assert (await house.refused(ApproveRegistration(FIRST, other), BORIS)).code is Code.PERSON
    assert house.rows("registrations")[0].state == "waiting"


async def test_an_operators_grant_ends_a_waiting_request(house: House) -> None:
    await house.staff()
    await asked(house)

    def granted(unit: Unit) -> None:
        people.revoke(unit, house.person(IVAN), Role.GUEST, "door")
        registering.granted(unit, house.person(IVAN))

    await house.hop.unit(granted)
    (row,) = house.rows("registrations")
    assert (row.state, row.decided_by) == ("approved", None)
    assert (await house.refused(ApproveRegistration(FIRST), ANNA)).params["who"] == "—"
    assert (await house.refused(RequestRegistration(SAID), IVAN)).code is Code.LET_IN


@pytest.mark.parametrize(
    ("id", "said", "problem"),
    [
        ("surname", "  ", "empty"), ("surname", "я" * 301, "long"), ("email", "ivan at client", "mail"),
        ("email", "a@b.example\r\nBcc: x@y.example", "mail"), ("phone", "позвоните", "phone"),
        ("phone", "123", "phone"), ("phone", "1" * 40, "phone"), ("shoe_size", "43", "unknown"),
    ],
)  # fmt: skip
async def test_what_cannot_be_kept_is_named(sqlite_house: House, id: str, said: str, problem: str) -> None:
    with pytest.raises(Refusal) as refused:
        await sqlite_house.ask(ReadParticular(id, said), IVAN)
    assert (refused.value.code, refused.value.params) == (Code.PARTICULAR, {"particular": id, "problem": problem})


@pytest.mark.parametrize(
    ("id", "said", "kept"),
    [
        ("phone", "8 (495) 123-45-67 доб. 12", "8 (495) 123-45-67 доб. 12"),
        ("email", "mailto:A@B.Example ", "a@b.example"),
        ("surname", "  Римский-\n Корсаков\u202e", "Римский- Корсаков"), ("patronymic", " ", ""),
        ("first_name", "я" * 300, "я" * 300),
    ],
)  # fmt: skip
async def test_what_is_said_is_kept_in_one_line(sqlite_house: House, id: str, said: str, kept: str) -> None:
    assert await sqlite_house.ask(ReadParticular(id, said), IVAN) == kept


async def test_a_card_that_may_have_arrived_is_sent_on_and_one_request_blocks_no_other(house: House) -> None:
    await house.staff()
    await asked(house)
    await asked(house, MARY)
    channel = scripted(RetryLater("busy"), Sent("2"))
    await house.out(channel)
    assert [one.id for one in got(channel)] == ["e0-registration1-0", "e0-registration2-0"]
    assert house.rows("posts", ref="2")[0].registration_id == 2


async def test_a_refusing_desk_takes_no_requests(open_house: Any, sqlite_url: sa.URL, profile: Profile) -> None:
    shut = profile.model_copy(update={"access": profile.access.model_copy(update={"strangers": "refused"})})
    house = open_house(sqlite_url)
    house.desk._profile = shut
    assert (await house.refused(RequestRegistration(SAID), IVAN)).code is Code.CLOSED


async def test_the_profile_says_what_is_asked_and_in_which_order(
    open_house: Any, sqlite_url: sa.URL, profile: Profile
) -> None:
    asked_for = (Particular(id="phone"), Particular(id="first_name", required=True))
    own = profile.model_copy(update={"access": profile.access.model_copy(update={"particulars": asked_for})})
    house = open_house(sqlite_url)
    house.desk._profile = house.ask._profile = own
    mine = await house.ask(MyRegistration(), IVAN)
    assert [(one.id, one.required) for one in mine.asked] == [("phone", False), ("first_name", True)]
    await house.desk(RequestRegistration({"first_name": "Иван", "surname": "Петров", "phone": " "}), IVAN)
    assert house.rows("registrations")[0].particulars == {"first_name": "Иван"}
    refused = await house.refused(RequestRegistration({"surname": "Петров"}), IVAN)
    assert refused.params == {"particular": "first_name", "problem": "empty"}
