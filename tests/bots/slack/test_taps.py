"""How many taps an agent's daily work costs. A tap is a button, a thing picked, or a window sent that has no words."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from core.kinds import Door, TicketId
from core.people.store import at_door
from tests.bots.slack.bureau import bureau
from tests.bots.slack.office import Office
from tests.standins.slack import SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass
class Hand:
    """Anna's, counted."""

    desk: Office
    taps: int = 0
    texts: int = 0
    windows: set[str] = field(default_factory=set)

    async def press(self, ticket: TicketId, action: str, **what: Any) -> None:
        card = await self.desk.card(ticket)
        self.taps += 1
        await self.desk.anna.press(self.desk.channel, card["ts"], action_id=action, **what)

    async def send(self, words: str = "", **picked: Any) -> None:
        """What is open. Words are sent with their own last key."""
        view = (await self.desk.until(self.desk.anna.views))[0]
        self.windows.add(view["id"])
        self.taps += len(picked) + (0 if words else 1)
        self.texts += bool(words)
        done = await self.desk.anna.submit(picked | ({"body": words} if words else {}))
        assert done["result"] == "closed", done

    def told(self, what: str) -> None:
        print(f"{what}: {self.taps} taps, {self.texts} texts, {len(self.windows)} windows")


@pytest_asyncio.fixture(loop_scope="module")
async def hand(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Hand]:
    async with bureau(slack, tmp_path) as desk:
        yield Hand(desk)


async def test_to_claim_is_one_tap(hand: Hand) -> None:
    ticket = await hand.desk.open(type="question")
    await hand.press(ticket, "v1:claim")
    await hand.desk.card(ticket, "Анна")
    hand.told("claim")
    assert (hand.taps, hand.texts) == (1, 0)


async def test_to_answer_is_one_tap_and_the_words(hand: Hand) -> None:
    ticket = await hand.desk.open(type="question")
    await hand.press(ticket, "v1:reply")
    await hand.send("Перезагрузите шлюз")
    assert not (await hand.desk.spoken(ticket, "Перезагрузите")).internal
    hand.told("answer")
    assert (hand.taps, hand.texts, len(hand.windows)) == (1, 1, 1)


async def test_to_resolve_with_an_answer_is_one_tap_and_the_words(hand: Hand) -> None:
    ticket = await hand.desk.open(type="question")
    await hand.press(ticket, "v1:solve")
    await hand.send("Заменили шлюз")
    await hand.desk.card(ticket, "Решено")
    hand.told("answer and resolve")
    assert (hand.taps, hand.texts, len(hand.windows)) == (1, 1, 1)


async def test_triage_is_one_window(hand: Hand) -> None:
    ticket = await hand.desk.open(type="question")
    await hand.press(ticket, "v1:triage")
    await hand.send(type="setup", priority="high", category="voice", service="box")
    card, _ = await hand.desk.seen_by(hand.desk.anna, ticket)
    assert (card.type.id, card.priority.id, card.category and card.category.id) == ("setup", "high", "voice")
    hand.told("triage")
    assert len(hand.windows) == 1 and hand.taps == 6


async def test_to_say_whose_work_it_is_costs_triage_one_tap_more_and_no_other_window(hand: Hand) -> None:
    ticket = await hand.desk.open(type="question")
    boris = await hand.desk.hop.read(lambda conn: at_door(conn, Door.SLACK, hand.desk.boris.id))
    await hand.press(ticket, "v1:triage")
    await hand.send(priority="high", person=str(boris))
    await hand.desk.card(ticket, "Борис")
    hand.told("triage and assign")
    assert len(hand.windows) == 1 and hand.taps == 4


async def test_to_merge_is_three_taps_at_most(hand: Hand) -> None:
    into = await hand.desk.open("Не звонит", type="question")
    ticket = await hand.desk.open("Опять не звонит", type="question")
    await hand.desk.card(into)
    await hand.press(ticket, "v1:more", text="Объединить…")
    await hand.send(other=str(into))
    await hand.desk.card(ticket, f"TS-{into}")
    hand.told("merge")
    assert hand.taps <= 3 and len(hand.windows) == 1
