"""How many taps and words a ticket costs: three taps and the words, where there is one level of choice."""

import pytest

from core.profile.load import load
from core.profile.schema import Profile
from tests.bots.telegram.desk import TelegramDesk, texts
from tests.bots.telegram.rich import desk_with, said
from tests.conftest import PROFILES
from tests.standins.telegram import Customer, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

DESKS = ("default", "telecom", "category", "nothing")


@pytest.fixture(params=DESKS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def profile(name: str, default_profile: Profile) -> Profile:
    categories = [{"id": f"c{n}", "label": said(f"Раздел {n}")} for n in range(1, 5)]
    match name:
        case "category":
            return desk_with(default_profile, categories=categories, opening={"asks": ["category"]})
        case "nothing":
            return desk_with(default_profile, opening={"asks": []})
        case _:
            return load(PROFILES / f"{name}.toml")


async def test_a_desk_with_one_level_of_choice_takes_three_taps_and_the_words(
    name: str, tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, profile: Profile
) -> None:
    await ivan.say("/start")
    await desk.quiet()
    new = [button["text"] for row in (await ivan.sees())["buttons"] for button in row][0]
    first = {"category": "Раздел 2", "nothing": ""}.get(name, profile.types[0].label["ru"])
    taps = [new, *([first] if first else [])]
    for label in taps:
        await ivan.press(text=label)
        await desk.quiet()
    for text in ("Не звонит", "С утра тишина"):
        await ivan.say(text)
        await desk.quiet()
    assert await desk.one("SELECT count(*) FROM tickets") == 1, (await texts(ivan))[-1]
    print(f"{name}: {len(taps)} taps, 2 texts")
    assert len(taps) <= 3


async def test_just_writing_costs_what_the_desk_has_to_know(
    name: str, tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await ivan.say("Не звонит")
    await desk.quiet()
    if name == "category":
        assert await desk.one("SELECT count(*) FROM tickets") == 0
        for label in ("Раздел 3", "Без подробностей"):
            await ivan.press(text=label)
            await desk.quiet()
    assert await desk.said() == ["Не звонит"]
