"""What goes wrong: repeats, lost answers, limits, a slow database, sockets that close, a restart."""

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest

from bots.slack.app import make_app
from core.clock import Clock
from core.relay.receive import Journal
from core.storage.bells import Bells
from core.storage.engine import normalise
from core.storage.hop import Hop
from core.tickets.commands import AddComment
from tests.bots.slack.office import IVAN, Office, office
from tests.standins.slack import SlackStandIn, Upload

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def interactive(slack: SlackStandIn) -> list[int]:
    return [one["index"] for one in await slack.envelopes() if one["kind"] == "interactive"]


async def history(desk: Office, ticket: int) -> list[str]:
    query = f"SELECT kind FROM events WHERE ticket_id = {ticket} ORDER BY seq"
    return await desk.hop.read(lambda conn: [row.kind for row in conn.exec_driver_sql(query)])


async def test_whatever_slack_repeats_has_one_effect(desk: Office) -> None:
    ticket = await desk.open()
    card = await desk.card(ticket)
    said = await desk.anna.say(desk.channel, "Один раз", thread=card["ts"])
    await desk.spoken(ticket, "Один раз")
    await desk.anna.press(desk.channel, card["ts"], action_id="v1:claim")
    await desk.card(ticket, "🟠 В работе")
    await desk.anna.press(desk.channel, card["ts"], action_id="v1:reply")
    await desk.until(desk.anna.views)
    await desk.anna.submit({"body": "Ответ"})
    await desk.said(ticket, "✓ Доставлено")
    before = await history(desk, ticket)
    presses = [one for one in await interactive(desk.slack) if one > 0][-3:]
    for envelope in (said["event_id"], said["event_id"], presses[0], presses[2], presses[2]):
        await desk.slack.redeliver(envelope)
    await desk.anna.say(desk.channel, "Потом", thread=card["ts"])
    await desk.spoken(ticket, "Потом")
    assert before == ["TicketOpened", "NoteAdded", "TicketAssigned", "StatusMoved", "CommentAdded"]
    assert await history(desk, ticket) == [*before, "NoteAdded"]


async def test_words_that_slack_never_told_of_are_found_and_none_twice(
    desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bots.slack.catchup.PACE", 0.0)
    tickets = [await desk.open(), await desk.open()]
    cards = [await desk.card(ticket) for ticket in tickets]
    await desk.anna.say(desk.channel, "Дошло", thread=cards[0]["ts"])
    await desk.spoken(tickets[0], "Дошло")
    await desk.slack.silence(1.0)
    await desk.anna.say(desk.channel, "Потерялось", thread=cards[0]["ts"], files=[Upload("a.txt", b"a")])
    lost = await desk.anna.say(desk.channel, "И это", thread=cards[1]["ts"])
    await desk.slack.silence(0.0)
    assert await desk.bot._catch_up() == 2
    assert (await desk.spoken(tickets[0], "Потерялось")).files[0].name == "a.txt"
    await desk.spoken(tickets[1], "И это")
    assert await desk.bot._catch_up() == 0
    await desk.slack.redeliver(lost["event_id"])
    await desk.anna.say(desk.channel, "Потом", thread=cards[1]["ts"])
    await desk.spoken(tickets[1], "Потом")
    assert [(await history(desk, ticket)).count("NoteAdded") for ticket in tickets] == [2, 2]


async def test_an_event_sent_twice_at_the_same_moment_has_one_effect(desk: Office) -> None:
    ticket = await desk.open()
    card = await desk.card(ticket)
    said = await desk.anna.say(desk.channel, "Сразу", thread=card["ts"])
    await asyncio.gather(*(desk.slack.redeliver(said["event_id"]) for _ in range(5)))
    await desk.spoken(ticket, "Сразу")
    await desk.anna.say(desk.channel, "Потом", thread=card["ts"])
    await desk.spoken(ticket, "Потом")
    assert await history(desk, ticket) == ["TicketOpened", "NoteAdded", "NoteAdded"]


async def test_a_button_pressed_twice_moves_once_and_annoys_nobody(desk: Office) -> None:
    ticket = await desk.open()
    card = await desk.card(ticket)
    await asyncio.gather(*(desk.anna.press(desk.channel, card["ts"], text="Решена") for _ in range(3)))
    await desk.card(ticket, "✅ Решена")
    assert await history(desk, ticket) == ["TicketOpened", "StatusMoved"]
    assert await desk.anna.ephemerals() == []


async def test_a_lost_answer_to_a_post_leaves_one_card_and_one_message(desk: Office) -> None:
    await desk.slack.fault("chat.postMessage", "drop_after", times=1)
    ticket = await desk.open()
    await desk.card(ticket)
    await desk.slack.fault("chat.postMessage", "drop_after", times=1)
    await desk.desk(AddComment(ticket, "Первое"), IVAN)
    await desk.desk(AddComment(ticket, "Второе"), IVAN)
    await desk.said(ticket, "Второе")
    assert len(await desk.cards()) == 1
    assert len([post for post in await desk.thread(ticket) if "Первое" in post["plain"]]) == 1


async def test_a_server_error_is_tried_again_without_a_second_copy(desk: Office) -> None:
    await desk.slack.fault("chat.postMessage", "error", error="internal_error", times=1)
    ticket = await desk.open()
    await desk.card(ticket, within=20)
    assert len(await desk.cards()) == 1


async def test_a_drawing_that_slack_refuses_is_shown_as_plain_words(desk: Office) -> None:
    await desk.slack.fault("chat.postMessage", "error", error="msg_blocks_too_long", times=1)
    ticket = await desk.open("Не печатает", "Мигает <красным>")
    card = await desk.card(ticket)
    assert card["plain"] == f"HD-{ticket} · Новая · Не печатает\nМигает <красным>"
    await desk.slack.fault("chat.update", "error", error="invalid_blocks", times=1)
    await desk.desk(AddComment(ticket, "Ау"), IVAN)
    await desk.said(ticket, "Ау")
    assert (await desk.card(ticket))["ts"] == card["ts"]


async def test_a_socket_that_slack_closes_is_replaced_and_nothing_is_missed(desk: Office) -> None:
    ticket = await desk.open()
    card = await desk.card(ticket)
    await desk.slack.disconnect("refresh_requested")
    await desk.anna.say(desk.channel, "Во время обновления", thread=card["ts"])
    await desk.spoken(ticket, "Во время обновления")
    await desk.slack.connected(2)
    assert desk.bot.healthy()


async def test_a_slow_database_is_answered_in_time_and_the_press_is_carried_out_once(desk: Office) -> None:
    ticket = await desk.open()
    card = await desk.card(ticket)
    blocked = asyncio.ensure_future(desk.hop.unit(lambda unit: time.sleep(2.4)))
    await asyncio.sleep(0.05)
    pressed = await desk.anna.press(desk.channel, card["ts"], action_id="v1:claim")
    assert pressed["status"] == "acked" and pressed["ms"] < 3000
    await blocked
    await desk.anna.whispered("Сохраняем…")
    await desk.card(ticket, "🟠 В работе")

    async def settled() -> bool:
        return await inbox(desk, "slack") == {"done"}

    await desk.until(settled)
    assert await history(desk, ticket) == ["TicketOpened", "TicketAssigned", "StatusMoved"]


async def test_an_event_that_cannot_be_written_down_is_not_acknowledged(desk: Office, tmp_path: Path) -> None:
    """So Slack sends it again."""
    empty = Hop(normalise(f"sqlite:///{tmp_path / 'no-tables.db'}"), Clock(), Bells())
    event = {"type": "message", "channel": desk.channel, "ts": "1.1"}
    body = {"type": "event_callback", "event_id": "Ev1", "team_id": desk.workspace.team, "event": event}
    answers = []
    for hop in (empty, desk.hop):
        app = make_app(desk.workspace, Journal(hop), desk.actions, desk.command, desk.rooms)
        answers.append((await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))).status)
    empty.close()
    assert answers == [500, 200]


async def test_payloads_of_another_workspace_or_app_leave_nothing(desk: Office) -> None:
    app = make_app(desk.workspace, Journal(desk.hop), desk.actions, desk.command, desk.rooms)
    event = {"type": "message", "channel": desk.channel, "ts": "1.1"}
    for number, more in enumerate(({"team_id": "T0FOREIGN"}, {"team_id": "T0SANDBOX", "api_app_id": "A0FOREIGN"})):
        body = {"type": "event_callback", "event_id": f"EvForeign{number}", "event": event} | more
        assert (await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))).status == 200
    query = "SELECT count(*) FROM inbox WHERE external_id LIKE 'EvForeign%'"
    assert await desk.hop.read(lambda conn: conn.exec_driver_sql(query).scalar_one()) == 0


async def test_a_modal_that_could_not_open_in_time_is_asked_for_again(desk: Office) -> None:
    card = await desk.card(await desk.open())
    await desk.slack.fault("views.open", "error", error="expired_trigger_id")
    await desk.anna.press(desk.channel, card["ts"], action_id="v1:note")
    await desk.anna.whispered("Нажмите ещё раз")


async def test_what_nobody_foresaw_is_answered_with_a_reference(desk: Office) -> None:
    card = await desk.card(await desk.open())
    await desk.slack.fault("views.open", "error", error="internal_error")
    await desk.anna.press(desk.channel, card["ts"], action_id="v1:note")
    await desk.anna.whispered("Код для администратора")


async def inbox(desk: Office, source: str) -> set[str]:
    query = f"SELECT state FROM inbox WHERE source = '{source}' AND external_id LIKE 'slack:%'"
    return await desk.hop.read(lambda conn: {row.state for row in conn.exec_driver_sql(query)})


async def test_a_late_refusal_reaches_the_person_through_the_outbox(desk: Office) -> None:
    ticket = await desk.open()
    card = await desk.card(ticket)
    await desk.anna.press(desk.channel, card["ts"], action_id="v1:claim")
    await desk.card(ticket, "🟠 В работе")
    desk.bot._hurry._seconds = 0.2
    blocked = asyncio.ensure_future(desk.hop.unit(lambda unit: time.sleep(0.5)))
    await asyncio.sleep(0.05)
    await desk.boris.press(
        desk.channel, card["ts"], action_id="v1:claim", value=f"{ticket}:0", block_id="card", stale=True
    )
    await blocked
    await desk.boris.whispered("Уже в работе: Анна")


async def test_a_restart_goes_on_with_the_same_card_and_the_same_thread(slack: SlackStandIn, tmp_path: Path) -> None:
    async with office(slack, tmp_path) as first:
        ticket = await first.open()
        card = await first.card(ticket)
    said = await first.anna.say(first.channel, "Пока никого нет", thread=card["ts"])
    async with office(slack, tmp_path, after=first) as second:
        await slack.redeliver(said["event_id"])
        await second.spoken(ticket, "Пока никого нет")
        await second.desk(AddComment(ticket, "Ещё здесь"), IVAN)
        await second.anna.sees(second.channel, "Ещё здесь", thread=card["ts"])
        assert len(await second.cards()) == 1


async def test_a_burst_obeys_the_limits_and_loses_nothing(tmp_path: Path) -> None:
    async with SlackStandIn() as strict, office(strict, tmp_path, paced=True) as desk:
        await strict.fault("chat.postMessage", "429", retry_after=1, times=1)
        tickets = [await desk.open(f"Заявка {n}") for n in range(6)]
        for ticket in tickets:
            await desk.card(ticket, within=30)
        assert len(await desk.cards()) == len(tickets)
        calls = [one for one in await strict.log() if one["method"] == "chat.postMessage"]
        assert sum(one["status"] == 429 for one in calls) <= 4


async def test_a_view_opens_at_once_while_the_database_is_slow(desk: Office) -> None:
    ticket = await desk.open()
    card = await desk.card(ticket)
    blocked = asyncio.ensure_future(desk.hop.read(lambda conn: time.sleep(2.2)))
    await asyncio.sleep(0.05)
    pressing = asyncio.ensure_future(desk.anna.press(desk.channel, card["ts"], action_id="v1:reply"))
    view: Any = (await desk.until(desk.anna.views))[0]
    assert "Загружается" in view["plain"]
    await asyncio.gather(blocked, pressing)

    async def ready() -> bool:
        return "Не печатает" in (await desk.anna.views())[0]["plain"]

    await desk.until(ready)
    assert (await desk.anna.submit({"body": "Дождались"}))["result"] == "closed"
    await desk.said(ticket, "Дождались")
