"""Desk D at the agents' door: pauses, escalations, mutes, edits, and answers that go another way."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from core.kinds import Door, Origin, TicketId
from core.outbox.endings import Gone, Sent
from core.people.commands import ConfirmAddress, OfferAddress
from core.tickets.commands import (
    AddComment,
    Cancel,
    EditMessage,
    Escalate,
    Mute,
    Resolve,
    Unmute,
)
from core.tickets.lifecycle import Verb
from tests.bots.slack.office import IVAN, Office, office
from tests.standins.slack import SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")

BLOCKED = Gone("Forbidden: bot was blocked by the user")
MUTED = "🔕 Клиент отключил уведомления"


@pytest_asyncio.fixture(loop_scope="module")
async def telecom(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Office]:
    async with office(slack, tmp_path, desk="telecom") as running:
        yield running


async def pressed(desk: Office, ticket: TicketId, **what: object) -> None:
    """Anna presses on the card."""
    card = await desk.card(ticket)
    assert (await desk.anna.press(desk.channel, card["ts"], **what))["status"] == "acked"


async def claimed(desk: Office, subject: str = "Нет гудка") -> TicketId:
    ticket = await desk.open(subject)
    await pressed(desk, ticket, action_id="v1:claim")
    await desk.card(ticket, "🟠 В работе")
    return ticket


async def waiting(desk: Office) -> TicketId:
    """A ticket that waits for the customer."""
    ticket = await claimed(desk)
    await pressed(desk, ticket, action_id="v1:move", text="Ждём клиента")
    await desk.until(desk.anna.views)
    await desk.anna.submit({"body": "Пришлите серийный номер"})
    await desk.card(ticket, "🔵 Ждём клиента")
    return ticket


async def replied(desk: Office, ticket: TicketId, words: str) -> None:
    await pressed(desk, ticket, action_id="v1:reply")
    await desk.until(desk.anna.views)
    assert (await desk.anna.submit({"body": words}))["result"] == "closed"


async def addressed(desk: Office) -> None:
    """The customer proves a mail address."""
    await desk.desk(OfferAddress("ivan@example.org"), IVAN)

    async def code() -> str | None:
        contents: list[Any] = [one.content for one in desk.letters.got]
        return next((str(one["code"]) for one in contents if isinstance(one, dict) and "code" in one), None)

    await desk.desk(ConfirmAddress(await desk.until(code)), IVAN)


async def status(desk: Office, ticket: TicketId) -> str:
    return (await desk.seen_by(desk.anna, ticket))[0].status.id


async def test_an_answer_that_was_not_enough_goes_back_to_the_pause_with_what_is_missing(telecom: Office) -> None:
    ticket = await waiting(telecom)
    assert "Пока недостаточно" not in [one["text"] for one in (await telecom.card(ticket))["buttons"]]
    await telecom.desk(AddComment(ticket, "А где он написан?"), IVAN)
    card = await telecom.card(ticket, "🟠 В работе")
    assert "Пока недостаточно" in [one["text"] for one in card["buttons"]]
    await pressed(telecom, ticket, text="Пока недостаточно")
    view = (await telecom.until(telecom.anna.views))[0]
    assert "В работе → Ждём клиента" in view["plain"]
    assert (await telecom.anna.submit({"body": "На дне аппарата"}))["result"] == "closed"
    await telecom.card(ticket, "🔵 Ждём клиента")
    await telecom.said(ticket, "пауза продолжается, будто и не прерывалась")
    assert not (await telecom.spoken(ticket, "На дне аппарата")).internal
    assert "Пока недостаточно" not in [one["text"] for one in (await telecom.card(ticket))["buttons"]]


async def test_the_pause_goes_on_without_a_word_too_and_a_second_press_changes_nothing(telecom: Office) -> None:
    ticket = await waiting(telecom)
    await telecom.desk(AddComment(ticket, "Сейчас"), IVAN)
    card = await telecom.card(ticket, "🟠 В работе")
    again = next(one for one in card["buttons"] if one["text"] == "Пока недостаточно")
    await pressed(telecom, ticket, text="Пока недостаточно")
    await telecom.until(telecom.anna.views)
    assert (await telecom.anna.submit())["result"] == "closed"
    await telecom.card(ticket, "🔵 Ждём клиента")
    _, before = await telecom.seen_by(telecom.anna, ticket)
    place = {"value": again["value"], "block_id": again["block_id"], "action_id": "v1:again", "stale": True}
    await telecom.boris.press(telecom.channel, card["ts"], **place)
    await telecom.until(telecom.boris.views)
    refused = await telecom.boris.submit({"body": "И ещё"})
    assert "Ждём клиента" in refused["errors"]["body"]
    assert (await telecom.seen_by(telecom.anna, ticket))[1] == before
    await telecom.boris.close_view()


async def test_a_customer_who_says_that_all_is_well_is_closed_with_one_tap(telecom: Office) -> None:
    ticket = await claimed(telecom)
    assert "v1:end" not in [one["action_id"] for one in (await telecom.card(ticket))["buttons"]]
    await telecom.desk(AddComment(ticket, "Все работает, спасибо"), IVAN)
    await telecom.said(ticket, "Все работает")
    card = await telecom.card(ticket)
    offered = next(one for one in card["buttons"] if one["action_id"] == "v1:end")
    assert (offered["text"], offered["style"]) == ("Клиент доволен: закрыть", "primary")
    await pressed(telecom, ticket, action_id="v1:end")
    await telecom.card(ticket, "⚪ Закрыто")
    assert await status(telecom, ticket) == "closed"


async def test_an_end_that_demands_something_asks_for_it_in_the_modal_of_a_move(telecom: Office) -> None:
    ticket = await claimed(telecom)
    card = await telecom.card(ticket)
    shown, _ = await telecom.seen_by(telecom.anna, ticket)
    value = f"{ticket}:{shown.rev}:waiting:c"
    await telecom.anna.press(telecom.channel, card["ts"], action_id="v1:end", value=value, block_id="card", stale=True)
    view = (await telecom.until(telecom.anna.views))[0]
    assert view["callback_id"] == "v1:move" and "В работе → Ждём клиента" in view["plain"]
    assert (await telecom.anna.submit({"body": "Проверьте, пожалуйста"}))["result"] == "closed"
    await telecom.card(ticket, "🔵 Ждём клиента")


async def test_an_escalation_calls_people_and_its_words_stand_by_themselves(telecom: Office) -> None:
    ticket = await claimed(telecom)
    await telecom.desk(Escalate(ticket, "silence", "Третий день <!channel> тишина"), IVAN)
    line = await telecom.said(ticket, "🔺 Клиент просит вмешаться: Долго нет ответа · @Анна")
    assert line["active"] == {"mentions": [f"<@{telecom.anna}>"], "links": []}
    words = await telecom.said(ticket, "Третий день <!channel> тишина")
    assert words["ts"] != line["ts"] and "<!channel>" not in words["active"]["mentions"]
    await telecom.card(ticket, "🔺 Эскалировано")
    posts = await telecom.thread(ticket)
    assert len([post for post in posts if "вмешаться" in post["plain"]]) == 1


async def test_a_muted_ticket_says_so_until_it_is_unmuted_and_answers_say_why_they_stay(telecom: Office) -> None:
    ticket = await claimed(telecom)
    await telecom.desk(Mute(ticket), IVAN)
    await telecom.card(ticket, MUTED)
    await telecom.said(ticket, MUTED)
    heard = len(telecom.pocket.got)
    await replied(telecom, ticket, "Ждём ответа провайдера")
    await telecom.said(ticket, "✗ Не отправлено (Telegram): клиент отключил уведомления")
    assert len(telecom.pocket.got) == heard
    await telecom.desk(Unmute(ticket), IVAN)
    await telecom.said(ticket, "🔔 Клиент снова включил уведомления")

    async def quiet() -> bool:
        return MUTED not in (await telecom.card(ticket))["plain"]

    await telecom.until(quiet)


async def test_a_closed_ticket_that_goes_on_and_the_one_it_goes_on_as_name_each_other(telecom: Office) -> None:
    first = await telecom.open("Нет гудка")
    await telecom.card(first)
    await telecom.desk(Cancel(first), IVAN)
    second = await telecom.open("Опять нет гудка", linked_to=first)
    await telecom.card(second, f"продолжение TS-{first}")
    await telecom.said(first, f"↪ Продолжение: TS-{second}")


async def test_an_answer_to_a_resolved_ticket_shows_that_the_customer_may_choose(telecom: Office) -> None:
    ticket = await claimed(telecom)
    await telecom.desk(Resolve(ticket), IVAN)
    await telecom.card(ticket, "✅ Решено")
    await telecom.desk(AddComment(ticket, "Опять то же самое"), IVAN)
    await telecom.card(ticket, "Клиент может выбрать")
    line = await telecom.said(ticket, "❓ Клиент ответил")
    assert line["active"] == {"mentions": [], "links": []}
    shown, _ = await telecom.seen_by(telecom.anna, ticket)
    assert shown.choice_until is not None and shown.status.id == "resolved"


async def test_an_edited_word_is_drawn_anew_with_the_old_one_below(telecom: Office) -> None:
    ticket = await claimed(telecom)
    await telecom.desk(AddComment(ticket, "Номер <@U1> 100"), IVAN)
    before = await telecom.said(ticket, "Номер <@U1> 100")
    said = await telecom.spoken(ticket, "Номер")
    await telecom.desk(EditMessage(ticket, said.id, "Номер <!here> 200"), IVAN)
    after = await telecom.said(ticket, "Номер <!here> 200")
    assert after["ts"] == before["ts"] and after["edited"]
    assert "✏️ изменено" in after["plain"] and "Было: Номер <@U1> 100" in after["plain"]
    assert after["active"] == {"mentions": [], "links": []}
    assert len([post for post in await telecom.thread(ticket) if "Номер" in post["plain"]]) == 1


async def test_an_edited_opening_word_is_drawn_on_the_card(telecom: Office) -> None:
    ticket = await telecom.open("Нет гудка", "С утра")
    await telecom.card(ticket, "С утра")
    said = await telecom.spoken(ticket, "С утра")
    await telecom.desk(EditMessage(ticket, said.id, "С вечера"), IVAN)
    await telecom.card(ticket, "С вечера")
    assert len(await telecom.cards()) == 1


async def test_an_answer_shows_each_way_that_it_goes(telecom: Office) -> None:
    await addressed(telecom)
    ticket = await claimed(telecom)
    await replied(telecom, ticket, "Перезагрузите шлюз")
    post = await telecom.said(ticket, "✓ Доставлено (почта)")
    await telecom.said(ticket, "✓ Доставлено (Telegram)")
    assert "Перезагрузите шлюз" in post["plain"]


async def test_a_blocked_bot_shows_on_the_card_until_the_customer_is_back(desk: Office) -> None:
    """403, then mail, then the card says so, then the customer writes again (X4)."""
    await addressed(desk)
    ticket = await desk.open()
    await desk.receipt()
    desk.pocket.ending = BLOCKED
    await replied(desk, ticket, "Готово")
    await desk.said(ticket, "✗ Не доставлено (Telegram): клиент заблокировал бота")
    await desk.said(ticket, "✓ Доставлено (почта)")
    await desk.card(ticket, "⚠ Telegram ✗ клиент заблокировал бота → почта")
    desk.pocket.ending = Sent("2")
    origin = Origin(Door.TELEGRAM, IVAN.external_id, "77")
    await desk.desk(AddComment(ticket, "Я вернулся", origin=origin), IVAN)
    await desk.said(ticket, "Я вернулся")

    async def quiet() -> bool:
        return "⚠" not in (await desk.card(ticket))["plain"]

    await desk.until(quiet)
    await replied(desk, ticket, "С возвращением")
    post = await desk.said(ticket, "С возвращением")

    async def delivered() -> bool:
        posts = await desk.thread(ticket)
        return any(one["ts"] == post["ts"] and "✓ Доставлено (Telegram)" in one["plain"] for one in posts)

    await desk.until(delivered)


async def test_a_desk_without_these_buttons_shows_none_of_them(desk: Office) -> None:
    ticket = await desk.open()
    await desk.desk(AddComment(ticket, "Все работает, спасибо"), IVAN)
    await desk.said(ticket, "Все работает")
    shown, _ = await desk.seen_by(desk.anna, ticket)
    assert not {Verb.NOT_ENOUGH, Verb.END} & set(shown.verbs)
