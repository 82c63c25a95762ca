"""Without topics: the ticket that words are for until further notice, chosen by its requester (X1)."""

import pytest

from core.kinds import Door, TicketId, Visitor
from core.profile.schema import Profile
from core.tickets.commands import AddComment, OpenTicket
from tests.bots.telegram.desk import TelegramDesk
from tests.bots.telegram.visit import LANGUAGES, Visit, visiting
from tests.standins.telegram import TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _two(tg: TelegramStandIn, desk: TelegramDesk, profile: Profile, language: str) -> Visit:
    ian = await visiting(tg, desk, profile, language)
    await ian.say("Первый")
    await desk.desk(OpenTicket("Второй", ""), Visitor(Door.TELEGRAM, str(ian.who.id)), f"second:{ian.who.id}")
    await desk.quiet()
    return ian


async def _open(ian: Visit, number: str) -> None:
    await ian.say("/tickets")
    await ian.press(next(label for label in await ian.buttons() if number in label))


async def _said(desk: TelegramDesk, ticket: int) -> list[object]:
    return await desk.column(f"SELECT body FROM messages WHERE ticket_id = {ticket} AND body <> '' ORDER BY id")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_chosen_ticket_gets_every_word_until_that_is_ended(
    tg: TelegramStandIn, desk: TelegramDesk, profile: Profile, language: str
) -> None:
    ian = await _two(tg, desk, profile, language)
    await _open(ian, "HD-1")
    await ian.press(ian.word("tg-current-begin"))
    assert (await ian.last()).startswith(ian.word("tg-current", number="HD-1", subject="Первый"))
    await ian.say("раз", "два")
    assert await _said(desk, 1) == ["Первый", "раз", "два"]
    assert (await ian.last()) == ian.word("tg-noted", number="HD-1", subject="Первый")
    await ian.press(ian.word("tg-current-end"))
    assert (await ian.last()) == ian.word("tg-current-over")
    await ian.say("три")
    assert (await ian.last()) == ian.word("tg-which")
    assert await _said(desk, 1) == ["Первый", "раз", "два"]


async def test_the_oldest_of_ten_can_be_chosen_and_all_ten_are_offered(
    tg: TelegramStandIn, desk: TelegramDesk, profile: Profile
) -> None:
    ian = await _two(tg, desk, profile, "ru")
    for n in range(3, 11):
        await desk.desk(OpenTicket(f"Ещё {n}", ""), Visitor(Door.TELEGRAM, str(ian.who.id)), f"{n}:{ian.who.id}")
    await desk.quiet()
    await ian.say("Куда-то")
    offered = await ian.buttons()
    assert [one.split(" · ")[0].split()[-1] for one in offered if "HD-" in one] == [f"HD-{n}" for n in range(10, 0, -1)]
    await ian.press(next(one for one in offered if "HD-1 · " in one))
    await ian.say("/tickets")
    await ian.press(ian.word("tg-older"))
    await ian.press(next(one for one in await ian.buttons() if "HD-1 · " in one))
    await ian.press(ian.word("tg-current-begin"))
    await ian.say("И туда же")
    assert await _said(desk, 1) == ["Первый", "Куда-то", "И туда же"]


async def test_a_reply_to_another_tickets_message_means_that_one(
    tg: TelegramStandIn, desk: TelegramDesk, profile: Profile
) -> None:
    ian = await _two(tg, desk, profile, "ru")
    await _open(ian, "HD-1")
    await ian.press(ian.word("tg-current-begin"))
    await desk.agent(AddComment(TicketId(2), "О втором"))
    told = await ian.who.sees("О втором")
    await ian.who.say("Ясно", reply_to=told["message_id"])
    await desk.quiet()
    assert (await _said(desk, 2))[-1] == "Ясно"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_waiting_words_can_be_the_first_of_many(
    tg: TelegramStandIn, desk: TelegramDesk, profile: Profile, language: str
) -> None:
    ian = await _two(tg, desk, profile, language)
    await ian.say("куда-то")
    await _open(ian, "HD-2")
    await ian.press(ian.word("tg-current-begin"))
    await ian.say("и туда же")
    assert await _said(desk, 2) == ["куда-то", "и туда же"]


async def test_an_hour_after_the_last_word_it_is_asked_again(
    tg: TelegramStandIn, desk: TelegramDesk, profile: Profile
) -> None:
    ian = await _two(tg, desk, profile, "ru")
    await _open(ian, "HD-1")
    await ian.press(ian.word("tg-current-begin"))
    state = str(await desk.one("SELECT data FROM dialogues WHERE data LIKE '%current%'"))
    until = int(state.partition('"until": ')[2].partition("}")[0])
    await desk.write(f"UPDATE dialogues SET data = replace(data, '{until}', '{until - 3_700_000_000}')")
    await ian.say("раз")
    assert (await ian.last()) == ian.word("tg-which")


async def test_a_ticket_that_is_over_is_not_meant_any_more(
    tg: TelegramStandIn, desk: TelegramDesk, profile: Profile
) -> None:
    ian = await _two(tg, desk, profile, "ru")
    await desk.desk(OpenTicket("Третий", ""), Visitor(Door.TELEGRAM, str(ian.who.id)), "third")
    await _open(ian, "HD-1")
    await ian.press(ian.word("tg-current-begin"))
    old = await ian.shown()
    await desk.move(TicketId(1), "resolved")
    await desk.move(TicketId(1), "closed")
    await desk.quiet()
    await ian.say("раз")
    assert (await ian.last()) == ian.word("tg-which")
    assert await _said(desk, 1) == ["Первый"]
    await ian.who.press_stale(old["message_id"], "g1:current:1:")
    await desk.quiet()
    assert (await ian.who.toasts())[-1]["text"] == ian.word("tg-old-button")


async def test_somebody_elses_ticket_cannot_be_chosen(
    tg: TelegramStandIn, desk: TelegramDesk, profile: Profile
) -> None:
    ian = await _two(tg, desk, profile, "ru")
    await _open(ian, "HD-1")
    eve = await visiting(tg, desk, profile, "en")
    await eve.say("Mine")
    shown = await eve.shown()
    await eve.who.press_stale(shown["message_id"], "g1:current:1:")
    await desk.quiet()
    await eve.say("Hello")
    assert await _said(desk, 1) == ["Первый"]
    assert await _said(desk, 3) == ["Mine", "Hello"]


async def test_where_only_one_is_open_nothing_has_to_be_chosen(
    tg: TelegramStandIn, desk: TelegramDesk, profile: Profile
) -> None:
    ian = await visiting(tg, desk, profile, "ru")
    await ian.say("Первый")
    await _open(ian, "HD-1")
    assert ian.word("tg-current-begin") not in await ian.buttons()
