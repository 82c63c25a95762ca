"""Mail as the other way: an address is offered, proved with a code, changed and taken back, all in the chat (X4)."""

import pytest

from bots.telegram.screens import Screens
from bots.wording import Words
from core.kinds import Door, Visitor
from core.profile.load import load
from core.profile.schema import Profile
from tests.bots.telegram.desk import TelegramDesk, buttons, texts
from tests.conftest import PROFILES
from tests.standins.telegram import Customer, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

LETTERS = (
    "SELECT content FROM outbox JOIN addresses ON addresses.id = address_id"
    " WHERE addresses.door = 'mail' ORDER BY outbox.id"
)
CODE = "SELECT code FROM confirmations ORDER BY id DESC LIMIT 1"
MINE = "SELECT external_id FROM identities WHERE door = 'mail'"
STATES = "SELECT count(*) FROM dialogues WHERE state IS NOT NULL"


@pytest.fixture
def profile() -> Profile:
    return load(PROFILES / "telecom.toml")


async def does(desk: TelegramDesk, who: Customer, step: str) -> str:
    """Presses a button of that data, or of that text if the newest message has it; else says it."""
    if step.startswith("g1:"):
        await who.press(data=step)
    elif await texts(who) and step in await buttons(who):
        await who.press(text=step)
    else:
        await who.say(step)
    await desk.quiet()
    return (await texts(who))[-1]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_an_address_is_added_proved_used_and_removed(
    tg: TelegramStandIn, desk: TelegramDesk, profile: Profile, language: str
) -> None:
    who, words = await tg.user(first_name="Ян", language_code=language), Words(profile)
    await does(desk, who, "/help")
    assert words(language, "tg-mail-none") in await does(desk, who, words(language, "tg-notices-button"))
    assert await buttons(who) == [words(language, "tg-mail-add"), words(language, "tg-home")]
    assert await does(desk, who, words(language, "tg-mail-add")) == words(language, "tg-mail-ask")
    await does(desk, who, "yan.example.org")
    assert (await texts(who))[-2:] == [words(language, "refusal-address"), words(language, "tg-mail-ask")]
    asked = await does(desk, who, "Yan@Example.org")
    assert asked == words(language, "tg-code-ask", email="yan@example.org")
    code = str(await desk.one(CODE))
    assert code in str(await desk.one(LETTERS))
    assert await does(desk, who, wrong(code)) == words(language, "refusal-code", left=4)
    shown = await does(desk, who, f"{code[:3]} {code[3:]}")
    assert shown.startswith(words(language, "tg-mail-confirmed"))
    assert words(language, "tg-mail-is", email="yan@example.org") in shown
    assert await desk.column(MINE) == ["yan@example.org"] and await desk.one(STATES) == 0
    for ways in ("mail", "chat", "both"):
        await does(desk, who, f"g1:ways:0:{ways}")
        assert await desk.one("SELECT ways FROM persons WHERE email = 'yan@example.org'") == ways
        assert words(language, f"tg-ways-now-{ways}") in (await texts(who))[-1]
        assert f"✓ {words(language, f'tg-ways-{ways}')}" in await buttons(who)
    assert words(language, "tg-mail-none") in await does(desk, who, words(language, "tg-mail-forget"))
    assert await desk.column(MINE) == []


async def test_a_code_is_tried_five_times_and_then_asked_for_anew(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await does(desk, ivan, "/notices")
    await does(desk, ivan, "Указать почту")
    await does(desk, ivan, "ivan@example.org")
    first = str(await desk.one(CODE))
    for left in ("Осталось 4", "Осталось 3", "Осталось 2", "Осталась 1"):
        assert left in await does(desk, ivan, wrong(first))
    await does(desk, ivan, wrong(first))
    assert "Попыток больше нет" in (await texts(ivan))[-2] and "Почта не указана" in (await texts(ivan))[-1]
    assert await desk.one(STATES) == 0
    await does(desk, ivan, "Указать почту")
    await does(desk, ivan, "ivan@example.org")
    await does(desk, ivan, "Другой адрес")
    await does(desk, ivan, "petrov@example.org")
    shown = await does(desk, ivan, str(await desk.one(CODE)))
    assert "Почта: petrov@example.org" in shown
    await does(desk, ivan, "Сменить почту")
    assert "уже подтверждён" in await does(desk, ivan, "Petrov@example.org")
    assert await desk.column(MINE) == ["petrov@example.org"] and await desk.one(STATES) == 0


async def test_words_that_are_neither_address_nor_code_go_to_their_ticket_and_the_question_returns(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await does(desk, ivan, "Нет звука")
    await does(desk, ivan, "/notices")
    await does(desk, ivan, "Указать почту")
    assert "Напишите адрес почты" in await does(desk, ivan, "А звука всё нет")
    await does(desk, ivan, "ivan@example.org")
    assert "Отправили код" in await does(desk, ivan, "И сейчас нет")
    await ivan.photo(caption="12 34 56")
    await desk.quiet()
    assert await desk.said() == ["Нет звука", "А звука всё нет", "И сейчас нет", "12 34 56"]
    assert "Готово" in await does(desk, ivan, str(await desk.one(CODE)))


async def test_an_address_of_somebody_else_and_a_flood_of_codes_are_refused(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, mary: Customer
) -> None:
    for who, add in ((ivan, "Указать почту"), (mary, "Add an address")):
        await does(desk, who, "/notices")
        await does(desk, who, add)
        await does(desk, who, "one@example.org")
    codes = await desk.column("SELECT code FROM confirmations ORDER BY id")
    await does(desk, ivan, str(codes[0]))
    await does(desk, mary, str(codes[1]))
    assert any("belongs to somebody else" in text for text in (await texts(mary))[-2:])
    for n in range(6):
        await does(desk, mary, "/notices")
        await does(desk, mary, "g1:address:0:")
        await does(desk, mary, f"n{n}@example.org")
    assert any("Too many emails" in text for text in (await texts(mary))[-2:])
    assert await desk.column(MINE) == ["one@example.org"]


async def test_old_buttons_of_the_settings_are_answered_kindly(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await does(desk, ivan, "/notices")
    place = (await ivan.sees("Уведомления"))["message_id"]
    for data in ("g1:ways:0:pigeon", "g1:ways:0:mail", "g1:forget:0:", "g1:stop:0:mail"):
        await ivan.press_stale(place, data)
        await desk.quiet()
    assert await desk.column("SELECT ways FROM persons WHERE email IS NULL") == ["both"]
    assert await desk.one("SELECT count(*) FROM inbox WHERE state != 'done'") == 0
    assert await desk.one(STATES) == 0


async def test_a_desk_without_mail_offers_none(desk: TelegramDesk, profile: Profile) -> None:
    """X10: with a subset of the doors, nothing is offered that leads nowhere."""
    words, viewer = Words(profile), Visitor(Door.TELEGRAM, "1")
    for mail in (True, False):
        screens = Screens(desk.ask, words, ("ru", "en"), mail=mail)
        helped = await screens.draw({"screen": "help"}, viewer, "ru")
        notices = await screens.draw({"screen": "notices"}, viewer, "ru")
        assert ("/notices" in helped.text.render()[0]) == mail
        assert any("notices" in (one.callback_data or "") for row in helped.rows for one in row) == mail
        assert len(notices.rows) == 1 + mail
