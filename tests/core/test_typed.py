"""What is typed into a form is read before anything is opened; what is not let in is not asked (A5, B3)."""

import pytest

from core.errors import Code, Refusal
from core.kinds import Visitor
from core.profile.schema import Profile
from core.views.forms import Questions, WhatIsAsked
from core.views.queries import TicketTypes
from core.views.typed import ReadAddresses, ReadAnswer
from tests.core.house import ANNA, IVAN, MARY, House

FIELDS = [
    {"id": "count", "label": {"ru": "Сколько", "en": "How many"}, "kind": "number"},
    {"id": "since", "label": {"ru": "С какого дня", "en": "Since"}, "kind": "date"},
    {"id": "machine", "label": {"ru": "Машина", "en": "Machine"}, "kind": "equipment"},
]


@pytest.fixture
def profile(default_profile: Profile) -> Profile:
    raw = default_profile.model_dump(by_alias=True, mode="json")
    types = [{**raw["types"][0], "fields": ["count", "since", "machine"]}, {**raw["types"][1], "public": False}]
    services = [
        {"id": "one", "label": {"ru": "Одна", "en": "One"}, "types": [types[0]["id"]]},
        {"id": "two", "label": {"ru": "Две", "en": "Two"}},
    ]
    return Profile.model_validate({**raw, "types": types, "fields": FIELDS, "services": services})


async def _owners(house: House) -> None:
    await house.opened(IVAN)
    await house.opened(MARY)
    ivan = house.rows("identities", external_id=IVAN.external_id)[0].person_id
    house.execute("INSERT INTO companies (id, number, name, zone, level) VALUES (1, 'C-1', 'Farm', '', '')")
    house.execute(f"INSERT INTO contacts (person_id, company_id, position, phone) VALUES ({ivan}, 1, '', '')")
    house.execute("INSERT INTO equipment (id, serial, model, company_id) VALUES (1, 'SN-1', 'Big Fan', 1)")


async def _problem(house: House, field: str, text: str, by: Visitor = IVAN) -> object:
    with pytest.raises(Refusal) as refused:
        await house.ask(ReadAnswer(field, text), by)
    assert refused.value.code is Code.FIELD and refused.value.params["question"] == field
    return refused.value.params["problem"]


async def test_an_answer_is_read_as_a_ticket_would_keep_it(sqlite_house: House) -> None:
    house = sqlite_house
    await _owners(house)
    for field, text, read in (
        ("count", "1 200,5", "1200.5"), ("since", "31.12.2026", "2026-12-31"), ("machine", "SN-1", "SN-1"),
        ("machine", "big fan", "SN-1"), ("machine", "sn-1", "SN-1"), ("count", " ", ""),
    ):  # fmt: skip
        assert await house.ask(ReadAnswer(field, text), IVAN) == read, (field, text)


async def test_a_wrong_answer_is_refused_with_its_reason(sqlite_house: House) -> None:
    house = sqlite_house
    await _owners(house)
    assert await _problem(house, "count", "many") == "number"
    assert await _problem(house, "since", "yesterday") == "date"
    assert await _problem(house, "machine", "SN-404") == "unknown"
    assert await _problem(house, "machine", "SN-1", MARY) == "unknown", "somebody else's is as unknown as any other"


async def test_addresses_of_observers_are_read_one_by_one(sqlite_house: House) -> None:
    house = sqlite_house
    read = await house.ask(ReadAddresses("Boss@Farm.example,  vet@farm.example;\nboss@farm.example"), IVAN)
    assert read == ("boss@farm.example", "vet@farm.example")
    for text, code in (("boss@farm.example and others", Code.ADDRESS),
                       (" ".join(f"p{n}@farm.example" for n in range(21)), Code.CROWDED)):  # fmt: skip
        with pytest.raises(Refusal) as refused:
            await house.ask(ReadAddresses(text), IVAN)
        assert refused.value.code is code


async def test_without_a_type_the_questions_are_those_of_the_type_that_the_ticket_gets(sqlite_house: House) -> None:
    for service in (None, "one", "two"):
        asked = await sqlite_house.ask(Questions(None, {}, service), IVAN)
        assert [one.id for one in asked] == ["count", "since", "machine"]


async def test_internal_types_are_offered_to_staff_alone(sqlite_house: House) -> None:
    await sqlite_house.staff()
    assert [one.id for one in await sqlite_house.ask(TicketTypes(), IVAN)] == ["question"]
    assert [one.id for one in await sqlite_house.ask(TicketTypes(), ANNA)] == ["question", "incident"]


class TestTheDoor:
    @pytest.fixture
    def profile(self, default_profile: Profile) -> Profile:
        raw = default_profile.model_dump(by_alias=True, mode="json")
        return Profile.model_validate({**raw, "access": {**raw["access"], "strangers": "register"}})

    async def test_nothing_is_asked_of_somebody_who_was_not_let_in(self, sqlite_house: House) -> None:
        with pytest.raises(Refusal) as refused:
            await sqlite_house.ask(WhatIsAsked(), IVAN)
        assert refused.value.code is Code.UNREGISTERED
