"""An answer that waits: the agents see so, and whoever takes it back finds its text where it was."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from bots.slack.blocks_held import held_line
from bots.slack.speech import Speech
from core.clock import Clock
from core.jobs import Jobs
from core.kinds import Door, MessageId, TicketId, Visitor
from core.tickets.commands import AddComment, Claim
from core.tickets.handling_events import AnswerHeld, AnswerTakenBack, Hindrance, MoveDropped
from core.views.tidings import Happening
from tests.bots.slack.office import IVAN, Office, dictionary, office, profile_of
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


async def solved(held: Held, words: str) -> tuple[TicketId, Json]:
    """Anna answers and resolves; the post that shows it."""
    desk = held.desk
    ticket = await desk.open()
    await desk.desk(Claim(ticket, 0), Visitor(Door.SLACK, desk.anna.id))
    card = await desk.card(ticket, "В работе")
    await desk.receipt()
    await desk.anna.press(desk.channel, card["ts"], action_id="v1:solve")
    await desk.until(desk.anna.views)
    assert (await desk.anna.submit({"body": words}))["result"] == "closed"
    return ticket, await desk.said(ticket, words)


async def status(held: Held, ticket: TicketId) -> str:
    return (await held.desk.seen_by(held.desk.anna, ticket))[0].status.id


async def test_an_answer_that_resolves_waits_with_its_status_and_both_leave_together(held: Held) -> None:
    ticket, post = await solved(held, "Заменили картридж")
    assert "статус станет «Решена». Пока можно забрать и то и другое" in post["plain"]
    assert await status(held, ticket) == "in_progress" and not held.heard("Заменили картридж")
    await held.time_passes()
    await held.desk.card(ticket, "Решена")
    await held.desk.until(lambda: _so(held.heard("Заменили картридж")))
    await held.shows(ticket, "Заменили картридж", gone="Пока можно забрать")
    assert await status(held, ticket) == "resolved"


async def test_both_are_taken_back_by_one_press_and_twice_is_once(held: Held) -> None:
    ticket, post = await solved(held, "Рано обрадовались")
    for agent in (held.desk.boris, held.desk.anna):
        await agent.press(held.desk.channel, post["ts"], action_id="v1:take-back")
    await held.shows(ticket, "статус «Решена» не поставлен", gone="Пока можно забрать")
    await held.time_passes()
    assert await status(held, ticket) == "in_progress" and not held.heard("Рано обрадовались")
    assert len([one for one in await held.desk.thread(ticket) if "не поставлен" in one["plain"]]) == 1


async def test_whoever_resolved_is_called_when_the_customer_wrote_meanwhile(held: Held) -> None:
    ticket, _ = await solved(held, "Всё готово")
    await held.desk.desk(AddComment(ticket, "Опять не печатает"), IVAN)
    await held.time_passes()
    line = await held.desk.said(ticket, "Ответ ушёл клиенту, а статус «Решена» не поставлен")
    assert "клиент написал ещё" in line["plain"] and held.desk.anna.id in str(line["active"]["mentions"])
    assert await status(held, ticket) == "in_progress" and held.heard("Всё готово")


@pytest.mark.parametrize("why", list(Hindrance))
@pytest.mark.parametrize("language", ["ru", "en"])
async def test_what_the_thread_says_of_a_held_move_reads_well(held: Held, language: str, why: Hindrance) -> None:
    ticket = await held.desk.open()
    card, _ = await held.desk.seen_by(held.desk.anna, ticket)
    say = Speech(dictionary(), language)
    events = (AnswerHeld(MessageId(1), "resolved"), AnswerTakenBack(MessageId(1), "resolved"),
              MoveDropped(MessageId(1), "resolved", why.value))  # fmt: skip
    for event in events:
        line = held_line(Happening(card, event, None), say)
        assert line and ("«Решена»" if language == "ru" else "“Resolved”") in line and "{" not in line


async def _so(fact: bool) -> bool:
    return fact
