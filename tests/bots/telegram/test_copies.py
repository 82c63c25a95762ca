"""Somebody in copy has a chat too: they hear what is said, see the ticket, and answer (A4)."""

import pytest

from core.kinds import Door, TicketId, Visitor
from core.tickets.commands import AddComment
from core.tickets.handling import AddObserver, Triage
from tests.bots.telegram.desk import TelegramDesk, texts
from tests.standins.telegram import PIXEL, Customer, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _copied(desk: TelegramDesk, ivan: Customer, mary: Customer) -> TicketId:
    """Mary has written before, and is in copy of Ivan's ticket."""
    await mary.say("Mine")
    await desk.quiet()
    await ivan.say("Не печатает")
    await desk.quiet()
    ticket = await desk.newest()
    person = await desk.one(f"SELECT person_id FROM identities WHERE external_id = '{mary.id}'")
    await desk.write(
        "INSERT INTO identities (door, external_id, person_id, proof, made_at)"
        f" VALUES ('mail', 'mary@example.org', {person}, 'code', 0)"
    )
    await desk.desk(AddObserver(ticket, "mary@example.org"), Visitor(Door.TELEGRAM, str(ivan.id)), "add")
    await desk.quiet()
    return ticket


async def test_an_observer_hears_sees_and_answers_in_their_own_language(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, mary: Customer
) -> None:
    ticket = await _copied(desk, ivan, mary)
    added = await mary.sees("wants you to be kept informed")
    assert added["text"].startswith(f"HD-{ticket} · Не печатает\nИван Петров")
    assert [button["text"] for row in added["buttons"] for button in row] == ["Answer", "Mute", "Open"]
    await ivan.photo(PIXEL, "Вот так")
    await desk.quiet()
    heard = await mary.sees("Вот так")
    assert heard["text"].startswith(f"HD-{ticket} · Иван Петров (author) writes\nВот так\n📎 ")
    await desk.agent(AddComment(ticket, "Включите его"))
    await desk.quiet()
    assert (await mary.sees("Включите его"))["text"] == f"HD-{ticket} · Анна Смирнова\nВключите его"

    await mary.press(text="Answer")
    await mary.say("I have the key")
    await desk.quiet()
    word = await ivan.sees("I have the key")
    assert word["text"].startswith(f"HD-{ticket} · Mary (наблюдатель) пишет")


async def test_on_an_observers_screen_only_their_own_words_are_theirs(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, mary: Customer
) -> None:
    ticket = await _copied(desk, ivan, mary)
    await desk.desk(AddComment(ticket, "I have the key"), Visitor(Door.TELEGRAM, str(mary.id)), "word")
    await mary.press(text="Open", message=(await mary.sees("kept informed"))["message_id"])
    await desk.quiet()
    screen = (await texts(mary))[-1]
    assert "Observers: Mary" in screen and "You · " in screen and "Иван Петров · " in screen
    assert screen.count("You · ") == 1


async def test_a_triage_reaches_nobody_where_the_desk_tells_of_none(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, mary: Customer
) -> None:
    """It is on the screen all the same."""
    ticket = await _copied(desk, ivan, mary)
    before = len(await texts(ivan)), len(await texts(mary))
    await desk.agent(Triage(ticket, {"priority": "urgent"}))
    await desk.quiet()
    assert (len(await texts(ivan)), len(await texts(mary))) == before
    await ivan.press(text="Открыть", message=(await ivan.sees("принята"))["message_id"])
    await desk.quiet()
    assert "Приоритет: Срочный" in (await texts(ivan))[-1]
