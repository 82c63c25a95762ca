"""An operator sees who was made one person, and makes two of them again, on the machine itself (X4)."""

import pytest

from bots.settings import Settings
from bots.wiring.joinings import listed, part
from core.api.errors import Misconfigured
from core.kinds import Door, Visitor
from core.people import store as people
from core.people.identity import Invite, TakeInvitation
from core.profile.schema import Profile
from core.tickets.commands import OpenTicket
from tests.core.house import ANNA, IVAN, House

POST = Visitor(Door.MAIL, "ivan@client.example", "Иван", "ru")


@pytest.fixture
def profile(default_profile: Profile) -> Profile:
    return default_profile.model_copy(update={"doors": (*default_profile.doors, Door.MAIL)})


async def test_a_wrong_joining_is_found_and_undone(house: House) -> None:
    await house.staff()
    await house.desk(OpenTicket("By letter", "Words"), POST)
    await house.hop.unit(lambda unit: people.change(unit, house.person(POST), email=POST.external_id))
    await house.opened(IVAN, "By chat")
    before = house.person(IVAN)
    invitation = int((await house.desk(Invite(POST.external_id), ANNA)).number)
    await house.desk(TakeInvitation(invitation), IVAN)
    settings = Settings(database_url=house.url.render_as_string(hide_password=False), secret="s" * 32)
    (shown,) = await listed(settings)
    assert (shown["join"], shown["email"], shown["tickets"]) == (1, POST.external_id, 1)
    await part(settings, 1)
    assert house.person(IVAN) == before
    assert house.events(house.rows("tickets", requester=before)[0].id)[-1] == "RequesterParted"
    assert await listed(settings) == []
    await part(settings, 1)
    with pytest.raises(Misconfigured):
        await part(settings, 2)
