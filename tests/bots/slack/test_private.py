"""A private queue: whoever is not in its channel sees nothing of it, in whatever way they ask (X2, E11)."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from core.errors import Code, Refusal
from core.kinds import Door, TicketId, Visitor
from core.people import store as people
from core.tickets.commands import AddComment, AddNote, Attachment, Claim, Escalate, MoveStatus
from core.tickets.handling import Assign, Triage
from core.tickets.relating import Merge, SetParent, Watch
from core.views.lists.finding import FindTickets
from core.views.lists.history import ReadStory
from core.views.lists.reading import ReadBoard, ReadQueue
from core.views.lists.shapes import Filter, Queue
from core.views.queries import ReadTicket, StaffCard
from core.views.relating import OtherTickets
from tests.bots.slack.hall import Hall, hall
from tests.bots.slack.office import IVAN
from tests.bots.slack.test_lists import asked, home, turned
from tests.standins.slack import Agent, Json, SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")

CANARY = "КАНАРЕЙКА"
QUEUES = ("mine", "unassigned", "breach", "waiting", "undelivered")


@pytest_asyncio.fixture(loop_scope="module")
async def desks(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Hall]:
    async with hall(slack, tmp_path) as running:
        yield running


async def complaint(desks: Hall, subject: str = f"Жалоба {CANARY}") -> TicketId:
    ticket = await desks.desk.open(subject, f"Подробности {CANARY}", service="complaints")
    await desks.card(ticket, desks.secret)
    return ticket


def slack_visitor(agent: Agent) -> Visitor:
    return Visitor(Door.SLACK, agent.id)


async def test_its_tickets_are_in_no_list_and_no_count_of_an_outsider(desks: Hall) -> None:
    ticket = await complaint(desks)
    boris, anna, vera = desks.desk.boris, desks.desk.anna, desks.vera
    for agent, seen in ((anna, True), (vera, True), (boris, False)):
        await home(agent, "Мои")
        view = await turned(agent, action_id="v1:queue:unassigned")
        assert (CANARY in view["plain"]) == seen
        assert f"Ничьи · {int(seen)}" in [one["text"] for one in view["buttons"]]
        found = await turned(agent, action_id="v1:find", selected="жалобы")
        assert (CANARY in found["plain"]) == seen
    view = await asked(desks.desk, boris, "ничьи")
    assert CANARY not in view["plain"]
    await boris.close_view(everything=True)
    for question in ("найти подробности", f"TS-{ticket}", str(ticket)):
        view = await asked(desks.desk, boris, question)
        assert CANARY not in view["plain"]
        await boris.close_view(everything=True)


async def test_queries_answer_an_outsider_as_if_it_were_not_there(desks: Hall) -> None:
    ticket, other = await complaint(desks), await desks.desk.open("Другое")
    boris, ask = slack_visitor(desks.desk.boris), desks.desk.ask
    for query in (ReadTicket(ticket), StaffCard(ticket), ReadStory(ticket)):
        with pytest.raises(Refusal) as refused:
            await ask(query, boris)  # type: ignore[arg-type]
        with pytest.raises(Refusal) as missing:
            await ask(type(query)(TicketId(999)), boris)  # type: ignore[arg-type]
        assert (refused.value.code, refused.value.params) == (missing.value.code, missing.value.params)
    for queue in Queue:
        assert ticket not in [one.id for one in (await ask(ReadQueue(queue), boris)).lines]
    assert [one.count for one in (await ask(ReadBoard(), boris)).heaps if one.queue is Queue.UNASSIGNED] == [1]
    for found in (FindTickets(CANARY), FindTickets(str(ticket)), FindTickets("", ((Filter.SERVICE, "complaints"),))):
        assert not (await ask(found, boris)).page.lines
    for of in ("merge", "parent"):
        assert ticket not in [one.id for one in await ask(OtherTickets(other, of), boris)]


async def test_no_command_of_an_outsider_is_carried_out_and_none_says_that_it_is_there(desks: Hall) -> None:
    ticket, other = await complaint(desks), await desks.desk.open("Другое")
    boris = slack_visitor(desks.desk.boris)
    me = await desks.desk.hop.read(lambda conn: people.at_door(conn, Door.SLACK, desks.desk.boris.id))
    for command in (
        Claim(ticket, 0), AddNote(ticket, "x"), AddComment(ticket, "x"), MoveStatus(ticket, "in_progress", 0),
        Triage(ticket, {"service": "support"}), Assign(ticket, 0, me), Watch(ticket), SetParent(other, ticket),
        Merge(other, ticket, 0, shared=True),
    ):  # fmt: skip
        with pytest.raises(Refusal) as refused:
            await desks.desk.desk(command, boris)
        assert refused.value.code is Code.MISSING, command


async def test_a_press_with_a_forged_value_opens_and_does_nothing(desks: Hall) -> None:
    ticket, other = await complaint(desks), await desks.desk.open("Другое")
    card, boris = await desks.card(other, desks.desk.channel), desks.desk.boris
    for action in ("v1:claim", "v1:reply", "v1:note", "v1:triage", "v1:assign", "v1:why", "v1:letter"):
        forged = {"action_id": action, "value": f"{ticket}:0", "block_id": "card", "stale": True}
        assert (await boris.press(desks.desk.channel, card["ts"], **forged))["status"] == "acked"
        await asyncio.sleep(0.3)
        views = await boris.views()
        assert CANARY not in str(views)
        if views:
            await boris.close_view(everything=True)
    await home(boris, "Мои")
    await turned(boris, action_id="v1:queue:unassigned")
    forged = {"action_id": "v1:ticket", "value": str(ticket), "block_id": "list", "stale": True}
    await boris.press_in_view(view_id=(await boris.home())["id"], **forged)
    await asyncio.sleep(0.5)
    assert CANARY not in str(await boris.views()) + str(await boris.ephemerals()) + str(await boris.home())
    shown, _ = await desks.desk.seen_by(desks.vera, ticket)
    assert shown.assignee is None


async def test_nobody_outside_is_offered_or_taken_as_its_assignee(desks: Hall) -> None:
    ticket = await complaint(desks)
    card = await desks.card(ticket, desks.secret)
    pressed = {"action_id": "v1:assign", "value": f"{ticket}:0", "block_id": "card", "stale": True}
    await desks.desk.anna.press(desks.secret, card["ts"], **pressed)
    view = dict((await desks.desk.until(desks.desk.anna.views))[0])
    assert "Вера" in str(view) and "Борис" not in str(view)
    me = await desks.desk.hop.read(lambda conn: people.at_door(conn, Door.SLACK, desks.desk.boris.id))
    with pytest.raises(Refusal) as refused:
        await desks.desk.desk(Assign(ticket, 0, me), slack_visitor(desks.desk.anna))
    assert refused.value.code is Code.PERSON


async def test_it_is_neither_merged_nor_tied_with_what_others_see(desks: Hall) -> None:
    ticket, other = await complaint(desks), await desks.desk.open("Другое")
    for command in (
        Merge(other, ticket, 0, shared=True),
        Merge(ticket, other, 0, shared=True),
        SetParent(other, ticket),
    ):
        with pytest.raises(Refusal) as refused:
            await desks.desk.desk(command, slack_visitor(desks.desk.anna))
        assert (refused.value.code, refused.value.params["problem"]) == (Code.RELATION, "private")


async def test_who_leaves_the_channel_sees_it_no_more_and_who_comes_sees_it_at_once(desks: Hall) -> None:
    ticket = await complaint(desks)
    boris, slack = desks.desk.boris, desks.desk.slack
    await slack.join(desks.secret, boris)
    await desks.desk.until(lambda: desks.sits(boris, desks.secret))
    assert (await desks.desk.ask(StaffCard(ticket), slack_visitor(boris))).id == ticket
    await slack.leave(desks.secret, boris)
    await desks.desk.until(lambda: _not(desks.sits(boris, desks.secret)))
    with pytest.raises(Refusal):
        await desks.desk.ask(StaffCard(ticket), slack_visitor(boris))
    await slack.change_user(desks.vera, is_restricted=True)
    await desks.desk.until(lambda: _not(desks.sits(desks.vera, desks.secret)))
    with pytest.raises(Refusal):
        await desks.desk.ask(StaffCard(ticket), slack_visitor(desks.vera))


async def _not(answer: Any) -> bool:
    return not await answer


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_no_word_of_it_reaches_another_channel_or_an_outsider(
    slack: SlackStandIn, tmp_path: Path, language: str
) -> None:
    begun = len(await slack.log())
    async with hall(slack, tmp_path, language) as desks:
        anna, desk = slack_visitor(desks.desk.anna), desks.desk.desk
        file = Attachment(f"{CANARY}.png", "image/png", {"content": CANARY})
        ticket = await desks.desk.open(f"Жалоба {CANARY}", CANARY, service="complaints", attachments=(file,))
        card = await desks.card(ticket, desks.secret)
        await desk(AddComment(ticket, f"Ещё {CANARY}"), IVAN)
        await desk(AddNote(ticket, f"Заметка {CANARY}"), anna)
        await desks.vera.say(desks.secret, f"Слово {CANARY}", thread=card["ts"])
        await desks.desk.boris.say(desks.desk.channel, "Что нового?")
        await desk(Claim(ticket, (await desks.desk.seen_by(desks.desk.anna, ticket))[0].rev), anna)
        await desk(Escalate(ticket, "unhappy", f"Срочно {CANARY}"), IVAN)
        await desks.settled()
        await desk(AddComment(ticket, f"Ответ {CANARY}"), anna)
        await desks.settled()
        await desks.to(ticket, "support")
        await desks.card(ticket, desks.desk.channel)
        assert CANARY not in " ".join(await desks.said(desks.desk.channel, ticket)), "what was said there stays there"
        calls = (await slack.log())[begun:]
        await desks.to(ticket, "complaints")
        await desks.card(ticket, desks.secret)
        await desk(AddComment(ticket, f"Снова {CANARY}-2"), IVAN)
        await desks.settled()
        (left,) = await desks.posts(desks.desk.channel, ticket)
        assert CANARY not in json.dumps(left, ensure_ascii=False)
        calls += (await slack.log())[begun + len(calls) :]
        for one in calls:
            _judge(desks, one)
        shown = [await slack.messages(channel) for channel in (desks.sales, desks.line2)]
        shown += [await desks.desk.boris.views(), await desks.desk.boris.ephemerals()]
        assert CANARY not in json.dumps(shown, ensure_ascii=False)
        assert not [one for one in desks.desk.letters.got if one.address == "boris@example.org"]


def _judge(desks: Hall, call: Json) -> None:
    """While all may see it, its card shows what it is about; nothing else of it leaves the channel.

    A file is announced before it is put anywhere; where that is, completeUploadExternal says.
    """
    given = json.dumps(call["params"], ensure_ascii=False)
    if CANARY not in given or call["method"] == "files.getUploadURLExternal":
        return
    if call["method"].startswith("views."):
        raise AssertionError(f"nobody has opened anything: {call}")
    place = call["params"].get("channel") or call["params"].get("channel_id")
    own_card = call["method"] in ("chat.postMessage", "chat.update") and place == desks.desk.channel
    assert place == desks.secret or (own_card and f"{CANARY}-2" not in given and not call["params"].get("thread_ts"))
