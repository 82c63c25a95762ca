"""Somebody in copy has a chat too: they hear what is said, see the ticket, and answer (A4)."""

import pytest

from core.kinds import Door, PersonId, TicketId, Visitor
from core.tickets.commands import AddComment
from core.tickets.handling import AddObserver, DropObserver, Triage
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


async def test_plain_words_of_somebody_in_copy_are_asked_about_and_never_guessed(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, mary: Customer
) -> None:
    """With a ticket of their own and without: what is meant they say themselves (X1)."""
    ticket = await _copied(desk, ivan, mary)
    own = ticket - 1
    for words, alive in (("Yes, it is on", True), ("And it is warm", False)):
        if not alive:
            await desk.write(f"UPDATE tickets SET status = 'closed' WHERE id = {own}")
        await mary.say(words)
        await desk.quiet()
        question = (await mary.chat())[-1]
        offered = [button["text"] for row in question["buttons"] for button in row]
        assert any(f"HD-{ticket} · " in one and one.endswith(" · observing") for one in offered), offered
        assert any(f"HD-{own} · Mine" in one for one in offered) == alive
        said = f"SELECT count(*) FROM messages WHERE body = '{words}'"
        assert await desk.one(said) == 0, "nothing is guessed"
        await mary.press(text=next(one for one in offered if f"HD-{ticket} · " in one), message=question["message_id"])
        await desk.quiet()
        assert await desk.one(f"{said} AND ticket_id = {ticket}") == 1 == await desk.one(said)
        assert (await ivan.sees(words))["text"].startswith(f"HD-{ticket} · Mary (наблюдатель) пишет")


async def test_what_one_is_in_copy_of_stands_in_the_list_and_is_found(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, mary: Customer
) -> None:
    ticket = await _copied(desk, ivan, mary)
    await mary.say("/tickets")
    await desk.quiet()
    rows = [button["text"] for row in (await mary.chat())[-1]["buttons"] for button in row]
    assert [one.endswith(" · observing") for one in rows if "HD-" in one] == [True, False], rows
    await mary.say("/tickets печатает")
    await desk.quiet()
    assert f"HD-{ticket}" in (await texts(mary))[-1] and "Не печатает" in (await texts(mary))[-1], "the only one found"
    await ivan.say("/tickets")
    await desk.quiet()
    rows = [button["text"] for row in (await ivan.chat())[-1]["buttons"] for button in row]
    assert not [one for one in rows if "Mine" in one or one.endswith("наблюдаете")]
    await desk.desk(DropObserver(ticket, await _id(desk, mary)), Visitor(Door.TELEGRAM, str(ivan.id)), "drop")
    await mary.say("/tickets печатает")
    await desk.quiet()
    assert "Не печатает" not in (await texts(mary))[-1]


async def _id(desk: TelegramDesk, who: Customer) -> PersonId:
    return PersonId(await desk.one(f"SELECT person_id FROM identities WHERE external_id = '{who.id}'"))


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
