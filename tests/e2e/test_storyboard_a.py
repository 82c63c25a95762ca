"""Storyboard A: let in, down the catalogue, a colleague in copy who answers by mail, handed out, returned, closed."""

from pathlib import Path

import sqlalchemy as sa

from bots.wiring import tools
from core.people.person import Role
from tests.e2e.following import follows
from tests.e2e.post import PostOffice, answer, mailed
from tests.e2e.stage import Json, Stage
from tests.e2e.steps import POST, gives_address, submits
from tests.standins.mail import Letter
from tests.standins.telegram import Customer

MANAGER = "manager@client.example"
SENDER = f"Начальник <{MANAGER}>"
ATTACH = "desk+attach@telecom.example"
PARTICULARS = {
    "Ваша фамилия?": "Петров", "Ваше имя?": "Иван", "Ваше отчество?": "Ильич", "Ваша должность?": "Главный бухгалтер",
    "Адрес почты": POST, "Рабочий телефон?": "+7 495 123-45-67, доб. 12",
}  # fmt: skip
STATUS = "SELECT status FROM tickets"
DAY = 86_400


async def test_storyboard_a(sqlite_url: sa.URL, tmp_path: Path) -> None:
    async with mailed(sqlite_url, tmp_path, profile="itsm") as (stage, post):
        ivan = await stage.telegram.user(first_name="Иван", last_name="Петров", language_code="ru")
        await _is_let_in(stage, ivan)
        card = await _drills_down(stage, ivan)
        await _is_handed_out(stage, card)
        letter = await _both_are_answered(stage, ivan, card)
        await _the_manager_answers(stage, post, card, letter)
        await _returns_and_rates(stage, ivan, card)
        assert await stage.one("SELECT count(*) FROM inbox WHERE state = 'dead'") == 0


async def _is_let_in(stage: Stage, ivan: Customer) -> None:
    """A5: who is unknown opens nothing; he says who he is, an agent lets him in, and he is told so."""
    await ivan.say("Не работает телефон")
    await ivan.sees("Ваша фамилия?")
    for asked, answered in PARTICULARS.items():
        await ivan.sees(asked)
        await ivan.say(answered)
    await ivan.sees("Проверьте, всё ли верно")
    await ivan.press(text="Отправить")
    await ivan.sees("Ваши данные передали сотруднику")
    await stage.quiet()
    (request,) = await stage.cards()
    for said in ("Петров", "Главный бухгалтер", POST, "Не работает телефон"):
        assert said in request["plain"]
    await stage.anna.press(stage.channel, request["ts"], action_id="v1:admit")
    await ivan.sees("доступ открыт")
    await stage.quiet()
    assert "Одобрено: Анна Смирнова" in (await stage.cards())[0]["plain"]
    await gives_address(stage, ivan)


async def _drills_down(stage: Stage, ivan: Customer) -> Json:
    """A3, A4: service, sub-service, kind, name, description, a colleague; the words of the beginning are in it."""
    await tools.grant(stage.house.core.settings, "anna@example.org", Role.DISPATCHER)
    await ivan.press(text="Новая заявка")
    await ivan.sees("подходящее")
    await ivan.photo(caption="Вот табло")
    await ivan.sees("войдёт в описание")
    for wanted in ("Сервисное обслуживание", "Обслуживание телефонного", "Инцидент"):
        await stage.until(lambda start=wanted: _offered(ivan, start), 15)  # type: ignore[misc]
        await ivan.press(data=await _button(ivan, wanted))
    await stage.until(lambda: _asks_for_words(ivan), 15)
    await follows(stage, ivan, "Нет гудка на втором этаже", {"держать в курсе": MANAGER})
    stage.channel = stage.queues["it-network"]
    card = (await stage.cards())[-1]
    assert "Не работает телефон" in card["plain"] and "Вот табло" in card["plain"]
    assert "Обслуживание телефонного и сетевого оборудования" in card["plain"]
    named = "SELECT email FROM persons JOIN observers ON persons.id = observers.person_id"
    assert await stage.rows(named) == [(MANAGER,)]
    assert await stage.rows("SELECT type, service, group_id FROM tickets") == [("incident", "network", "network")]
    pictures = [file["mimetype"] for message in await stage.thread(card) for file in message["files"]]
    assert pictures == ["image/jpeg"], "the photo is shown with the card"
    return card


async def _is_handed_out(stage: Stage, card: Json) -> None:
    """A2: nobody claims here; the dispatcher says whose work it is, and nobody else may."""
    assert not any("claim" in str(button) for button in (await stage.cards())[-1]["buttons"])
    boris = await stage.one(f"SELECT person_id FROM identities WHERE external_id = '{stage.boris.id}'")
    await stage.anna.press(stage.channel, card["ts"], action_id="v1:assign")
    await submits(stage, {"person": str(boris)})
    await stage.comes_to("SELECT assignee FROM tickets", boris)
    await stage.quiet()


async def _both_are_answered(stage: Stage, ivan: Customer, card: Json) -> Letter:
    """A4, A8: the requester hears it in the chat, the colleague by mail."""
    await stage.replies(stage.boris, card, "Проверяем линию")
    await ivan.sees("Проверяем линию")
    letter = await stage.mail.box(MANAGER).gets("Проверяем линию")
    await stage.quiet()
    return letter


async def _the_manager_answers(stage: Stage, post: PostOffice, card: Json, letter: Letter) -> None:
    """A7: with the attach address in copy it is a comment without the quote; without it, it is not, and he is told."""
    await post.sends(answer(letter, SENDER, "Это срочно, ждут клиенты", Cc=ATTACH))
    said = await stage.anna.sees(stage.channel, "Это срочно, ждут клиенты", thread=card["ts"])
    assert "Проверяем линию" not in said["plain"]
    await stage.quiet()
    await post.sends(answer(letter, SENDER, "И ещё одно"))
    told = await stage.mail.box(MANAGER).gets("не попал в переписку")
    assert ATTACH in told.text and "И ещё одно" not in told.text
    await stage.quiet()
    words = await stage.rows("SELECT audience FROM messages WHERE body LIKE '%срочно%' OR body LIKE '%И ещё одно%'")
    assert words == [("public",), ("internal",)]


async def _returns_and_rates(stage: Stage, ivan: Customer, card: Json) -> None:
    """A9, A10: returned by one button, rated on the way, and closed when a day has passed."""
    await stage.moves(stage.boris, card, "done")
    await stage.comes_to(STATUS, "done")
    await stage.quiet()
    await ivan.press(text="Вернуть в работу")
    await stage.comes_to(STATUS, "in_progress")
    await stage.quiet()
    await stage.moves(stage.boris, card, "done")
    await stage.comes_to(STATUS, "done")
    await stage.quiet()
    await ivan.press(text="5 — отлично")
    await stage.comes_to("SELECT grade FROM tickets", "5")
    stage.clock.on(DAY + 60)
    await stage.comes_to(STATUS, "closed")
    await stage.quiet()


async def _offered(ivan: Customer, start: str) -> bool:
    return await _button(ivan, start) is not None


async def _button(ivan: Customer, start: str) -> str | None:
    rows = (await ivan.chat())[-1].get("buttons") or []
    return next((one["data"] for row in rows for one in row if one["text"].startswith(start)), None)


async def _asks_for_words(ivan: Customer) -> bool:
    return await _button(ivan, "Инцидент") is None
