"""What a customer can do, pressed and typed."""

import pytest

from core.tickets.commands import AddComment, Claim, MoveStatus
from tests.bots.telegram.desk import AGENT, TelegramDesk
from tests.standins.telegram import PIXEL, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_stranger_who_just_writes_has_a_ticket_with_a_number(tg: TelegramStandIn, desk: TelegramDesk) -> None:
    ivan = await tg.user(first_name="Иван", language_code="ru")
    await ivan.say("Не печатает принтер\nПодробности: ошибка 5")
    receipt = await ivan.sees("HD-1")
    assert "Заявка HD-1 принята" in receipt["text"]
    assert "Не печатает принтер" in receipt["text"]
    assert [[button["text"] for button in row] for row in receipt["buttons"]] == [
        ["Вопрос решён", "Отменить"],
        ["Открыть"],
    ]


async def test_the_whole_life_of_a_ticket_in_chat(tg: TelegramStandIn, desk: TelegramDesk) -> None:
    ivan = await tg.user(first_name="Ivan", language_code="en")
    await ivan.say("The printer is on fire")
    await ivan.sees("HD-1 is registered")
    ticket = await desk.newest()
    await desk.desk(Claim(ticket, 0), AGENT, "claim")
    await ivan.sees("Анна Смирнова is looking into it")
    await desk.desk(AddComment(ticket, "Which one?"), AGENT, "reply")
    await ivan.sees("Which one?")
    await ivan.photo(PIXEL, "This one")
    await ivan.sees("Added to HD-1")
    await desk.desk(MoveStatus(ticket, "resolved", 1, "Replaced the toner"), AGENT, "resolve")
    await ivan.sees("Replaced the toner")
    await ivan.press(text="Return to work")
    await ivan.sees("back to work")
    said = await ivan.say("Still burning")
    await desk.quiet()
    await desk.desk(MoveStatus(ticket, "resolved", 3), AGENT, "again")
    await ivan.sees("we believe this is solved", after=said["message_id"])
    await ivan.press(text="Excellent")
    await ivan.sees("Your rating of HD-1 is “Excellent”")
    await desk.quiet()
    assert await desk.said() == [
        "The printer is on fire", "Which one?", "This one", "Replaced the toner", "Still burning",
    ]  # fmt: skip
    assert await desk.one("SELECT grade FROM tickets") == "5"
    assert await desk.one("SELECT state FROM attachments") == "ready"
