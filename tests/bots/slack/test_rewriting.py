"""Words that agents change, delete or correct after they were said: the ticket follows, the old text stays."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from core.inbox.store import Entry
from core.kinds import TicketId
from core.relay.receive import Journal
from core.tickets.commands import AddComment, EditMessage
from core.views.shapes import MessageView
from tests.bots.slack.office import IVAN, Office, office
from tests.standins.slack import Json, SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def public(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Office]:
    async with office(slack, tmp_path, thread="public") as running:
        yield running


async def typed(desk: Office, words: str) -> tuple[TicketId, Json, Json]:
    """Anna answers in the thread: the ticket, its card, her message."""
    ticket = await desk.open()
    card = await desk.card(ticket)
    said = await desk.anna.say(desk.channel, words, thread=card["ts"])
    await desk.spoken(ticket, words)
    return ticket, card, said


async def becomes(desk: Office, ticket: TicketId, words: str) -> MessageView:
    """The newest message, once it reads so."""

    async def so() -> MessageView | None:
        last = (await desk.seen_by(desk.anna, ticket))[1][-1]
        return last if last.body == words else None

    return await desk.until(so)


async def settled(desk: Office) -> None:
    async def so() -> bool:
        rows = await desk.hop.read(lambda conn: conn.exec_driver_sql("SELECT state FROM inbox").all())
        return all(row[0] != "new" for row in rows)

    await desk.until(so)


async def replied(desk: Office, words: str) -> tuple[TicketId, Json]:
    """Anna answers in the modal: our own post shows it."""
    ticket = await desk.open()
    card = await desk.card(ticket)
    await desk.anna.press(desk.channel, card["ts"], action_id="v1:reply")
    await desk.until(desk.anna.views)
    await desk.anna.submit({"body": words})
    return ticket, await desk.said(ticket, "✓ Доставлено (Telegram)")


async def picks(desk: Office, post: Json, word: str, by: str = "anna") -> Json:
    agent = getattr(desk, by)
    await agent.press(desk.channel, post["ts"], action_id="v1:said", text=word)
    return (await desk.until(agent.views))[-1]


async def test_an_edit_in_the_thread_is_followed_with_the_old_text_kept(public: Office) -> None:
    ticket, card, said = await typed(public, "Перезагрузите роутр")
    await public.anna.edit(public.channel, said["ts"], "Перезагрузите роутер")
    message = await becomes(public, ticket, "Перезагрузите роутер")
    assert (message.before, message.internal) == ("Перезагрузите роутр", False)
    line = await public.said(ticket, "✏️ Ответ клиенту изменён")
    assert "Анна" in line["plain"] and line["thread_ts"] == card["ts"]
    await public.anna.press(public.channel, line["ts"], text="Прежний текст")
    view = (await public.until(public.anna.views))[-1]
    assert "Перезагрузите роутр" in view["plain"] and "Перезагрузите роутер" in view["plain"]
    await public.anna.close_view()
    kinds = [one.kind for one in public.pocket.got]
    assert kinds.count("edit") == 1


async def test_an_edit_that_comes_twice_or_late_is_followed_once(public: Office) -> None:
    ticket, _, said = await typed(public, "Раз")
    first = await public.anna.edit(public.channel, said["ts"], "Два")
    await becomes(public, ticket, "Два")
    await public.anna.edit(public.channel, said["ts"], "Три")
    await becomes(public, ticket, "Три")
    await public.slack.redeliver(first["event_id"])
    await settled(public)
    assert (await becomes(public, ticket, "Три")).rev == 3


async def test_what_is_deleted_in_the_thread_is_withdrawn(public: Office) -> None:
    ticket, _, said = await typed(public, "Это было не вам")
    await public.anna.delete(public.channel, said["ts"])
    message = await becomes(public, ticket, "")
    assert (message.before, message.withdrawn_at is not None) == ("Это было не вам", True)
    line = await public.said(ticket, "🗑 Ответ клиенту отозван")
    assert "Анна" in line["plain"]


def event(desk: Office, card: Json, id: str, **said: object) -> Entry:
    known = {"type": "message", "channel": desk.channel, "user": str(desk.anna), "thread_ts": card["ts"]}
    return Entry("slack", id, f"{desk.channel}:{card['ts']}", {"type": "event_callback", "event": known | said})


async def test_an_edit_that_comes_before_its_message_is_the_message(public: Office) -> None:
    ticket = await public.open()
    card = await public.card(ticket)
    word = {"user": str(public.anna), "thread_ts": card["ts"], "ts": "9000000001.000100", "client_msg_id": "m1"}
    edited = {**word, "text": "Верно", "edited": {"user": str(public.anna), "ts": "9000000002.000000"}}
    changed = {"subtype": "message_changed", "message": edited, "previous_message": {**word, "text": "Неверно"}}
    journal = Journal(public.hop)
    await journal([event(public, card, "e1", ts="9000000002.000000", **changed)])
    await becomes(public, ticket, "Верно")
    await journal([event(public, card, "e2", text="Неверно", **word)])
    await settled(public)
    assert [one.body for one in (await public.seen_by(public.anna, ticket))[1]][1:] == ["Верно"]


async def test_what_was_deleted_before_it_was_read_is_never_said(public: Office) -> None:
    ticket = await public.open()
    card = await public.card(ticket)
    word = {"user": str(public.anna), "thread_ts": card["ts"], "ts": "9000000003.000100", "client_msg_id": "m2"}
    gone = {"subtype": "message_deleted", "deleted_ts": word["ts"], "previous_message": {**word, "text": "Ой"}}
    await Journal(public.hop)([event(public, card, "e3", ts="9000000004.000000", **gone)])
    await settled(public)
    await Journal(public.hop)([event(public, card, "e4", text="Ой", **word)])
    await settled(public)
    assert len((await public.seen_by(public.anna, ticket))[1]) == 1


async def test_a_note_that_is_edited_or_deleted_stays_among_the_staff(desk: Office) -> None:
    ticket, card, said = await typed(desk, "Клиент хамит")
    heard = len(desk.pocket.got)
    await desk.anna.edit(desk.channel, said["ts"], "Клиент очень хамит")
    assert (await becomes(desk, ticket, "Клиент очень хамит")).internal
    await desk.anna.delete(desk.channel, said["ts"])
    await becomes(desk, ticket, "")
    await desk.said(ticket, "🗑 Заметка удалена")
    told = [one for one in desk.pocket.got[heard:] if one.kind != "reaction"]
    assert [one for one in told if "хамит" in repr(one.content)] == []


async def test_our_own_edits_and_what_others_do_to_our_posts_change_nothing(public: Office) -> None:
    ticket, post = await replied(public, "Готово")
    await public.desk(AddComment(ticket, "Спасибо"), IVAN)
    await public.said(ticket, "Спасибо")
    before = [(one.body, one.rev) for one in (await public.seen_by(public.anna, ticket))[1]]
    await settled(public)
    assert [(one.body, one.rev) for one in (await public.seen_by(public.anna, ticket))[1]] == before


async def test_an_answer_is_corrected_from_its_menu_and_a_colleague_may_too(public: Office) -> None:
    ticket, post = await replied(public, "Приедем в среду")
    view = await picks(public, post, "Исправить", by="boris")
    assert "изменится на месте" in view["plain"]
    assert (await public.boris.submit({"body": "Приедем в четверг"}))["result"] == "closed"
    message = await becomes(public, ticket, "Приедем в четверг")
    assert message.author.name.startswith("Анна")
    await public.said(ticket, "Было: Приедем в среду")
    await public.said(ticket, "✓ Исправлено (Telegram)")
    line = await public.said(ticket, "✏️ Ответ клиенту изменён")
    assert "Борис" in line["plain"]


async def test_an_answer_is_withdrawn_from_its_menu_once(public: Office) -> None:
    ticket, post = await replied(public, "Секрет")
    view = await picks(public, post, "Отозвать")
    assert "Секрет" in view["plain"]
    assert (await public.anna.submit())["result"] == "closed"
    await becomes(public, ticket, "")
    shown = await public.said(ticket, "🗑 отозвано")
    assert "Было: Секрет" in shown["plain"]
    await public.said(ticket, "✓ Убрано (Telegram)")
    old = f"{ticket}:{(await becomes(public, ticket, '')).id}:withdraw"
    await public.boris.press(public.channel, post["ts"], action_id="v1:said", value=old, block_id="b", stale=True)
    view = (await public.until(public.boris.views))[-1]
    assert "уже отозвано" in view["plain"] and not view.get("submit")
    await public.boris.close_view()


async def test_what_a_customer_said_has_its_old_text_a_press_away_and_no_other_deed(public: Office) -> None:
    ticket = await public.open()
    await public.card(ticket)
    await public.desk(AddComment(ticket, "Стрелка вниз"), IVAN)
    post = await public.said(ticket, "Стрелка вниз")
    assert "v1:said" not in repr(post)
    said = await public.spoken(ticket, "Стрелка")
    await public.desk(EditMessage(ticket, said.id, "Стрелка вверх"), IVAN)
    post = await public.said(ticket, "Стрелка вверх")
    await public.boris.press(public.channel, post["ts"], text="Прежний текст")
    view = (await public.until(public.boris.views))[-1]
    assert "Стрелка вниз" in view["plain"]
    await public.boris.close_view()


async def test_opening_a_ticket_shows_the_customer_that_it_was_seen(public: Office) -> None:
    ticket = await public.open()
    card = await public.card(ticket)
    await public.anna.press(public.channel, card["ts"], action_id="v1:reply")
    await public.until(public.anna.views)

    async def seen() -> bool:
        return (await public.seen_by(public.anna, ticket))[1][-1].seen_at is not None

    await public.until(seen)
    await public.anna.close_view()
