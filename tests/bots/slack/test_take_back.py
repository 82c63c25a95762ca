"""An answer that waits: the agents see so, and whoever takes it back finds its text where it was."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from core.clock import Clock
from core.jobs import Jobs
from core.kinds import TicketId
from tests.bots.slack.office import Office, office, profile_of
from tests.core.house import Hands
from tests.standins.slack import Json, SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")

HOLD = 15
WAITS = "Пока его можно забрать"


@dataclass
class Held:
    desk: Office
    hands: Hands

    async def time_passes(self) -> None:
        self.hands.forward(HOLD)
        await Jobs(self.desk.hop, self.desk.desk, []).held_due()

    async def writes(self, words: str) -> tuple[TicketId, Json]:
        """Anna answers in the modal; the post that shows it."""
        desk = self.desk
        ticket = await desk.open()
        card = await desk.card(ticket)
        await desk.receipt()
        await desk.anna.press(desk.channel, card["ts"], action_id="v1:reply")
        await desk.until(desk.anna.views)
        await desk.anna.submit({"body": words})
        return ticket, await desk.said(ticket, words)

    def heard(self, words: str) -> bool:
        """Whether the customer has got them, on any way."""
        told = [one.content for one in (*self.desk.pocket.got, *self.desk.letters.got)]
        return any(words in repr(one) for one in told)

    async def shows(self, ticket: TicketId, words: str, gone: str = "") -> None:
        """The post shows the words, and not any more those that are gone."""

        async def so() -> bool:
            posts = [one["plain"] for one in await self.desk.thread(ticket)]
            return any(words in one for one in posts) and not (gone and any(gone in one for one in posts))

        await self.desk.until(so)


@pytest_asyncio.fixture(loop_scope="module")
async def held(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Held]:
    profile = profile_of("default", thread="public")
    conversation = profile.conversation.model_copy(update={"hold": HOLD})
    profile = profile.model_copy(update={"conversation": conversation})
    hands = Hands(tmp_path / "clock")
    clock = Clock(f"file:{tmp_path / 'clock'}")
    async with office(slack, tmp_path, thread="public", profile=profile, clock=clock) as running:
        yield Held(running, hands)


async def test_an_answer_taken_back_stays_in_the_thread_and_never_leaves(held: Held) -> None:
    ticket, post = await held.writes("Обещаю вернуть деньги")
    assert WAITS in post["plain"] and "ещё не отправлен" in post["plain"]
    assert (await held.desk.boris.press(held.desk.channel, post["ts"], action_id="v1:take-back"))["status"] == "acked"
    await held.shows(ticket, "Ответ забран", gone=WAITS)
    await held.shows(ticket, "Обещаю вернуть деньги")
    await held.time_passes()
    assert not held.heard("Обещаю вернуть деньги")


async def test_when_it_has_left_its_button_is_gone_and_an_old_one_is_answered_kindly(held: Held) -> None:
    ticket, post = await held.writes("Готово, проверьте")
    await held.time_passes()
    await held.desk.until(lambda: _so(held.heard("Готово, проверьте")))
    await held.shows(ticket, "Готово, проверьте", gone=WAITS)
    (message,) = (await held.desk.seen_by(held.desk.anna, ticket))[1][-1:]
    old = {"action_id": "v1:take-back", "value": f"{ticket}:{message.id}", "block_id": "b"}
    await held.desk.anna.press(held.desk.channel, post["ts"], **old, stale=True)
    await held.desk.anna.whispered("Ответ уже ушёл клиенту")


async def test_what_is_typed_into_a_public_thread_waits_too_and_a_line_below_takes_it_back(held: Held) -> None:
    desk = held.desk
    ticket = await desk.open()
    card = await desk.card(ticket)
    await desk.anna.say(desk.channel, "Ну и клиент", thread=card["ts"])
    line = await desk.said(ticket, WAITS)
    await desk.anna.press(desk.channel, line["ts"], action_id="v1:take-back")
    await held.shows(ticket, "Ответ забран")
    await held.time_passes()
    assert not held.heard("Ну и клиент")
    await desk.anna.press(desk.channel, line["ts"], action_id="v1:take-back")
    assert len([one for one in await desk.thread(ticket) if "Ответ забран" in one["plain"]]) == 1


async def _so(fact: bool) -> bool:
    return fact
