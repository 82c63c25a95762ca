"""Queues with channels of their own: where a card stands, how it moves, and who sees nothing of it (X2, E11)."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from core.kinds import TicketId
from core.tickets.commands import AddComment, Attachment
from tests.bots.slack.hall import Hall, hall
from tests.bots.slack.office import IVAN
from tests.standins.slack import Json, SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")

AWAY = {"ru": "работа продолжается в канале", "en": "work goes on in"}
HERE = {"ru": "раньше обсуждали в канале", "en": "before, it was in"}


@pytest_asyncio.fixture(loop_scope="module")
async def desks(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Hall]:
    async with hall(slack, tmp_path) as running:
        yield running


async def says(desks: Hall, ticket: TicketId, words: str) -> None:
    await desks.desk.desk(AddComment(ticket, words), IVAN)


def link(message: Json) -> str:
    return next(one for one in message["active"]["links"] if "/archives/" in one)


async def test_a_ticket_s_card_and_thread_stand_in_the_channel_of_its_queue(desks: Hall) -> None:
    ticket = await desks.desk.open("Счёт", service="sales")
    card = await desks.card(ticket, desks.sales)
    await says(desks, ticket, "Когда пришлёте?")
    await desks.desk.anna.sees(desks.sales, "Когда пришлёте?", thread=card["ts"])
    await desks.desk.anna.say(desks.sales, "Уточню у бухгалтерии", thread=card["ts"])
    await desks.desk.spoken(ticket, "Уточню у бухгалтерии")
    assert not await desks.posts(desks.desk.channel, ticket)
    other = await desks.desk.open("Нет связи")
    await desks.card(other, desks.desk.channel)


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_a_card_moves_there_and_back_with_what_was_said(
    slack: SlackStandIn, tmp_path: Path, language: str
) -> None:
    async with hall(slack, tmp_path, language) as desks:
        common = desks.desk.channel
        ticket = await desks.desk.open("Счёт", "Пришлите счёт")
        first = await desks.card(ticket, common)
        await says(desks, ticket, "Первое слово")
        await desks.settled()
        await desks.to(ticket, "sales")
        second = await desks.card(ticket, desks.sales)
        (left,) = await desks.posts(common, ticket)
        assert left["ts"] == first["ts"] and AWAY[language] in left["plain"] and "#sales" in left["plain"]
        assert "Счёт" not in left["plain"] + left["text"] and desks.sales in link(left)
        assert link(left).endswith(second["ts"].replace(".", ""))
        there = await desks.said(desks.sales, ticket)
        assert HERE[language] in there[0] and [one for one in there if "Первое слово" in one]
        await says(desks, ticket, "Второе слово")
        await desks.settled()
        await desks.to(ticket, "support")
        back = await desks.card(ticket, common)
        assert back["ts"] == first["ts"]
        (pointer,) = await desks.posts(desks.sales, ticket)
        assert pointer["ts"] == second["ts"] and common in link(pointer)
        words = " ".join(await desks.said(common, ticket))
        assert words.count("Первое слово") == words.count("Второе слово") == 1


async def test_handing_on_to_a_group_with_a_channel_moves_the_card_there(desks: Hall) -> None:
    ticket = await desks.desk.open()
    await desks.card(ticket, desks.desk.channel)
    await desks.hand(ticket, "line2")
    await desks.card(ticket, desks.line2)
    await desks.to(ticket, "sales")
    await desks.settled()
    assert await desks.live(ticket) == [desks.line2], "the group that has it goes before the service"


async def test_moves_in_quick_succession_leave_one_live_card_and_every_word_once(desks: Hall) -> None:
    ticket = await desks.desk.open("Туда и обратно")
    await desks.card(ticket, desks.desk.channel)
    for number in range(4):
        await says(desks, ticket, f"слово-{number}")
        await desks.to(ticket, "sales")
        await desks.to(ticket, "sales")
        await desks.to(ticket, "support")
    await desks.to(ticket, "sales")
    await desks.card(ticket, desks.sales)
    words = " ".join(await desks.said(desks.sales, ticket))
    assert [words.count(f"слово-{number}") for number in range(4)] == [1, 1, 1, 1]
    assert [len(await desks.posts(one, ticket)) for one in desks.channels] == [1, 1, 0, 0]


async def test_two_cards_are_never_live_at_once(desks: Hall) -> None:
    ticket = await desks.desk.open()
    await desks.card(ticket, desks.desk.channel)
    await desks.desk.slack.fault("chat.update", "slow", seconds=1.5)
    await desks.to(ticket, "sales")
    seen: list[list[str]] = []

    async def over() -> bool:
        seen.append(await desks.live(ticket))
        return seen[-1] == [desks.sales]

    await desks.desk.until(over, 20)
    assert max(len(one) for one in seen) == 1, seen


@pytest.mark.parametrize(("method", "kind"), [
    ("chat.postMessage", "drop_after"), ("chat.postMessage", "drop_before"), ("chat.update", "drop_after"),
    ("chat.update", "500"), ("chat.getPermalink", "500"),
])  # fmt: skip
async def test_a_lost_answer_in_the_middle_of_a_move_makes_no_second_card(desks: Hall, method: str, kind: str) -> None:
    ticket = await desks.desk.open(f"{method} {kind}")
    await desks.card(ticket, desks.desk.channel)
    await desks.desk.slack.fault(method, kind)
    await desks.to(ticket, "sales")
    await desks.card(ticket, desks.sales)
    assert [len(await desks.posts(one, ticket)) for one in desks.channels] == [1, 1, 0, 0]
    (left,) = await desks.posts(desks.desk.channel, ticket)
    assert desks.sales in link(left)


async def test_words_in_the_old_thread_are_taken_and_shown_in_the_new_one(desks: Hall) -> None:
    ticket = await desks.desk.open()
    old = await desks.card(ticket, desks.desk.channel)
    await desks.to(ticket, "sales")
    await desks.card(ticket, desks.sales)
    await desks.desk.boris.say(desks.desk.channel, "Договор вот-вот кончится", thread=old["ts"])
    await desks.desk.spoken(ticket, "Договор вот-вот кончится")
    await desks.desk.anna.sees(desks.sales, "Договор вот-вот кончится")
    await desks.settled()
    assert len([one for one in await desks.said(desks.sales, ticket) if "вот-вот" in one]) == 1


@pytest.mark.parametrize(("locale", "told"), [("ru-RU", "теперь в другом канале"), ("en-GB", "another channel now")])
async def test_words_in_the_old_thread_of_what_is_private_now_are_refused_kindly(
    desks: Hall, locale: str, told: str
) -> None:
    ticket = await desks.desk.open()
    old = await desks.card(ticket, desks.desk.channel)
    greg = await desks.desk.slack.agent("Greg", f"greg{locale}@example.org", locale=locale)
    await desks.desk.slack.join(desks.desk.channel, greg)
    await desks.to(ticket, "complaints")
    await desks.card(ticket, desks.secret)
    for agent in (greg, desks.desk.anna):
        await agent.say(desks.desk.channel, "Не туда", thread=old["ts"])
    await greg.whispered(told)
    await desks.desk.anna.whispered("теперь в другом канале")
    _, messages = await desks.desk.seen_by(desks.desk.anna, ticket)
    assert not [one for one in messages if "Не туда" in one.body]


async def test_what_was_said_in_a_private_queue_stays_there_when_the_ticket_is_opened_to_all(desks: Hall) -> None:
    ticket = await desks.desk.open("Жалоба", service="complaints")
    card = await desks.card(ticket, desks.secret)
    await desks.desk.anna.say(desks.secret, "Только между нами", thread=card["ts"])
    await desks.desk.spoken(ticket, "Только между нами")
    await desks.settled()
    await desks.to(ticket, "sales")
    await desks.card(ticket, desks.sales)
    await desks.to(ticket, "support")
    await desks.card(ticket, desks.desk.channel)
    for channel in (desks.sales, desks.desk.channel):
        assert not [one for one in await desks.said(channel, ticket) if "между нами" in one]
    await desks.desk.anna.say(desks.secret, "Ещё одно", thread=card["ts"])
    await desks.desk.anna.whispered("теперь в другом канале")


async def test_files_go_along_once(desks: Hall) -> None:
    file = Attachment("fire.png", "image/png", {"content": "png"})
    ticket = await desks.desk.open("Фото", attachments=(file,))
    await desks.card(ticket, desks.desk.channel)
    await desks.stored()
    await desks.to(ticket, "sales")
    await desks.card(ticket, desks.sales)
    await desks.to(ticket, "support")
    await desks.card(ticket, desks.desk.channel)
    for channel in (desks.sales, desks.desk.channel):
        shown = [file["name"] for one in await desks.desk.slack.messages(channel) for file in one["files"]]
        assert shown == ["fire.png"]


async def test_an_emoji_on_a_card_in_any_channel_takes_the_ticket(desks: Hall) -> None:
    ticket = await desks.desk.open("Счёт", service="sales")
    card = await desks.card(ticket, desks.sales)
    await desks.desk.anna.react(desks.sales, card["ts"], "eyes")

    async def taken() -> bool:
        shown, _ = await desks.desk.seen_by(desks.desk.anna, ticket)
        return shown.assignee is not None and shown.assignee.name == "Анна"

    await desks.desk.until(taken)


async def test_words_that_slack_never_told_of_are_found_in_every_channel(desks: Hall) -> None:
    ticket = await desks.desk.open("Счёт", service="sales")
    card = await desks.card(ticket, desks.sales)
    await desks.desk.slack.silence(1.0)
    await desks.desk.anna.say(desks.sales, "Пропавшее слово", thread=card["ts"])
    await desks.desk.slack.silence(0.0)
    await desks.desk.bot._catch_up()
    await desks.desk.spoken(ticket, "Пропавшее слово")


async def test_a_channel_that_is_shut_holds_up_none_of_the_others(desks: Hall) -> None:
    await desks.desk.slack.archive(desks.sales)
    shut = await desks.desk.open("Счёт", service="sales")
    open = await desks.desk.open("Нет связи")
    await desks.desk.card(open)
    assert not await desks.posts(desks.sales, shut)
    await desks.desk.slack.archive(desks.sales, archived=False)


async def test_a_notice_s_fate_is_shown_where_the_ticket_is_now(desks: Hall) -> None:
    ticket = await desks.desk.open()
    await desks.card(ticket, desks.desk.channel)
    await desks.to(ticket, "sales")
    card = await desks.card(ticket, desks.sales)
    await desks.desk.anna.press(desks.sales, card["ts"], action_id="v1:reply")
    await desks.desk.until(desks.desk.anna.views)
    await desks.desk.anna.submit({"body": "Счёт отправлен"})
    shown = await desks.desk.anna.sees(desks.sales, "Счёт отправлен")

    async def delivered() -> bool:
        thread = await desks.desk.slack.messages(desks.sales, card["ts"])
        return any("Доставлено" in one["plain"] for one in thread if one["ts"] == shown["ts"])

    await desks.desk.until(delivered)


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_of_a_long_conversation_the_thread_says_where_the_rest_can_be_read(
    slack: SlackStandIn, tmp_path: Path, language: str
) -> None:
    async with hall(slack, tmp_path, language) as desks:
        ticket = await desks.desk.open("Счёт", "Пришлите счёт")
        for number in range(21):
            await says(desks, ticket, f"слово-{number}.")
        await desks.card(ticket, desks.desk.channel)
        await desks.to(ticket, "sales")
        card = await desks.card(ticket, desks.sales)
        there = await desks.said(desks.sales, ticket)
        more = "Сюда перенесены последние 20 сообщений" if language == "ru" else "The last 20 messages have come along"
        assert more in there[0] and "слово-20." in " ".join(there) and "слово-0." not in " ".join(there)
        post = (await slack.messages(desks.sales, card["ts"]))[1]
        for _ in range(2):
            await desks.desk.anna.press(desks.sales, post["ts"], action_id="v1:ticket")
        await desks.desk.until(lambda: shows(desks, "слово-20."))
        view = (await desks.desk.anna.views())[-1]
        assert "Счёт" in view["plain"]


async def shows(desks: Hall, words: str) -> bool:
    return any(words in one["plain"] for one in await desks.desk.anna.views())


async def test_of_a_short_conversation_nothing_is_left_to_lead_to(desks: Hall) -> None:
    ticket = await desks.desk.open("Счёт", "Пришлите счёт")
    for number in range(20):
        await says(desks, ticket, f"слово-{number}.")
    await desks.card(ticket, desks.desk.channel)
    await desks.to(ticket, "sales")
    await desks.card(ticket, desks.sales)
    there = await desks.said(desks.sales, ticket)
    assert "перенесены" not in there[0] and "слово-0." in " ".join(there)
