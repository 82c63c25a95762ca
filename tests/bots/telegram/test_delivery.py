"""The way out in bad weather: nothing lost, nothing sent a third time, order kept, no bans."""

import asyncio

import pytest

from core.kinds import Door, TicketId, Visitor
from core.tickets.commands import AddComment, OpenTicket
from tests.bots.telegram.desk import Opener, TelegramDesk, texts, until
from tests.standins.telegram import PIXEL, Customer, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

STATES = "SELECT state FROM outbox WHERE kind = 'notice' ORDER BY id"
REASONS = STATES.replace("state", "reason", 1)


async def opened_by(desk: TelegramDesk, customer: Customer, text: str = "Привет") -> None:
    await customer.say(text)
    await desk.quiet()


def answers(seen: list[str]) -> list[str]:
    """The answers of the agent in the order in which they stand in the chat."""
    return [text.split("\n")[-1] for text in seen if "Анна Смирнова" in text]


async def test_too_many_requests_are_waited_out_in_order(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await opened_by(desk, ivan)
    await tg.fault("sendMessage", "429", times=2, retry_after=1)
    mark, begun = len(await tg.log()), asyncio.get_running_loop().time()
    for n in range(4):
        await desk.agent(AddComment(await desk.newest(), f"ответ-{n}"))
    await desk.quiet()
    assert asyncio.get_running_loop().time() - begun >= 2
    assert answers(await texts(ivan)) == [f"ответ-{n}" for n in range(4)]
    statuses = [call["status"] for call in await tg.log("sendMessage", mark)]
    assert statuses == [429, 429, 200, 200, 200, 200]


async def test_many_tickets_of_one_person_keep_the_pace_of_the_chat(own: TelegramStandIn, opener: Opener) -> None:
    async with opener(own) as desk:
        ivan = await own.user(first_name="Иван")
        await opened_by(desk, ivan)
        for n in range(6):
            await desk.desk(OpenTicket(f"Вопрос {n}", ""), Visitor(Door.TELEGRAM, str(ivan.id)), f"open:{n}")
        await desk.quiet()
    await own.limits(True)
    async with opener(own, limits=True) as desk:
        mark = len(await own.log())
        await desk.write("UPDATE addresses SET quiet_until = 9000000000000000")
        for n in range(7):
            await desk.agent(AddComment(TicketId(n + 1), f"ответ-{n}"))
        await desk.write("UPDATE addresses SET quiet_until = 0")
        await desk.quiet()
        statuses = [call["status"] for call in await own.log("sendMessage", mark)]
        assert await own.bans() == []
        assert sorted(answers(await texts(ivan))) == [f"ответ-{n}" for n in range(7)]
        assert statuses.count(429) <= 1, statuses


@pytest.mark.parametrize("kind", ["block", "deactivated", "chat not found"], ids=["blocked", "deactivated", "unknown"])
async def test_somebody_gone_gets_nothing_until_they_write_again(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, kind: str
) -> None:
    await opened_by(desk, ivan)
    ticket = await desk.newest()
    if kind == "block":
        await ivan.block()
        await desk.quiet()
    elif kind == "deactivated":
        await tg.fault("sendMessage", "403", description="Forbidden: user is deactivated")
    else:
        await tg.fault("sendMessage", "400", description="Bad Request: chat not found")
    mark = len(await tg.log())
    for n in range(3):
        await desk.agent(AddComment(ticket, f"в пустоту {n}"))
        await desk.quiet()
    assert len(await tg.log("sendMessage", mark)) == 1
    states, reasons = await desk.column(STATES), await desk.column(REASONS)
    assert states == ["sent", "gone", "suppressed", "suppressed"]
    assert reasons[1] in (
        "Forbidden: bot was blocked by the user", "Forbidden: user is deactivated", "Bad Request: chat not found"
    )  # fmt: skip
    assert reasons[2:] == [f"gone: {reasons[1]}"] * 2
    if kind == "block":
        await ivan.unblock()
    await ivan.say("Я вернулся")
    await desk.quiet()
    await desk.agent(AddComment(ticket, "С возвращением"))
    await desk.quiet()
    assert answers(await texts(ivan)) == ["С возвращением"]


async def test_who_unblocks_the_bot_is_reached_again_before_they_write(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await opened_by(desk, ivan)
    await ivan.blocks()
    await desk.agent(AddComment(await desk.newest(), "в пустоту"))
    await desk.quiet()
    await ivan.unblocks()
    await ivan.sees("С возвращением!")
    await desk.agent(AddComment(await desk.newest(), "снова здесь"))
    await desk.quiet()
    assert answers(await texts(ivan)) == ["снова здесь"]
    assert await desk.one("SELECT gone FROM addresses WHERE door = 'telegram'") is None


async def test_a_block_that_is_told_of_late_does_not_make_the_chat_alive_again(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await opened_by(desk, ivan)
    await tg.fault("sendMessage", "403")
    await desk.agent(AddComment(await desk.newest(), "раз"))
    await desk.quiet()
    await ivan.block()
    await desk.quiet()
    assert await desk.one("SELECT gone FROM addresses WHERE door = 'telegram'") is not None


async def test_an_unknown_outcome_is_tried_once_more_and_then_parked(tg: TelegramStandIn, desk: TelegramDesk) -> None:
    copies = {"drop_before": (1, 0), "drop_after": (2, 2), "500": (1, 0)}
    people = {kind: await tg.user(first_name=kind) for kind in copies}
    for n, (kind, each) in enumerate(people.items()):
        await opened_by(desk, each)
        await tg.fault("sendMessage", kind, times=1, user=each.id)
        await desk.agent(AddComment(TicketId(n + 1), "один обрыв"))
    await desk.quiet()
    for n, (kind, each) in enumerate(people.items()):
        await tg.fault("sendMessage", kind, times=2, user=each.id)
        await desk.agent(AddComment(TicketId(n + 1), "два обрыва"))
        await desk.agent(AddComment(TicketId(n + 1), "потом"))
    await desk.quiet()
    for n, (kind, each) in enumerate(people.items()):
        seen = answers(await texts(each))
        assert (seen.count("один обрыв"), seen.count("два обрыва"), seen[-1]) == (*copies[kind], "потом"), kind
        fate = await desk.column(f"SELECT state FROM outbox WHERE kind = 'notice' AND ticket_id = {n + 1} ORDER BY id")
        assert fate == ["sent", "sent", "parked", "sent"]


async def test_an_outage_of_telegram_delays_everything_and_loses_nothing(opener: Opener) -> None:
    async with TelegramStandIn(limits=False) as before, opener(before) as desk:
        ivan = await before.user(first_name="Иван", id=900)
        await opened_by(desk, ivan)
        port = int(before.url.rsplit(":", 1)[1])
        await before.stop()
        for n in range(5):
            await desk.agent(AddComment(await desk.newest(), f"ответ-{n}"))
        await asyncio.sleep(1.5)
        assert await desk.one("SELECT count(*) FROM outbox WHERE state IN ('parked', 'gone', 'refused')") == 0
        async with TelegramStandIn(limits=False, port=port) as after:
            again = await after.user(first_name="Иван", id=900)
            await after.next_update_id(500)
            await again.say("/help")

            async def arrived() -> bool:
                return len(answers(await texts(again))) >= 5

            async with asyncio.timeout(25):
                await until(arrived)
            assert answers(await texts(again)) == [f"ответ-{n}" for n in range(5)]
            await again.sees("/new")
        assert desk.telegram.poll.healthy


async def test_edits_bear_being_the_same_and_being_of_nothing(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await ivan.say("/tickets")
    shown = await ivan.sees("У вас пока нет")
    await ivan.press_stale(shown["message_id"], "g1:list:0:")
    await ivan.press_stale(shown["message_id"], "g1:list:5:")
    await desk.quiet()
    missing = "Bad Request: message to edit not found"
    await tg.fault("editMessageText", "400", description=missing)
    await ivan.press_stale(shown["message_id"], "g1:list:0:")
    await desk.quiet()
    again = await ivan.sees("У вас пока нет")
    assert again["message_id"] > shown["message_id"]
    await opened_by(desk, ivan)
    await tg.fault("editMessageReplyMarkup", "400", description=missing)
    await ivan.press(text="Вопрос решён")
    await desk.quiet()
    assert await desk.one("SELECT count(*) FROM outbox WHERE state NOT IN ('sent', 'pending')") == 0
    assert await desk.one("SELECT status FROM tickets") == "resolved"


async def test_files_of_agents_arrive_also_where_telegram_sees_no_picture(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await ivan.photo(PIXEL, "Вот")
    await desk.quiet()
    for name in ("a\"b'\r\n.png", "../../etc/пароли.png", "..", "х" * 300 + ".png"):
        await tg.fault("sendPhoto", "400", description="Bad Request: PHOTO_INVALID_DIMENSIONS")
        await desk.give(await desk.newest(), name, "image/png", PIXEL)
        await desk.quiet()
    await desk.give(await desk.newest(), "точка.png", "image/png", PIXEL)
    await desk.quiet()
    files = [m["file"] for m in await ivan.chat() if m["from"] == "bot" and m["file"]]
    assert [file["kind"] for file in files] == ["document"] * 4 + ["photo"]
    assert all(file["size"] == len(PIXEL) for file in files)
    assert "пароли.png" in files[1]["name"]
