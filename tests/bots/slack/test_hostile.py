"""Whatever anybody writes is shown literally: nobody is called by it, and it leads nowhere (faults E2)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bots.slack.draw import Drawing, draw_card, draw_log, draw_message
from bots.slack.posting import QUIET
from bots.slack.speech import Speech
from core.kinds import Door, FileId, MessageId, TicketId, Visitor
from core.outbox.endings import Refused
from core.outbox.model import State, Way
from core.texts import one_line
from core.tickets.commands import AddComment, Attachment, EditMessage
from core.tickets.events import FileMissed, StatusMoved, TicketAssigned, TicketEscalated, TicketRated
from core.tickets.handling_events import ObserverAdded, TicketTriaged
from core.tickets.model import File, FileState
from core.views.parts import Answer, Change, Choice, ContractTie, Reach, Target, Tie, Who
from tests.bots.slack.hostile import hostile
from tests.bots.slack.office import Office, dictionary
from tests.bots.slack.shapes import DAY, card, choice, happening, message

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAY = Speech(dictionary("telecom"), "ru")
INERT: dict[str, list[str]] = {"mentions": [], "links": []}


def shown(text: str) -> str:
    """Without the signs that `tame` exchanges for others that look alike."""
    return "".join(text.translate(str.maketrans("∗‗∼ʼ", "*_~`")).split())


def drawings(text: str, line: str) -> Iterator[Drawing | None]:
    """The text at every place that somebody's words can get to."""
    who, label = Who(message().author.id, line), choice("x", line)
    file = File(FileId(1), TicketId(7), MessageId(5), line, "image/png", "document", 1, FileState.READY, None, None)
    lost = replace(file, state=FileState.LOST, reason="gone")
    way = Way(Door.MAIL, State.REFUSED, line, DAY)
    reach = (Reach(Door.TELEGRAM, line), Reach(Door.MAIL))
    drawn = card(subject=line, body=text, requester=who, assignee=who, files=(file,), grade=label, status=label)
    yield draw_card(replace(drawn, reach=reach, notice=way, targets=(Target("x", label.label),)), 0, SAY)
    yield draw_message(message(author=who, body=text, files=(lost,), edited_at=DAY, before=text), 0, SAY)
    yield draw_message(message(author=who, body=text, by_staff=True, ways=(way,)), 0, SAY)
    told: dict[str, Any] = {"actor": who, "calls": (who, who), "reason": label}
    yield draw_log(happening(TicketEscalated("x", MessageId(5)), **told), SAY)
    yield draw_log(happening(StatusMoved(line, line, "agent"), **told), SAY)
    yield draw_log(happening(FileMissed(FileId(1), MessageId(5), "gone"), file=file), SAY)
    yield draw_log(happening(TicketAssigned(who.id, None, "x"), whom=who, group=label), SAY)
    tie, answer = Tie(line, line), Answer(label, "text", text)
    yield draw_card(card(
        type=label, priority=label, category=label, brand=label, service=(label, label), requester=who, assignee=who,
        company=tie, site=tie, equipment=tie, contact=who, contract=ContractTie(line, None, DAY, run_out=True),
        level=label, channel=label, group=label, observers=(who, who), answers=(answer,), grade=label, verbs=(),
    ), 0, SAY)  # fmt: skip
    changes = (Change("type", label, label), Change("site", tie, None), Change("field:x", answer, answer, label))
    yield draw_log(happening(TicketTriaged({}, {}), changes=changes, **told), SAY)
    yield draw_log(happening(ObserverAdded(who.id), whom=who, **told), SAY)
    yield draw_log(happening(TicketRated("x", None, MessageId(5)), message=message(body=text), **told), SAY)


async def test_five_hundred_texts_call_nobody_and_lead_nowhere_wherever_they_stand(desk: Office) -> None:
    """All drawings of one text stand in one message, and once more as they do where Slack refuses their blocks."""
    wanted: dict[str, str] = {}
    for text in hostile(500):
        drawn = [one for one in drawings(text, one_line(text)) if one is not None]
        assert len(drawn) == 11
        blocks, lines = [block for one in drawn for block in one.blocks], "\n".join(one.text for one in drawn)
        with_blocks = await posted(desk, text=lines, blocks=blocks)
        bare = await posted(desk, text="\n".join(one.whole for one in drawn))
        wanted |= {with_blocks: text, bare: ""}
    seen = {post["ts"]: post for post in await desk.slack.messages(desk.channel)}
    assert len(wanted) == 1000
    assert [seen[ts]["plain"] for ts in wanted if seen[ts]["active"] != INERT] == []
    assert [text for ts, text in wanted.items() if text and shown(seen[ts]["plain"]).count(shown(text)) < 4] == []


async def posted(desk: Office, **drawn: Any) -> str:
    answer = await desk.workspace.client.chat_postMessage(channel=desk.channel, **drawn, **QUIET)
    return str(answer["ts"])


async def test_hostile_texts_of_a_customer_go_through_the_whole_desk_without_effect(desk: Office) -> None:
    texts = hostile(500)
    for n in range(0, 500, 50):
        some = texts[n : n + 50]
        enemy = Visitor(Door.TELEGRAM, str(600 + n), one_line(some[0]), "ru")
        desk.pocket.ending = Refused(one_line(some[1]))
        file = Attachment(one_line(some[2]), "image/png", {"lost": "gone"})
        ticket = await desk.open(one_line(some[3]), "\n".join(some), by=enemy, attachments=(file,))
        await desk.desk(AddComment(ticket, "\n".join(some[:25])), enemy)
        _, messages = await desk.seen_by(desk.anna, ticket)
        await desk.said(ticket, one_line(some[0]).split()[0])
        await desk.desk(EditMessage(ticket, messages[-1].id, "\n".join(some[25:])), enemy)
        await drawn(desk, ticket)
    posts = [post for post in await desk.slack.messages(desk.channel) if post.get("bot_id")]
    every = [*posts, *[one for post in posts for one in await desk.slack.messages(desk.channel, post["ts"])]]
    assert len(every) > 40
    assert [post["plain"] for post in every if post["active"] != INERT] == []


async def drawn(desk: Office, ticket: TicketId) -> None:
    """Returns when the edit is shown, with the old words below it."""
    await desk.said(ticket, "Было: №")
    await desk.said(ticket, "не получен")


async def test_a_hostile_reason_in_a_profile_is_no_more_than_words() -> None:
    """Whoever writes the profile may write anything into a label."""
    reason = Choice("x", {"ru": "<!channel> & <https://evil.example|x> *!*"})
    drawing = draw_log(happening(TicketEscalated("x", MessageId(5)), reason=reason), SAY)
    assert drawing is not None and "&lt;!channel&gt; &amp; &lt;https://evil.example|x&gt; ∗!∗" in drawing.text
