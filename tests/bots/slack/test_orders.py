"""The requester's orders on the card: whatever another system says stays words, in either language (E2, faults E2)."""

from pathlib import Path

import pytest

from bots.slack.blocks_orders import order_blocks
from bots.slack.speech import Speech
from core.kinds import System
from core.profile.catalogue import Lookup
from core.tickets import order_lines
from core.tickets.orders import KeepOrders
from core.views.parts import Orders
from tests.bots.slack.hostile import hostile
from tests.bots.slack.office import IVAN, dictionary, office, profile_of
from tests.standins.slack import SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")

LOOKUP = Lookup(url="https://shop.example/{name}")


async def test_orders_come_onto_the_card_that_stands_and_change_nothing_else(
    slack: SlackStandIn, tmp_path: Path
) -> None:
    profile = profile_of().model_copy(update={"lookup": LOOKUP})
    async with office(slack, tmp_path, profile=profile) as here:
        ticket = await here.open("Не открывается сайт")
        await here.card(ticket)
        orders = [{"id": f"<!channel> {text}", "pay": "<https://evil.example|here>"} for text in hostile(3)[:3]]
        found, count = order_lines.read(LOOKUP, orders * 3)
        person = (await here.seen_by(here.anna, ticket))[0].requester.id
        await here.desk(KeepOrders(person, {"orders": found, "count": count}), System("orders"))
        card = await here.card(ticket, "Заказы клиента: 9")
        shown = next(block for block in card["blocks"] if "Заказы клиента" in str(block))
        assert shown["elements"][0]["type"] == "plain_text" and "<!channel>" in shown["elements"][0]["text"]
        assert "и ещё 4" in shown["elements"][0]["text"] and len(await here.cards()) == 1
        await here.desk(KeepOrders(person, problem="slow"), System("orders"))
        await here.card(ticket, "система учёта не ответила вовремя")
        assert not [one for one in here.pocket.got if "evil" in str(one.content)]
        assert IVAN.name == "Иван"


async def test_orders_are_asked_for_anew_from_the_menu_and_a_stranger_cannot(
    slack: SlackStandIn, tmp_path: Path
) -> None:
    profile = profile_of().model_copy(update={"lookup": LOOKUP})
    async with office(slack, tmp_path, profile=profile) as here:
        ticket = await here.open("Не открывается сайт")
        card = await here.card(ticket)
        assert "ещё раз" not in str(card["blocks"])
        person = (await here.seen_by(here.anna, ticket))[0].requester.id
        await here.desk(KeepOrders(person, problem="unreachable"), System("orders"))
        card = await here.card(ticket, "сейчас недоступна. Позже запросим ещё раз")
        assert "Запросить заказы ещё раз" in str(card["blocks"])
        pressed = {"action_id": "v1:more", "value": f"{ticket}:0:orders", "block_id": "b", "stale": True}
        guest = await slack.agent("Вера", "vera@example.org", is_restricted=True)
        await slack.join(here.channel, guest)
        await guest.press(here.channel, card["ts"], **pressed)
        await guest.whispered("Эти кнопки — для сотрудников поддержки")
        for agent in (here.anna, here.boris):
            await agent.press(here.channel, card["ts"], **pressed)
        await here.card(ticket, "Запрашиваем заказы…")
        await here.desk(KeepOrders(person, {"orders": [], "count": 0}), System("orders"))
        await here.card(ticket, "Заказов у клиента нет")


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("problem", ["", "nothing", "slow", "refused", "unreachable", "large", "malformed"])
async def test_a_line_of_orders_fits_and_says_what_is_wrong(language: str, problem: str) -> None:
    say = Speech(dictionary(), language)
    text = "я" * 500
    orders = Orders(((({"": text}, text),) * 10,) * 5, 500, 0, problem)
    [block] = order_blocks(orders, say)
    said = block["elements"][0]["text"]
    assert len(said) < 2000 and "{" not in said and len(said.splitlines()) == (8 if problem else 7)
    [empty] = order_blocks(Orders((), 0, 0, problem), say)
    assert len(empty["elements"][0]["text"].splitlines()) == 1
