"""Answers that are changed or withdrawn after they came: in their place, in pieces, when they are old; and the sign
that somebody has seen a message."""

import pytest

from core.kinds import MessageId, TicketId
from core.tickets.commands import AddComment, Claim, EditMessage
from core.tickets.handling import MarkSeen, WithdrawMessage
from tests.bots.telegram.desk import TelegramDesk, texts
from tests.standins.telegram import PIXEL, Customer, Json, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

EDITS = "SELECT state FROM outbox WHERE kind = 'edit' ORDER BY id"
CANNOT = "Bad Request: message can't be deleted for everyone"
LONG = "\n".join(f"строка {n} " + "я" * 80 for n in range(100))


async def answered(desk: TelegramDesk, who: Customer, text: str) -> tuple[TicketId, MessageId]:
    await who.say("Не печатает")
    await desk.quiet()
    ticket = await desk.newest()
    await desk.agent(AddComment(ticket, text))
    await desk.quiet()
    return ticket, MessageId(int(str(await desk.one("SELECT max(id) FROM messages"))))


async def shown(who: Customer) -> list[Json]:
    return [one for one in await who.chat() if one["from"] == "bot" and not one["deleted"]]


@pytest.mark.parametrize(("reader", "mark"), [("ru", "✏️ изменено"), ("en", "✏️ edited")])
async def test_a_corrected_answer_changes_in_its_place_and_says_so(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, mary: Customer, reader: str, mark: str
) -> None:
    who = ivan if reader == "ru" else mary
    ticket, message = await answered(desk, who, "Приедем в среду")
    before = await shown(who)
    await desk.agent(EditMessage(ticket, message, "Приедем в четверг"))
    await desk.quiet()
    after = await shown(who)
    assert [one["message_id"] for one in after] == [one["message_id"] for one in before]
    assert "Приедем в четверг" in after[-1]["text"] and after[-1]["text"].endswith(mark)
    assert after[-1]["buttons"] == before[-1]["buttons"]
    await desk.agent(EditMessage(ticket, message, "Приедем в четверг"))
    await desk.quiet()
    assert await desk.column(EDITS) == ["sent"]


async def test_a_long_answer_grows_and_shrinks_in_pieces(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    ticket, message = await answered(desk, ivan, "Коротко")
    for text, pieces in ((LONG, 3), (LONG[:5000], 2), ("Совсем коротко", 1), (LONG, 3)):
        await desk.agent(EditMessage(ticket, message, text))
        await desk.quiet()
        there = [one["text"] for one in await shown(ivan)][1:]
        assert len(there) == pieces
        assert text.split("\n")[0] in there[0] and text[-40:] in there[-1]
        assert [bool(one["buttons"]) for one in (await shown(ivan))[1:]] == [False] * (pieces - 1) + [True]


async def test_a_withdrawn_answer_is_gone_with_its_files(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await ivan.say("Не печатает")
    await desk.quiet()
    ticket = await desk.newest()
    await desk.give(ticket, "a.png", "image/png", PIXEL)
    await desk.quiet()
    message = MessageId(int(str(await desk.one("SELECT max(id) FROM messages"))))
    there = len(await shown(ivan))
    await desk.agent(WithdrawMessage(ticket, message))
    await desk.quiet()
    assert len(await shown(ivan)) == there - 2
    await ivan.press_stale(2, f"g1:ticket:{ticket}:")
    await desk.quiet()
    assert "a.png" not in (await texts(ivan))[-1] and "Сообщение отозвано поддержкой." in (await texts(ivan))[-1]


async def test_what_is_too_old_to_be_deleted_says_that_it_was_withdrawn(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, mary: Customer
) -> None:
    for who, words in ((ivan, "Сообщение отозвано поддержкой."), (mary, "Support has withdrawn this message.")):
        ticket, message = await answered(desk, who, "Секрет")
        await tg.fault("deleteMessage", "400", description=CANNOT)
        await desk.agent(WithdrawMessage(ticket, message))
        await desk.quiet()
        assert (await shown(who))[-1]["text"] == words
    assert await desk.column(EDITS) == ["sent", "sent"]


async def test_what_the_customer_has_deleted_is_told_to_the_agents(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    ticket, message = await answered(desk, ivan, "Готово")
    await tg.fault("editMessageText", "400", description="Bad Request: message can't be edited")
    await desk.agent(EditMessage(ticket, message, "Готово!"))
    await desk.quiet()
    assert await desk.column(EDITS) == ["refused"]
    assert await desk.column("SELECT reason FROM outbox WHERE kind = 'edit'") == [
        "Bad Request: message can't be edited"
    ]
    await tg.fault("deleteMessage", "400", description="Bad Request: message to delete not found")
    await desk.agent(WithdrawMessage(ticket, message))
    await desk.quiet()
    assert await desk.column(EDITS) == ["refused", "sent"]


async def test_an_edit_whose_answer_was_lost_is_repeated_and_arrives_once(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    ticket, message = await answered(desk, ivan, "Готово")
    await tg.fault("editMessageText", "drop_after", times=1)
    await desk.agent(EditMessage(ticket, message, "Готово!"))
    await desk.quiet()
    assert await desk.column(EDITS) == ["sent"]
    assert [one for one in await texts(ivan) if "Готово!" in one] == [(await shown(ivan))[-1]["text"]]


async def test_eyes_on_a_message_say_once_that_it_was_seen_and_the_page_says_so_in_words(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    said = await ivan.say("Не печатает")
    await desk.quiet()
    ticket, mark = await desk.newest(), len(await tg.log())
    for command in (MarkSeen(ticket), Claim(ticket, 0), MarkSeen(ticket)):
        await desk.agent(command)
    await desk.quiet()
    (message,) = [one for one in await ivan.chat() if one["message_id"] == said["message_id"]]
    assert message["reactions"] == ["👀"]
    assert len(await tg.log("setMessageReaction", mark)) == 1
    await ivan.press_stale(2, f"g1:ticket:{ticket}:")
    await desk.quiet()
    assert "Поддержка уже прочитала это сообщение" in (await texts(ivan))[-1]


async def test_where_signs_are_not_taken_nothing_is_said_of_it(
    tg: TelegramStandIn, desk: TelegramDesk, mary: Customer
) -> None:
    await mary.say("It smokes")
    await desk.quiet()
    before = await texts(mary)
    await tg.fault("setMessageReaction", "400", description="Bad Request: REACTION_INVALID")
    await desk.agent(MarkSeen(await desk.newest()))
    await desk.quiet()
    assert await texts(mary) == before
    assert await desk.column("SELECT state FROM outbox WHERE kind = 'reaction'") == ["suppressed"]
    await mary.press_stale(2, f"g1:ticket:{await desk.newest()}:")
    await desk.quiet()
    assert "Support has already read this message" in (await texts(mary))[-1]
