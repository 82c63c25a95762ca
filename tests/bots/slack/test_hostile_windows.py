"""The same where a window shows it: whatever anybody writes calls nobody and leads nowhere (faults E2)."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bots.slack.draw import draw_card, draw_message
from bots.slack.lists.browse import Browse
from bots.slack.lists.views import home, list_window, ticket_window
from bots.slack.present import with_present
from bots.slack.speech import Speech
from bots.slack.text import Block, plain
from core.kinds import FileId, MessageId, TicketId
from core.spam.model import Judge, Verdict, Weighed
from core.texts import one_line, shorten
from core.tickets.answering import Deed
from core.tickets.events import CommentAdded, NoteAdded
from core.tickets.model import File, FileState
from core.views.lists.shapes import Board, DeskLine, DeskPage, Found, Heap, Moment, Queue, Story
from core.views.parts import Away, Orders, Present, SetAside, Who
from core.views.shapes import TicketCard
from tests.bots.slack.hostile import hostile
from tests.bots.slack.office import Office, dictionary
from tests.bots.slack.shapes import DAY, card, choice, happening, message
from tests.bots.slack.test_hostile import INERT, posted, shown

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAY = Speech(dictionary("web-studio"), "ru")
FIELDS = {"input", "header"}
"""Blocks that a message cannot hold: a window's fields take plain text alone."""


def crowded(text: str, line: str) -> TicketCard:
    """A card with everything that stands on it only now and then."""
    who = Who(message().author.id, line, away=Away("2026-12-01", "2026-12-05", line))
    order = ((choice("x", line).label, line), (choice("y", line).label, text))
    return card(
        subject=line, requester=who, assignee=who, away=who.away, word=text, grade=choice("x", line),
        orders=Orders((order,), 1, DAY, line), watchers=(who, who), snoozed=((who, DAY),),
        present=(Present(who, Deed.ANSWER), Present(who, Deed.VIEW)),
    )  # fmt: skip


def views(text: str, line: str) -> Iterator[Block]:
    """A ticket with its history, lists with their lines, the Home tab."""
    file = File(FileId(1), TicketId(7), MessageId(5), line, "image/png", "document", 1, FileState.READY, None, None)
    who, full = Who(message().author.id, line), crowded(text, line)
    word = message(author=who, body=text, files=(file,), edited_at=DAY, before=text)
    told = [happening(CommentAdded(MessageId(5), False), actor=who, message=word, card=full)]
    told.append(happening(NoteAdded(MessageId(5)), actor=who, message=replace(word, internal=True), card=full))
    story = Story(full, tuple(Moment(n, DAY, one) for n, one in enumerate(told)), 1, 2)
    yield ticket_window(story, Browse(find=shorten(line, 200)), "C0DESK", SAY)
    label = choice("x", line)
    one = DeskLine(TicketId(7), "TS-7", line, label, True, label, line, line, DAY, label, DAY, line)
    aside = SetAside(shorten(text, 500), line, 3, Verdict(Judge.WORDS, score=1.0, words=(Weighed(line, 9.0),)))
    found = Found(DeskPage((one, replace(one, aside=aside)), (1, 1)), (("status", line),))
    yield list_window(found, Browse(Queue.UNDELIVERED), "C0DESK", SAY)
    board = Board((Heap(Queue.MINE, 1, False),), (label,))
    yield home(board, found, Browse(find=shorten(line, 200)), "C0DESK", SAY)


async def test_five_hundred_texts_stay_words_on_crowded_cards_and_in_every_list(desk: Office) -> None:
    """What a view shows stands in a message here, since a message tells what in it is live."""
    wanted: dict[str, str] = {}
    for text in hostile(500):
        line = one_line(text)
        who = Who(message().author.id, line)
        here = with_present([{"type": "section", "text": plain("·")}], (Present(who, Deed.ANSWER),), SAY, answers=True)
        drawn = [draw_card(crowded(text, line), 0, SAY), draw_message(message(author=who, withdrawn_at=DAY), 0, SAY)]
        for blocks in (*(one.blocks for one in drawn), here, *(view["blocks"] for view in views(text, line))):
            live = [{**block, "block_id": f"b{n}"} for n, block in enumerate(blocks) if block["type"] not in FIELDS]
            wanted[await posted(desk, text="·", blocks=live)] = text
    seen = {post["ts"]: post for post in await desk.slack.messages(desk.channel)}
    assert len(wanted) == 3000
    assert [seen[ts]["plain"] for ts in wanted if seen[ts]["active"] != INERT] == []
    told = {text: "".join(shown(seen[ts]["plain"]) for ts in wanted if wanted[ts] == text) for text in hostile(20)}
    assert [text for text, words in told.items() if words.count(shown(text)) < 4] == []
