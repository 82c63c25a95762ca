"""A ticket is opened on each of the desks by whoever follows the bot: what that costs is counted and printed (B4)."""

import pytest

from core.profile.load import load
from core.profile.schema import Profile
from tests.bots.telegram.desk import TelegramDesk, texts
from tests.conftest import PROFILES
from tests.e2e.following import chosen
from tests.standins.telegram import Customer, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

DESKS = {"itsm": 6, "field-service": 8, "software": 2, "telecom": 3, "web-studio": 6}
"""The taps that each may cost, with all that is optional passed over; `/new` counts as one, texts do not."""
OURS = (
    "INSERT INTO companies (id, number, name, zone, level) VALUES (1, 'C-1', 'Ферма', '', '')",
    "INSERT INTO contacts (person_id, company_id, position, phone)"
    " SELECT person_id, 1, '', '' FROM identities WHERE door = 'telegram'",
    "INSERT INTO sites (id, number, company_id, name, address) VALUES (1, 'S-1', 1, 'Корпус', 'Поле')",
    "INSERT INTO equipment (id, serial, model, site_id) VALUES (1, 'SN-1', 'Вентилятор', 1)",
    "UPDATE grants SET role = 'client' WHERE role = 'guest'",
)


@pytest.fixture(params=DESKS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def profile(name: str) -> Profile:
    return load(PROFILES / f"{name}.toml")


async def test_whoever_follows_the_bot_gets_a_ticket(
    name: str, tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, profile: Profile
) -> None:
    await ivan.say("/language")
    await desk.quiet()
    await ivan.press(text="Русский")
    await desk.quiet()
    for statement in OURS:
        await desk.write(statement)
    await ivan.say("/new")
    await desk.quiet()
    taps, said = 1, 0
    while not await desk.one("SELECT count(*) FROM tickets"):
        assert taps + said < 40, (await texts(ivan))[-1]
        last = [message for message in await ivan.chat() if message["from"] == "bot"][-1]
        pressed = chosen(last["buttons"])
        if pressed is None:
            await ivan.say("31.10.2026" if "31.12.2026" in last["text"] else "12")
            said += 1
        else:
            await ivan.press(data=pressed, message=last["message_id"])
            taps += 1
        await desk.quiet()
    print(f"{name}: {taps} taps, {said} texts")
    assert taps <= DESKS[name]
    assert await desk.one("SELECT count(*) FROM dialogues WHERE state IS NOT NULL") == 0
