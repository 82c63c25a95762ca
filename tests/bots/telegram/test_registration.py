"""A5 in the chat: a stranger is asked who they are, one question at a time, and nothing that they write is lost."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import sqlalchemy as sa

from core.kinds import RegistrationId
from core.people.commands import ApproveRegistration, DeclineRegistration
from core.profile.load import load
from core.profile.schema import Profile
from tests.bots.telegram.desk import Opener, TelegramDesk, buttons, texts
from tests.bots.telegram.hostile import SEEDS
from tests.standins.telegram import PIXEL, Customer, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

PROFILES = Path(__file__).parents[3] / "profiles"
SAID = ("Петров", "Иван", "Ильич", "Мастер", "ivan@client.example", "+7 495 123-45-67")
ASKS = {
    "ru": ("фамилия", "имя", "отчество", "должность", "почты", "телефон"),
    "en": ("surname", "first name", "patronymic", "position", "email", "phone"),
}
FIRST = RegistrationId(1)
STATES = "SELECT state FROM registrations ORDER BY id"


@pytest.fixture
def strict() -> Profile:
    """The plain desk, which knows its customers first: a few words are a ticket there."""
    plain = load(PROFILES / "default.toml")
    return plain.model_copy(update={"access": plain.access.model_copy(update={"strangers": "register"})})


@pytest_asyncio.fixture(loop_scope="session")
async def desk(tg: TelegramStandIn, sqlite_url: sa.URL, strict: Profile, tmp_path: Path) -> AsyncIterator[TelegramDesk]:
    async with Opener(sqlite_url, strict, tmp_path)(tg) as found:
        yield found


async def says(desk: TelegramDesk, who: Customer, *words: str) -> None:
    for one in words:
        await who.say(one)
        await desk.quiet()


async def sends(desk: TelegramDesk, who: Customer, text: str = "Отправить") -> None:
    await who.press(text=text)
    await desk.quiet()


async def last(who: Customer) -> str:
    return (await texts(who))[-1]


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_a_stranger_is_asked_one_question_at_a_time_and_told_when_they_are_let_in(
    tg: TelegramStandIn, desk: TelegramDesk, language: str
) -> None:
    ivan = await tg.user(first_name="Ivan", language_code=language)
    await says(desk, ivan, "Printer is on fire")
    for asked, answered in zip(ASKS[language], SAID, strict=True):
        assert asked in " ".join((await texts(ivan))[-2:])
        await says(desk, ivan, answered)
    summary = await last(ivan)
    assert all(answered in summary for answered in SAID)
    await sends(desk, ivan, {"ru": "Отправить", "en": "Send"}[language])
    assert {"ru": "больше ничего делать не нужно", "en": "nothing more is needed"}[language] in await last(ivan)
    assert await desk.rows("SELECT words, state FROM registrations") == [("Printer is on fire", "waiting")]
    await desk.agent(ApproveRegistration(FIRST))
    await desk.quiet()
    assert "Printer is on fire" in await last(ivan)
    await ivan.press(data="g1:new:0:")
    await desk.quiet()
    await ivan.press(data="g1:type:0:question")
    await desk.quiet()
    await ivan.press(data="g1:skip:0:")
    await desk.quiet()
    assert await desk.said() == ["Printer is on fire"]


async def test_everything_that_is_typed_and_sent_meanwhile_is_in_the_ticket(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await says(desk, ivan, "Не печатает принтер")
    await ivan.photo(PIXEL, "вот он")
    await desk.quiet()
    assert "Сохранили" in await last(ivan) and "фамилия" in await last(ivan)
    await says(desk, ivan, "И ещё из него идёт дым, приезжайте скорее", "Петров", "Иван")
    await says(desk, ivan, "/new Сканер тоже")
    assert "отчество" in await last(ivan)
    await sends(desk, ivan, "Пропустить")
    await sends(desk, ivan, "Пропустить")
    await says(desk, ivan, "ivan@client.example", "+7 495 123-45-67", "Это я забыл")
    await sends(desk, ivan)
    await says(desk, ivan, "И ещё одно", "Ответьте!")
    assert "больше ничего делать не нужно" in await last(ivan)
    assert await desk.rows(STATES) == [("waiting",)]
    await desk.agent(ApproveRegistration(FIRST))
    await desk.quiet()
    await sends(desk, ivan, "Новая заявка")
    await sends(desk, ivan, "Вопрос")
    await sends(desk, ivan, "Без подробностей")
    whole = ["Не печатает принтер", "вот он", "И ещё из него идёт дым, приезжайте скорее", "Сканер тоже",
             "Это я забыл", "И ещё одно", "Ответьте!"]  # fmt: skip
    assert await desk.said() == ["\n\n".join(whole)]
    assert await desk.one("SELECT count(*) FROM attachments") == 1


async def test_what_cannot_be_right_is_asked_again_kindly(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await says(desk, ivan, "/start", "я" * 301)
    assert "до 300 знаков" in await last(ivan)
    await says(desk, ivan, "я" * 300, "Иван", "Ильич", "Мастер", "не-почта")
    assert "не похоже на адрес почты" in await last(ivan)
    await says(desk, ivan, "ivan@client.example", "не скажу")
    assert "не похоже на номер телефона" in " ".join((await texts(ivan))[-2:])
    await says(desk, ivan, "8 800 100-20-30")
    await sends(desk, ivan)
    assert await desk.rows(STATES) == [("waiting",)]


async def test_a_phone_is_sent_with_a_button_and_only_ones_own(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await says(desk, ivan, "/start", *SAID[:5])
    board = [message["keyboard"] for message in await ivan.chat() if message["keyboard"]][-1]
    assert board["keyboard"][0][0]["request_contact"] is True and board["one_time_keyboard"] is True
    await tg.control("POST", f"/users/{ivan.id}/contact", json={"phone_number": "79990001122", "own": False})
    await desk.quiet()
    assert "чужой контакт" in " ".join((await texts(ivan))[-2:])
    await ivan.contact("79990001122")
    await desk.quiet()
    assert "+79990001122" in await last(ivan)
    boards = [message["keyboard"] for message in await ivan.chat() if message["keyboard"]]
    assert boards[-1] == {"remove_keyboard": True}


async def test_back_edit_cancel_and_old_buttons(tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer) -> None:
    await says(desk, ivan, "/start", "Петров")
    skip = next(m for m in await ivan.chat() if "имя?" in (m["text"] or ""))
    await sends(desk, ivan, "← Назад")
    await says(desk, ivan, "Иванов")
    await ivan.press_stale(skip["message_id"], "g1:reg:123:skip")
    await desk.quiet()
    assert "устарела" in (await ivan.toasts())[-1]["text"]
    await says(desk, ivan, *SAID[1:])
    assert "Иванов" in await last(ivan)
    await sends(desk, ivan, "✎ Имя")
    await says(desk, ivan, "Пётр")
    assert "Пётр" in await last(ivan)
    await says(desk, ivan, "/cancel")
    assert await desk.rows(STATES) == []
    await says(desk, ivan, "Нужна помощь")
    assert "фамилия" in await last(ivan)


async def test_a_double_tap_sends_once_and_a_sent_one_is_changed_and_withdrawn(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await says(desk, ivan, "/start", *SAID)
    summary = [m for m in await ivan.chat() if m["from"] == "bot"][-1]
    send = summary["buttons"][0][0]["data"]
    await ivan.press(data=send)
    await ivan.press_stale(summary["message_id"], send)
    await desk.quiet()
    await ivan.press_stale(summary["message_id"], send)
    await desk.quiet()
    assert await desk.rows(STATES) == [("waiting",)]
    assert "больше ничего делать не нужно" in await last(ivan)
    await sends(desk, ivan, "Изменить данные")
    await sends(desk, ivan, "✎ Должность")
    await says(desk, ivan, "Директор")
    await sends(desk, ivan)
    assert json.loads(str(await desk.one("SELECT particulars FROM registrations")))["position"] == "Директор"
    await sends(desk, ivan, "Отозвать")
    assert await desk.rows(STATES) == [("withdrawn",)]
    await says(desk, ivan, "/start")
    assert "фамилия" in await last(ivan)


async def test_who_is_declined_hears_why_and_when_to_ask_again(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await says(desk, ivan, "/start", *SAID)
    await sends(desk, ivan)
    await desk.agent(DeclineRegistration(FIRST, "Нет договора", told=True))
    await desk.quiet()
    assert "Нет договора" in await last(ivan) and "ещё раз" in await last(ivan)
    await says(desk, ivan, "Почему?")
    assert "Нет договора" in await last(ivan)
    assert await desk.rows(STATES) == [("declined",)]


async def test_a_restart_in_the_middle_forgets_nothing(
    tg: TelegramStandIn, sqlite_url: sa.URL, strict: Profile, tmp_path: Path
) -> None:
    ivan = await tg.user(first_name="Иван", language_code="ru")
    opener = Opener(sqlite_url, strict, tmp_path)
    async with opener(tg) as desk:
        await says(desk, ivan, "Не работает", "Петров", "Иван", "Ильич")
    async with opener(tg) as desk:
        await says(desk, ivan, "Мастер", *SAID[4:])
        assert "Петров" in await last(ivan)
        await sends(desk, ivan)
        assert await desk.one("SELECT words FROM registrations") == "Не работает"


async def test_hostile_particulars_are_only_shown(tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer) -> None:
    seeds = [one for one in SEEDS if len(one.split()) == 1 and one.isprintable() and not one.startswith("/")]
    await says(desk, ivan, "/start", seeds[0], seeds[1], seeds[2], seeds[3], *SAID[4:])
    for n, seed in enumerate(seeds[4:]):
        await sends(desk, ivan, ("✎ Фамилия", "✎ Имя", "✎ Должность")[n % 3])
        await says(desk, ivan, seed)
        assert seed in await last(ivan)
    await sends(desk, ivan)
    assert await desk.rows(STATES) == [("waiting",)]


async def test_a_desk_that_takes_nobody_says_so(
    tg: TelegramStandIn, sqlite_url: sa.URL, strict: Profile, tmp_path: Path
) -> None:
    shut = strict.model_copy(update={"access": strict.access.model_copy(update={"strangers": "refused"})})
    ivan = await tg.user(first_name="Иван", language_code="ru")
    async with Opener(sqlite_url, shut, tmp_path)(tg) as desk:
        for word in ("/start", "Помогите", "/new"):
            await says(desk, ivan, word)
            assert "новых клиентов мы здесь не регистрируем" in await last(ivan)
            assert await buttons(ivan) == []
