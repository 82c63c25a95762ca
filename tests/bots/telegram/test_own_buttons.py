"""The customer's own buttons on a desk that offers all of them: escalate, mute, close, go on (D3, D4, D7, D8)."""

import pytest

from bots.wording import Words
from core.kinds import TicketId
from core.profile.load import load
from core.profile.schema import Profile
from core.tickets.commands import AddComment
from tests.bots.telegram.desk import TelegramDesk, buttons, texts, two_tickets
from tests.conftest import PROFILES
from tests.standins.telegram import PIXEL, Customer, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

STATUS = "SELECT status FROM tickets ORDER BY id"
STATES = "SELECT count(*) FROM dialogues WHERE state IS NOT NULL"


@pytest.fixture
def profile() -> Profile:
    return load(PROFILES / "telecom.toml")


async def rows_of(customer: Customer, substring: str) -> list[list[str]]:
    found = await customer.sees(substring)
    return [[button["text"] for button in row] for row in found["buttons"]]


async def pressed(desk: TelegramDesk, who: Customer, **button: str) -> None:
    await who.press(**button)
    await desk.quiet()


async def said(desk: TelegramDesk, who: Customer, text: str) -> str:
    await who.say(text)
    await desk.quiet()
    return (await texts(who))[-1]


async def test_every_button_of_the_desk_stands_there_in_its_own_words(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, mary: Customer
) -> None:
    await ivan.say("Нет звука")
    assert await rows_of(ivan, "Обращение TS-1 принято") == [
        ["Решить эту проблему", "Эскалировать"], ["Не уведомляйте меня", "Отменить обращение"], ["Открыть"],
    ]  # fmt: skip
    await mary.say("No sound")
    assert await rows_of(mary, "Request TS-2 is registered") == [
        ["This is solved", "Escalate"], ["Do not notify me", "Cancel request"], ["Open"],
    ]  # fmt: skip
    await pressed(desk, ivan, text="Решить эту проблему")
    assert (await ivan.toasts())[-1]["text"] == "Проблема решена"
    assert (await rows_of(ivan, "TS-1 принято"))[1] == ["Вернуть в работу", "Закрыть"]
    await pressed(desk, ivan, text="Закрыть")
    assert (await texts(ivan))[-1] == "TS-1: закрыли. Спасибо!"
    assert await desk.column(STATUS) == ["closed", "new"]
    assert await rows_of(ivan, "TS-1 принято") == [["Открыть"]]


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_escalating_takes_a_reason_that_counts_and_a_text(
    tg: TelegramStandIn, desk: TelegramDesk, profile: Profile, language: str
) -> None:
    who, words = await tg.user(first_name="Ян", language_code=language), Words(profile)
    await said(desk, who, "Нет звука")
    await pressed(desk, who, data="v1:escalate:1:")
    assert (await texts(who))[-1] == words(language, "tg-reason-ask", number="TS-1")
    assert len(await buttons(who)) == 8
    await pressed(desk, who, data="v1:escalate:1:priority")
    declined, asked = (await texts(who))[-2:]
    assert "SLA" in declined and "«" in declined and "приоритет" not in declined.partition(":")[2]
    assert asked == words(language, "tg-reason-ask", number="TS-1")
    await pressed(desk, who, data="v1:escalate:1:silence")
    assert (await texts(who))[-1] == words(language, "tg-grievance-ask", number="TS-1")
    kind = words(language, "refusal-reason-empty")
    await who.sticker()
    await desk.quiet()
    assert (await texts(who))[-2] == kind
    await said(desk, who, "\u200b \u2060")
    assert (await texts(who))[-2] == kind
    await who.photo(PIXEL)
    await desk.quiet()
    assert (await texts(who))[-2] == kind
    assert await desk.column(STATUS) == ["new"]
    await said(desk, who, "Третий день тишина")
    assert words(language, "tg-done-escalate", number="TS-1") in await texts(who)
    assert await desk.rows("SELECT status, body FROM tickets t JOIN messages m ON m.ticket_id = t.id") == [
        ("escalated", "Нет звука"), ("escalated", "Третий день тишина"),
    ]  # fmt: skip
    assert await desk.one("SELECT message_id FROM attachments") == 2
    assert '"silence"' in str(await desk.one("SELECT payload FROM events WHERE kind = 'TicketEscalated'"))
    assert await desk.one(STATES) == 0


async def test_a_text_instead_of_a_reason_is_kept_for_it(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await said(desk, ivan, "Нет звука")
    await pressed(desk, ivan, text="Эскалировать")
    assert "Текст сохранили" in await said(desk, ivan, "Вы там живы?")
    await ivan.photo(PIXEL, "Вот тишина")
    await desk.quiet()
    await pressed(desk, ivan, text="Повысить приоритет")
    await pressed(desk, ivan, text="Долго нет ответа")
    assert await desk.said() == ["Нет звука", "Вы там живы?\n\nВот тишина"]
    assert await desk.column(STATUS) == ["escalated"]
    before = await texts(ivan)
    await ivan.press_stale(2, "v1:escalate:1:silence")
    await desk.quiet()
    assert await texts(ivan) == before and "уже не действует" in (await ivan.toasts())[-1]["text"]


async def test_an_escalation_that_comes_too_late_keeps_its_words(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await said(desk, ivan, "Нет звука")
    await pressed(desk, ivan, text="Эскалировать")
    await pressed(desk, ivan, text="Долго нет ответа")
    await desk.move(await desk.newest(), "resolved")
    await desk.quiet()
    assert "Куда это передать?" in await said(desk, ivan, "Где вы?")
    await pressed(desk, ivan, data="g1:put:1:")
    assert (await desk.said())[-1] == "Где вы?"


async def test_a_muted_ticket_is_silent_and_the_others_are_not(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await two_tickets(desk, ivan)
    before = len(await texts(ivan))
    for _ in range(2):
        await ivan.press_stale(2, "v1:mute:1:")
        await desk.quiet()
    assert len(await texts(ivan)) == before
    assert "Больше об этом не пишем" in (await ivan.toasts())[0]["text"]
    receipt = [m for m in await ivan.chat() if m["message_id"] == 2][0]
    assert "Снова уведомлять" in [b["text"] for row in receipt["buttons"] for b in row]
    for ticket in (1, 2):
        await desk.agent(AddComment(TicketId(ticket), f"ответ-{ticket}"))
    await desk.quiet()
    assert [text for text in (await texts(ivan))[before:] if "ответ-" in text] == ["TS-2 · Анна Смирнова\nответ-2"]
    assert await desk.column("SELECT reason FROM outbox WHERE state = 'suppressed'") == ["muted"]
    await pressed(desk, ivan, data="g1:ticket:1:")
    assert "🔕" in (await texts(ivan))[-1]
    await pressed(desk, ivan, text="Снова уведомлять")
    await desk.agent(AddComment(TicketId(1), "снова-1"))
    await ivan.sees("снова-1")


@pytest.mark.parametrize("choice", ["Работа продолжается", "Всё в порядке, закрыть", ""], ids=["on", "close", "none"])
async def test_an_answer_to_a_resolved_ticket_asks_whether_it_goes_on(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, choice: str
) -> None:
    asked = await ivan.say("Нет звука")
    await desk.quiet()
    await desk.move(await desk.newest(), "resolved")
    await desk.quiet()
    await ivan.say("Опять то же самое", reply_to=asked["message_id"])
    await desk.quiet()
    noted = await ivan.sees("Добавили в TS-1")
    assert "продолжится сама" in noted["text"] and "date_time" in {entity["type"] for entity in noted["entities"]}
    assert (await buttons(ivan))[:2] == ["Работа продолжается", "Всё в порядке, закрыть"]
    assert await desk.column(STATUS) == ["resolved"]
    if not choice:
        assert await desk.one("SELECT choice_until FROM tickets") is not None
        return
    await pressed(desk, ivan, text=choice)
    done = "TS-1: работа продолжается." if choice == "Работа продолжается" else "TS-1: закрыли. Спасибо!"
    assert (await texts(ivan))[-1] == done
    assert await desk.column(STATUS) == ["in_progress" if choice == "Работа продолжается" else "closed"]
    assert await desk.one(STATES) == 0


@pytest.mark.parametrize("way", ["reply", "answer", "which", "page"])
async def test_a_closed_ticket_is_gone_on_with_in_a_new_one(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, way: str
) -> None:
    await two_tickets(desk, ivan)
    await (ivan.say("Куда-то") if way == "which" else ivan.press_stale(2, "v1:cancel:1:yes"))
    await desk.quiet()
    match way:
        case "reply":
            await ivan.photo(PIXEL, "Снова", reply_to=2)
        case "answer" | "page":
            await ivan.press_stale(2, "g1:answer:1:" if way == "answer" else "g1:ticket:1:")
            await desk.quiet()
            if way == "page":
                await pressed(desk, ivan, text="Написать в продолжение")
            assert "TS-1: вопрос закрыт" in (await texts(ivan))[-1]
            await ivan.photo(PIXEL, "Снова")
        case _:
            await ivan.photo(PIXEL, "Снова")
            await ivan.press_stale(2, "v1:cancel:1:yes")
            await ivan.press_stale(2, "g1:put:1:")
    await desk.quiet()
    assert (await buttons(ivan))[-2:] == ["Открыть в продолжение TS-1", "Никуда, не отправлять"]
    assert "🟢 TS-2 · Второй — Новое" in await buttons(ivan)
    await pressed(desk, ivan, text="Открыть в продолжение TS-1")
    assert await desk.column("SELECT linked_to FROM tickets ORDER BY id") == [None, None, 1]
    assert str((await desk.said())[-1]).endswith("Снова") and await desk.one("SELECT ticket_id FROM attachments") == 3
    assert "Обращение TS-3 принято" in (await texts(ivan))[-1] and "Продолжение TS-1" in (await texts(ivan))[-1]
    await pressed(desk, ivan, data="g1:ticket:3:")
    assert "Продолжение TS-1" in (await texts(ivan))[-1]
    assert await desk.one(STATES) == 0
