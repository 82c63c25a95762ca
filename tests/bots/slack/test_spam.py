"""Spam at the agents' door: marked from the menu, seen in the queue, restored from either (E3, X2)."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bots.slack.blocks_buttons import buttons
from bots.slack.blocks_card import card_blocks
from bots.slack.blocks_spam import why_spam
from bots.slack.lists.browse import Browse
from bots.slack.lists.views import list_window
from bots.slack.speech import Speech
from core.kinds import Door, Origin, TicketId, Visitor
from core.spam.model import Judge, Verdict, Weighed
from core.tickets.lifecycle import Verb
from core.views.lists.shapes import DeskLine, DeskPage, Found, Queue
from core.views.parts import Choice, SetAside
from tests.bots.slack.office import Office, dictionary
from tests.bots.slack.shapes import DAY, card
from tests.bots.slack.test_lists import drawn, home, turned
from tests.standins.slack import Agent, Json

pytestmark = pytest.mark.asyncio(loop_scope="module")

EVE = Visitor(Door.MAIL, "eve@spam.example", "Eve", "en")
HEADER = Verdict(Judge.HEADER, "x-spam-status", 9.1)
WORDS = Verdict(Judge.WORDS, score=0.998, words=(Weighed("кредит", 2.44), Weighed("займ", 1.9)))
AGENT = Verdict(Judge.AGENT)
SPEECHES = [Speech(dictionary(), "ru"), Speech(dictionary(), "en")]
NASTY = "<!channel> <@U0ANNA> *b* <https://evil.example|link> :boom:" + "x" * 3000


async def spam(desk: Office, text: str = "Кредит без отказа", suspected: Verdict = WORDS) -> TicketId:
    """A letter that nobody sees."""
    origin = Origin(Door.MAIL, EVE.external_id, f"<{text[:80]}@x>")
    return await desk.open("Выгодно", text, by=EVE, suspected=suspected, origin=origin)


async def queue(agent: Agent) -> Json:
    """The modal that the shortcut opens, once it is filled."""
    assert (await agent.shortcut("v1:spam_queue"))["status"] == "acked"
    return await shown(agent, lambda view: "Загруж" not in str(view) and "Loading" not in str(view))


async def shown(agent: Agent, so: Callable[[Json], bool]) -> Json:
    async with asyncio.timeout(10):
        while not ((views := await agent.views()) and so(views[-1])):  # noqa: ASYNC110
            await asyncio.sleep(0.03)
    return dict(views[-1])


def restores(view: Json) -> list[str]:
    return [one["value"] for one in view["buttons"] if one["action_id"] == "v1:restore"]


async def test_marked_from_the_menu_the_card_says_so_and_offers_only_the_way_back(desk: Office) -> None:
    ticket = await desk.open("Не печатает")
    card = await desk.card(ticket)
    pressed = await desk.anna.press(desk.channel, card["ts"], action_id="v1:more", text="Отметить как спам")
    assert pressed["status"] == "acked"
    marked = await desk.card(ticket, "Отмечено как спам сотрудником")
    assert {one["action_id"] for one in marked["buttons"]} == {"v1:note", "v1:restore", "v1:spam_queue"}
    assert "🚫" in marked["plain"]
    await desk.said(ticket, "Отмечено как спам: сроки остановлены")
    await desk.anna.press(desk.channel, marked["ts"], action_id="v1:restore")
    await desk.said(ticket, "Возвращено из спама")
    again = await desk.card(ticket)
    assert "🚫" not in again["plain"] and "Отмечено" not in again["plain"] and len(await desk.cards()) == 1


async def test_a_double_press_and_two_people_at_once_leave_one_mark(desk: Office) -> None:
    ticket = await desk.open("Не печатает")
    card = await desk.card(ticket)
    press = [
        who.press(desk.channel, card["ts"], action_id="v1:more", text="Отметить как спам")
        for who in (desk.anna, desk.boris, desk.anna)
    ]
    await asyncio.gather(*press)
    await desk.card(ticket, "Отмечено как спам")
    count = "SELECT count(*) FROM events WHERE kind = 'MarkedAsSpam'"
    assert (await desk.hop.read(lambda conn: conn.exec_driver_sql(count).scalar_one())) == 1


async def test_a_stale_card_is_answered_kindly(desk: Office) -> None:
    ticket = await desk.open("Не печатает")
    card = await desk.card(ticket)
    await desk.anna.press(desk.channel, card["ts"], action_id="v1:more", text="Отметить как спам")
    await desk.card(ticket, "Отмечено как спам")
    await desk.boris.press(
        desk.channel, card["ts"], action_id="v1:claim", value=f"{ticket}:0", block_id="b", stale=True
    )
    await desk.boris.whispered("из спама: кнопка «Не спам»")


async def test_words_typed_below_a_card_that_is_spam_are_not_swallowed(desk: Office) -> None:
    ticket = await desk.open("Не печатает")
    card = await desk.card(ticket)
    await desk.anna.press(desk.channel, card["ts"], action_id="v1:more", text="Отметить как спам")
    await desk.card(ticket, "Отмечено как спам")
    await desk.anna.say(desk.channel, "Похоже, это настоящий клиент", thread=card["ts"])
    assert (await desk.spoken(ticket, "настоящий клиент")).internal


async def test_what_is_set_aside_has_no_card_but_stands_in_the_queue(desk: Office) -> None:
    ticket = await spam(desk)
    view = await queue(desk.anna)
    words = str(view["blocks"])
    assert restores(view) == [f"{ticket}:0"] and "Кредит без отказа" in words and EVE.external_id in words
    assert "уверенность 100 %" in words and "кредит +2.4, займ +1.9" in words
    assert await desk.cards() == []


async def test_restored_in_the_queue_it_becomes_a_card_with_what_was_said(desk: Office) -> None:
    ticket = await spam(desk)
    view = await queue(desk.anna)
    await desk.anna.press_in_view(view["id"], action_id="v1:restore", value=f"{ticket}:0")
    await shown(desk.anna, lambda view: "Здесь пусто" in str(view))
    shown_card = await desk.card(ticket)
    assert "Кредит без отказа" in shown_card["plain"]
    await desk.said(ticket, "Возвращено из спама")
    await desk.until(lambda: _got(desk))


async def test_the_queue_is_leafed_through_and_stays_on_its_page(desk: Office) -> None:
    tickets = [await spam(desk, f"Займ {n}", HEADER) for n in range(12)]
    view = await queue(desk.anna)
    assert restores(view) == [f"{one}:0" for one in tickets[:1:-1]]
    await desk.anna.press_in_view(view["id"], action_id="v1:page:next")
    last = await shown(desk.anna, lambda view: len(restores(view)) == 2)
    await desk.anna.press_in_view(last["id"], action_id="v1:restore", value=f"{tickets[1]}:0")
    left = await shown(desk.anna, lambda view: len(restores(view)) == 1)
    assert restores(left) == [f"{tickets[0]}:0"]


async def test_it_stands_on_the_home_tab_too_where_two_press_at_once_and_it_is_restored_once(desk: Office) -> None:
    ticket = await spam(desk)
    homes = [await spam_at_home(one) for one in (desk.anna, desk.boris)]
    assert all(restores(view) == [f"{ticket}:0"] for view in homes)
    press = {"action_id": "v1:restore", "value": f"{ticket}:0"}
    await asyncio.gather(
        desk.anna.press_in_view(homes[0]["id"], **press), desk.boris.press_in_view(homes[1]["id"], **press)
    )
    await drawn(desk.anna, "ничего не отложено")
    count = "SELECT count(*) FROM events WHERE kind = 'RestoredFromSpam'"
    assert (await desk.hop.read(lambda conn: conn.exec_driver_sql(count).scalar_one())) == 1


async def spam_at_home(agent: Agent) -> Json:
    await home(agent)
    return await turned(agent, action_id="v1:queue:spam")


async def test_a_stranger_sees_nothing_and_restores_nothing(desk: Office) -> None:
    ticket = await spam(desk)
    eve = await desk.slack.agent("Ева", "eve@example.org")
    view = await queue(eve)
    assert restores(view) == [] and "Кредит" not in str(view)
    spam_of = "SELECT spam FROM tickets"
    assert (await desk.hop.read(lambda conn: conn.exec_driver_sql(spam_of).scalar_one())) == "words"
    assert ticket


@pytest.mark.parametrize("say", SPEECHES, ids=["ru", "en"])
async def test_every_verdict_is_said_in_words(say: Speech) -> None:
    said = [why_spam(one, say) for one in (HEADER, WORDS, AGENT, Verdict(Judge.HEADER, "x-spam-flag"))]
    assert "x-spam-status" in said[0] and "9.1" in said[0]
    assert "100 %" in said[1] and "кредит +2.4" in said[1]
    assert said[3].endswith("x-spam-flag") and len(set(said)) == 4


@pytest.mark.parametrize("say", SPEECHES, ids=["ru", "en"])
async def test_no_letter_can_act_or_be_too_long_in_the_queue_and_on_the_card(say: Speech) -> None:
    words = tuple(Weighed(NASTY, 9.0) for _ in range(5))
    verdict = Verdict(Judge.WORDS, score=1.0, words=words)
    aside = SetAside(NASTY[:500], NASTY, 3, verdict)
    status = Choice("new", {"ru": "Новая", "en": "New"})
    line = DeskLine(TicketId(7), "TS-7", NASTY[:300], status, True, status, NASTY, None, DAY, aside=aside)
    view = list_window(Found(DeskPage((line,) * 10, (1, 1))), Browse(Queue.SPAM), "C0DESK", say)
    blocks = view["blocks"]
    assert len(blocks) <= 100
    for block in [*blocks, *card_blocks(card(spam=verdict, verbs=(Verb.NOTE, Verb.RESTORE)), "", say)]:
        assert "<!channel>" not in _marked(block) and "<@U0ANNA>" not in _marked(block)
    assert all(len(one["text"]["text"]) <= 3000 for one in blocks if one["type"] == "section")
    assert all(len(part["text"]) <= 3000 for one in blocks if one["type"] == "context" for part in one["elements"])


async def test_a_card_that_is_no_spam_has_no_way_to_the_queue() -> None:
    (actions,) = buttons(card(), SPEECHES[0])
    assert "v1:spam_queue" not in {one["action_id"] for one in actions["elements"]}


def _marked(block: Any) -> str:
    """What Slack would read as mrkdwn."""
    found = [block] if isinstance(block, dict) and block.get("type") == "mrkdwn" else []
    inner = block.values() if isinstance(block, dict) else block if isinstance(block, list) else ()
    return "".join(str(one["text"]) for one in found) + "".join(_marked(one) for one in inner)


async def _got(desk: Office) -> bool:
    """The receipt of the restored letter."""
    return bool(desk.letters.got)
