"""Times are told by the reader's own clock: their zone, their company's, else the desk's."""

import pytest

from core.customers.commands import AddCompany, AddContact
from core.kinds import Door, Visitor
from core.people.person import Role
from core.profile.schema import Profile
from core.views.queries import ReadTicket
from tests.core.desks.made import BOSS, desk, grant, known
from tests.core.house import IVAN, House
from tests.core.scripted import Scripted

FARM = Visitor(Door.MAIL, "ann@farm.example", "Ann")


@pytest.fixture
def profile() -> Profile:
    return desk(calendars=[{"id": "office", "zone": "Europe/Moscow", "week": {"mon": ["09:00-18:00"]}}])


async def zone_in_letter(house: House) -> str:
    post = Scripted(Door.MAIL)
    await house.out(post)
    return post.arrived[-1].delivery.zone


async def test_somebody_of_whom_nothing_is_known_reads_the_desks_time(house: House) -> None:
    ticket = await house.opened(by=FARM)
    assert await zone_in_letter(house) == "Europe/Moscow"
    assert (await house.ask(ReadTicket(ticket), FARM)).zone == "Europe/Moscow"


async def test_a_companys_people_read_its_time_and_their_own_goes_before(house: House) -> None:
    await house.staff(BOSS)
    await grant(house, BOSS, Role.ADMINISTRATOR)
    await house.desk(AddCompany("C-1", "Farm", zone="Asia/Omsk"), BOSS)
    await house.desk(AddContact(FARM.external_id, "C-1", "Ann"), BOSS)
    ticket = await house.opened(by=FARM)
    assert await zone_in_letter(house) == "Asia/Omsk"
    house.execute("UPDATE persons SET zone = 'Asia/Tokyo' WHERE email = 'ann@farm.example'")
    assert (await house.ask(ReadTicket(ticket), FARM)).zone == "Asia/Tokyo"


@pytest.mark.parametrize("zone", ["Mars/Base", "../etc", "", "Europe"])
async def test_what_is_no_zone_is_passed_over(sqlite_house: House, zone: str) -> None:
    await known(sqlite_house, IVAN)
    sqlite_house.execute(f"UPDATE persons SET zone = '{zone}'")
    assert (await sqlite_house.ask(ReadTicket(await sqlite_house.opened()), IVAN)).zone == "Europe/Moscow"
