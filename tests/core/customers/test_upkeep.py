"""What administrators change of customers, through the one door, on both engines."""

import asyncio
from typing import Any

import pytest
import sqlalchemy as sa

from core.clock import DAY
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
from core.customers.model import Fate, Fault, Kind, Line, Problem
from core.customers.reading import Company, companies_of, contracts_of, level_of
from core.customers.shelf import Shelf, keep, look
from core.customers.shelves import SHELVES
from core.customers.term import Standing
from core.errors import Code, Refusal
from core.kinds import Command
from core.people.contacts import CONTACTS
from core.people.person import Role
from core.people.store import by_email, grant
from core.profile.schema import Profile
from core.storage.engine import reader
from tests.core.house import ANNA, BORIS, House

MOSCOW = "Europe/Moscow"
MAY_28_2026 = 1_779_969_600_000_000
LEVELS = [{"id": name, "label": {"ru": name, "en": name}} for name in ("silver", "gold")]


@pytest.fixture
def profile(default_profile: Profile) -> Profile:
    return Profile.model_validate(default_profile.model_dump(by_alias=True, mode="json") | {"levels": LEVELS})


@pytest.fixture
async def farm(house: House) -> House:
    """Two companies with a site each; Anna is the administrator, Boris an agent."""
    await house.staff()
    anna = house.person(ANNA)
    await house.hop.unit(lambda unit: grant(unit, anna, Role.ADMINISTRATOR, "test"))
    await _do(house, AddCompany("C1", "Farm", MOSCOW, "silver"), AddCompany("C2", "Mill"))
    await _do(house, AddSite("S1", "C1", "Lane 1"), AddSite("S2", "C2", "Lane 2", "Shed"))
    return house


async def _do(house: House, *wishes: Command) -> None:
    for wish in wishes:
        await house.desk(wish, ANNA)


def _kept(house: House, shelf: Shelf) -> list[dict[str, str]]:
    with reader(house.url).connect() as conn:
        return [dict(record) for _, record in shelf.after(conn, 0, 1_000)]


async def _refused(house: House, wish: Command) -> dict[str, Any]:
    refusal = await house.refused(wish, ANNA)
    assert refusal.code is Code.RECORD
    return refusal.params


def _company(conn: sa.Connection, house: House, person: str) -> Company:
    known = by_email(conn, person)
    assert known is not None
    return companies_of(conn, known.id)[0]


async def test_what_is_added_is_there_and_what_is_changed_keeps_the_rest(farm: House) -> None:
    await _do(farm, ChangeCompany("C1", name="Big farm", level=""), ChangeSite("S2", company="C1"))
    assert _kept(farm, SHELVES[Kind.COMPANIES]) == [
        {"number": "C1", "name": "Big farm", "zone": MOSCOW, "level": ""},
        {"number": "C2", "name": "Mill", "zone": "", "level": ""},
    ]
    assert _kept(farm, SHELVES[Kind.SITES])[1] == {
        "number": "S2", "company": "C1", "name": "Shed", "address": "Lane 2",
    }  # fmt: skip


async def test_what_is_there_is_not_added_and_what_is_not_is_not_changed(farm: House) -> None:
    for wish in (AddCompany("C1", "Other"), AddSite(" S1 ", "C2", "Lane 3")):
        assert (await farm.refused(wish, ANNA)).code is Code.KNOWN
    for wish in (ChangeCompany("C9", "Other"), ChangeEquipment("?", "x"), DropContact("a@x.ru", "C1")):
        assert (await farm.refused(wish, ANNA)).code is Code.MISSING


@pytest.mark.parametrize(
    ("wish", "field", "problem"),
    [
        (AddCompany("C3", " \u200b"), "name", Problem.EMPTY),
        (AddCompany("C3", "x", level="platinum"), "level", Problem.LEVEL),
        (AddCompany("C3", "x", zone="Mars"), "zone", Problem.ZONE),
        (AddSite("S3", "C9", "x"), "company", Problem.UNKNOWN),
        (AddContract("D1", "C1", "2026-12-31", "2026-01-01"), "valid_until", Problem.REVERSED),
        (AddContract("D1", "C1", sites="S1, S9"), "sites", Problem.UNKNOWN),
        (AddEquipment("SN1", "Fan"), "site", Problem.NOWHERE),
        (AddEquipment("SN1", "Fan", "S1", "C2"), "site", Problem.ELSEWHERE),
        (AddContact("not an address", "C1", "Ann"), "email", Problem.MAIL),
        (AddContact(f"{'a' * 65}@x.ru", "C1", "Ann"), "email", Problem.MAIL),
    ],
)
async def test_what_cannot_be_kept_is_refused_by_its_field(
    farm: House, wish: Command, field: str, problem: Problem
) -> None:
    said = await _refused(farm, wish)
    assert (said["field"], said["problem"]) == (field, problem)


async def test_a_contract_covers_the_sites_it_names_whatever_it_covered_before(farm: House) -> None:
    await _do(farm, AddContract("D1", "C1", "2026-01-01", "31.12.2026", "gold", "S2, S1"))
    (contract,) = _kept(farm, SHELVES[Kind.CONTRACTS])
    assert contract == {
        "number": "D1", "company": "C1", "valid_from": "2026-01-01", "valid_until": "2026-12-31", "level": "gold",
        "sites": "S1, S2",
    }  # fmt: skip
    await _do(farm, ChangeContract("D1", valid_until=""))
    assert _kept(farm, SHELVES[Kind.CONTRACTS]) == [contract | {"valid_until": ""}]
    await _do(farm, ChangeContract("D1", sites="S2"), ChangeContract("D1", level=""))
    assert _kept(farm, SHELVES[Kind.CONTRACTS]) == [contract | {"valid_until": "", "level": "", "sites": "S2"}]


async def test_equipment_on_a_site_is_its_companys_wherever_the_site_goes(farm: House) -> None:
    await _do(farm, AddEquipment("SN1", "Fan", "S1"), AddEquipment("SN2", "Pump", company="C2"))
    await _do(farm, ChangeSite("S1", company="C2"))
    assert [one["company"] for one in _kept(farm, SHELVES[Kind.EQUIPMENT])] == ["C2", "C2"]
    await _do(farm, ChangeEquipment("SN2", site="S1"), ChangeEquipment("SN1", site=""))
    assert [one["site"] for one in _kept(farm, SHELVES[Kind.EQUIPMENT])] == ["", "S1"]
    assert [one["company"] for one in _kept(farm, SHELVES[Kind.EQUIPMENT])] == ["C2", "C2"]
    assert (await _refused(farm, ChangeEquipment("SN2", company="C1")))["problem"] == Problem.ELSEWHERE


async def test_one_person_speaks_for_two_companies_and_has_one_name(farm: House) -> None:
    await _do(farm, AddContact("Ann@X.ru", "C1", "Ann", "boss"), AddContact("ann@x.ru", "C2", "Ann Lee"))
    assert [one["person"] for one in _kept(farm, CONTACTS)] == ["Ann Lee", "Ann Lee"]
    assert len(farm.rows("persons", email="ann@x.ru")) == 1
    await _do(farm, ChangeContact("ann@x.ru", "C1", phone="+7"), DropContact("ANN@x.ru", "C2"))
    assert _kept(farm, CONTACTS) == [
        {"email": "ann@x.ru", "company": "C1", "person": "Ann Lee", "position": "boss", "phone": "+7"}
    ]
    assert farm.rows("persons", email="ann@x.ru")[0].language == farm.profile.languages[0]


async def test_an_agent_may_be_a_contact_but_is_not_renamed(farm: House) -> None:
    boris = f"{BORIS.external_id.lower()}@desk.example"
    refused = await _refused(farm, AddContact(boris, "C1", "Bob"))
    assert refused == {"field": "person", "problem": Problem.FIXED, "value": BORIS.name}
    await _do(farm, AddContact(boris, "C1", BORIS.name))
    assert (await _refused(farm, ChangeContact(boris, "C1", "Bob")))["problem"] == Problem.FIXED


async def test_a_contract_that_has_run_out_is_said_and_its_level_falls(farm: House) -> None:
    await _do(farm, AddContact("ann@x.ru", "C1", "Ann"), AddContract("D1", "C1", "2026-01-01", "2026-05-28", "gold"))
    with reader(farm.url).connect() as conn:
        company = _company(conn, farm, "ann@x.ru")
        for now, stands, level in (
            (MAY_28_2026, Standing.IN_FORCE, "gold"),
            (MAY_28_2026 + DAY, Standing.RUN_OUT, "silver"),
            (MAY_28_2026 - 365 * DAY, Standing.AHEAD, "silver"),
        ):
            (contract,) = contracts_of(conn, company, "UTC", now)
            assert (contract.standing, level_of(conn, company, "UTC", now)) == (stands, level)


async def test_a_level_that_the_profile_dropped_hinders_no_other_change(farm: House) -> None:
    farm.execute("UPDATE companies SET level = 'bronze' WHERE number = 'C1'")
    await _do(farm, ChangeCompany("C1", name="Farm and sons"))
    assert (await _refused(farm, ChangeCompany("C2", level="bronze")))["problem"] == Problem.LEVEL


async def test_a_look_says_what_keeping_then_does_and_changes_nothing_itself(farm: House) -> None:
    lines = [
        Line({"number": "C1", "name": "Farm", "level": "gold"}),
        Line({"number": "C2", "name": "Mill"}),
        Line({"number": "C3", "name": "New"}),
        Line({"number": "C4"}),
    ]
    shelf, before = SHELVES[Kind.COMPANIES], farm.count()
    looked = await farm.hop.read(lambda conn: look(conn, shelf, lines, farm.profile))
    assert farm.count() == before
    assert looked == await farm.hop.unit(lambda unit: keep(unit, shelf, lines, farm.profile))
    assert [(one.fate, one.fields) for one in looked] == [
        (Fate.CHANGED, ("level",)), (Fate.UNCHANGED, ()), (Fate.NEW, ()), (Fate.WRONG, ()),
    ]  # fmt: skip
    assert looked[3].faults == (Fault("name", Problem.EMPTY),)
    again = await farm.hop.unit(lambda unit: keep(unit, shelf, lines[:3], farm.profile))
    assert [one.fate for one in again] == [Fate.UNCHANGED] * 3


async def _both(house: House, *wishes: Command) -> list[str]:
    async def one(wish: Command) -> str:
        try:
            await house.desk(wish, ANNA)
        except Refusal as refusal:
            return refusal.code.value
        return "added"

    return list(await asyncio.gather(*map(one, wishes)))


async def test_two_who_add_the_same_at_once_add_it_once(farm: House) -> None:
    outcomes = await _both(farm, AddCompany("C7", "One"), AddCompany("C7", "Two"))
    assert sorted(outcomes) == ["added", "known"]
    assert len(farm.rows("companies", number="C7")) == 1


TOKENS = ["' OR '1'='1", "x') DROP TABLE companies --", "%", "_", "\\", '"', "C1' --"]


@pytest.mark.parametrize("token", TOKENS)
async def test_what_looks_like_sql_is_only_a_value(farm: House, token: str) -> None:
    """Faults E5."""
    await _do(farm, AddCompany(token, token), AddSite(token, token, token), AddContract(token, token, sites=token))
    assert {*_kept(farm, SHELVES[Kind.SITES])[-1].values()} == {token, ""}
    assert len(farm.rows("companies")) == 3
