"""A ticket of 10,000 comments with the longest subject is drawn like any other, and no faster read for being short."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from slack_sdk.models.views import View

from bots.email.understanding.whole import KeptLetters
from bots.sandbox.slack.kit.surfaces import check_message_blocks, check_view
from bots.slack.draw import draw_card
from bots.slack.lists.views import ticket_window
from bots.slack.modals import modal
from bots.slack.sight import look
from bots.slack.speech import Speech
from bots.slack.wire import MERGE, NOTE, REPLY, SPLIT, TRIAGE, Place, Subject
from core.api.queries import ReadStory, StaffCard
from core.kinds import MessageId, TicketId
from core.storage.unit import Unit
from core.tickets.commands import AddComment
from core.tickets.history import events
from core.tickets.messages import messages
from core.tickets.store import tickets
from tests.bots.slack.office import dictionary
from tests.core.house import ANNA, IVAN, House

SUBJECT = "Ж<&" * 100
COMMENTS = 10_000
FEW = 300
"""So many rows at the most are read for one view."""
MODALS = (REPLY, NOTE, TRIAGE, MERGE, SPLIT)


def fill(unit: Unit, ticket: TicketId) -> None:
    """As if somebody had gone on commenting: rows like the newest, all at once. The intake cuts a subject shorter."""
    said = unit.conn.execute(sa.select(messages).order_by(messages.c.id.desc())).mappings().first()
    told = unit.conn.execute(sa.select(events).order_by(events.c.id.desc())).mappings().first()
    assert said is not None and told is not None and said["ticket_id"] == told["ticket_id"] == ticket
    ids = range(said["id"] + 1, said["id"] + COMMENTS)
    body = "Строка <!channel> & слово\n" * 40
    unit.conn.execute(messages.insert(), [{**said, "id": id, "body": f"{id} {body}"} for id in ids])
    more = [
        {**told, "id": told["id"] + n, "seq": told["seq"] + n, "payload": {**told["payload"], "message": id}}
        for n, id in enumerate(ids, start=1)
    ]
    unit.conn.execute(events.insert(), more)
    unit.conn.execute(tickets.update().where(tickets.c.id == ticket).values(subject=SUBJECT))


@contextmanager
def counted(conn: sa.Connection) -> Iterator[list[int]]:
    """How many rows the driver hands out."""
    driver: Any = conn.connection.dbapi_connection
    rows, before = [0], driver.row_factory

    def row(*given: Any) -> Any:
        if conn.dialect.name == "sqlite":
            rows[0] += 1
            return given[1]
        return one

    def one(values: Any) -> Any:
        rows[0] += 1
        return tuple(values)

    driver.row_factory = row
    try:
        yield rows
    finally:
        driver.row_factory = before


async def long_ticket(house: House) -> TicketId:
    await house.staff()
    ticket = await house.opened(subject=SUBJECT)
    await house.desk(AddComment(ticket, "Ещё раз"), IVAN)
    await house.hop.unit(lambda unit: fill(unit, ticket))
    return ticket


async def few(house: House, query: Any) -> Any:
    """The answer, which takes no more rows for all that was said."""

    def read(conn: sa.Connection) -> Any:
        with counted(conn) as rows:
            answer = house.ask.answer(conn, query, ANNA)
        assert 0 < rows[0] <= FEW, f"{query} reads {rows[0]} rows"
        return answer

    return await house.hop.read(read)


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_ten_thousand_comments_are_drawn_and_not_read(
    open_house: Callable[[sa.URL], House], url: sa.URL, language: str
) -> None:
    house = open_house(url)
    ticket, say, place = await long_ticket(house), Speech(dictionary(), language), Place("C1", "1.1")

    async def ask(query: Any, viewer: Any) -> Any:
        assert viewer == ANNA
        return await few(house, query)

    card = await ask(StaffCard(ticket), ANNA)
    assert len(card.subject) == len(SUBJECT)
    drawn = draw_card(card, 0, say)
    check_message_blocks(drawn.blocks)
    story = await ask(ReadStory(ticket), ANNA)
    earlier = await ask(ReadStory(ticket, before=story.before), ANNA)
    views = [ticket_window(one, None, "C1", say) for one in (story, earlier)]
    for kind in MODALS:
        about = Subject(ticket, card.rev, str(MessageId(COMMENTS // 2)) if kind == SPLIT else "")
        sight = await look(ask, ANNA, kind, about, KeptLetters(house.files), hidden=False)  # type: ignore[arg-type]
        views.append(modal(kind, about, place, sight, say))
    for view in views:
        check_view(view, "modal")
        View(**view).validate_json()
