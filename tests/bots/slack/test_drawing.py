"""What is drawn of what the core shows: every word where it belongs, and none where all is well."""

from typing import Any

import pytest

from bots.slack.draw import draw_card, draw_log, draw_message
from bots.slack.modals import modal
from bots.slack.sight import Sight
from bots.slack.speech import Speech
from bots.slack.text import Block
from bots.slack.wire import AGAIN, END, REPLY, Place, Subject
from core.kinds import Door, Event, MessageId, TicketId
from core.outbox.model import State, Way
from core.tickets.events import (
    ChoiceAsked,
    MessageEdited,
    StatusMoved,
    TicketContinued,
    TicketEscalated,
    TicketMuted,
    TicketOpened,
    TicketUnmuted,
)
from core.tickets.lifecycle import Verb
from core.views.parts import Reach, Target, Who
from core.views.shapes import Page, TicketCard, TicketPage
from tests.bots.slack.office import dictionary
from tests.bots.slack.shapes import ANNA, DAY, IVAN, card, choice, happening, message

SAY = Speech(dictionary("telecom"), "ru")
ENGLISH = Speech(dictionary("telecom"), "en")
BLOCKED = "Forbidden: bot was blocked by the user"


def way(state: State, reason: str | None = None, door: Door = Door.TELEGRAM) -> Way:
    return Way(door, state, reason, DAY if state is State.SENT else None)


def contexts(blocks: list[Block]) -> list[str]:
    return [element["text"] for block in blocks if block["type"] == "context" for element in block["elements"]]


def warned(**changes: Any) -> list[str]:
    return contexts(draw_card(card(**changes), 0, SAY).blocks)


def facts(drawn: TicketCard, **more: Any) -> str:
    blocks = draw_card(drawn, 0, SAY, **more).blocks
    parts = [part for block in blocks if block["type"] == "rich_text" for part in block["elements"][0]["elements"]]
    return "".join(part.get("text") or part.get("fallback") or "" for part in parts)


def buttons(drawn: TicketCard) -> dict[str, Block]:
    blocks = draw_card(drawn, 0, SAY).blocks
    return {one["action_id"]: one for block in blocks if block["type"] == "actions" for one in block["elements"]}


@pytest.mark.parametrize(
    "usual",
    [
        {},
        {"reach": (Reach(Door.TELEGRAM), Reach(Door.MAIL)), "notice": way(State.SENT)},
        {"notice": way(State.SENT, door=Door.MAIL)},
        {"notice": way(State.PENDING)},
        {"notice": way(State.SENDING)},
    ],
)
def test_a_card_says_nothing_of_ways_that_lead_where_they_should(usual: dict[str, Any]) -> None:
    assert warned(**usual) == []


def test_a_card_says_that_the_customer_has_muted_it_and_says_it_once() -> None:
    told = warned(muted=True, notice=way(State.SUPPRESSED, "muted"))
    assert told == ["🔕 Клиент отключил уведомления: они до него не доходят"]


def test_a_card_says_which_way_is_closed_and_which_is_taken_instead() -> None:
    reach = (Reach(Door.TELEGRAM, BLOCKED), Reach(Door.MAIL))
    told = warned(reach=reach, notice=way(State.SENT, door=Door.MAIL))
    assert told[0] == "⚠ Telegram ✗ клиент заблокировал бота → почта"
    assert told[1].startswith("✓ Доставлено (почта) <!date^")
    nowhere = (Reach(Door.TELEGRAM, "user is deactivated"), Reach(Door.MAIL, "550 no such user"))
    assert warned(reach=nowhere) == [
        "⚠ Telegram ✗ клиент удалил аккаунт, почта ✗ 550 no such user → больше никак не связаться"
    ]


@pytest.mark.parametrize(
    ("notice", "told"),
    [
        (way(State.GONE, BLOCKED), "✗ Не доставлено (Telegram): клиент заблокировал бота"),
        (way(State.REFUSED, "too large"), "✗ Не доставлено (Telegram): too large"),
        (way(State.REROUTED, "no answer"), "↪ Telegram: no answer → другим путём"),
        (way(State.PARKED, "?"), "⚠ Неизвестно, дошло ли (Telegram). Лучше спросить клиента другим путём"),
        (way(State.PENDING, "no line"), "⏳ Ещё не доставлено (Telegram), пробуем снова: no line"),
    ],
)
def test_a_card_shows_how_its_newest_notice_ails(notice: Way, told: str) -> None:
    assert warned(notice=notice) == [told]


def test_a_card_names_what_it_goes_on_with_and_until_when_the_customer_may_choose() -> None:
    shown = facts(card(linked_to="TS-3", choice_until=DAY, status=choice("resolved", "Решено"), open=False))
    assert " · продолжение TS-3" in shown
    assert "Клиент может выбрать, продолжать работу или закрыть, до 18.05.2033" in shown


def test_an_escalated_ticket_is_marked_before_its_status() -> None:
    assert facts(card(escalated=True)).startswith("🔺 В работе")
    assert facts(card()).startswith("🔵 В работе")


def test_ending_is_one_tap_and_leads_where_the_desk_says() -> None:
    plain = buttons(card(verbs=(Verb.END,), end=Target("closed", {"ru": "Закрыто"})))[END]
    assert (plain["value"], plain["style"], plain["text"]["text"]) == (
        "7:3:closed",
        "primary",
        "Клиент доволен: закрыть",
    )
    demanding = buttons(card(verbs=(Verb.END,), end=Target("closed", {"ru": "Закрыто"}, comment=True, until=True)))
    assert demanding[END]["value"] == "7:3:closed:cu"
    assert buttons(card(verbs=(Verb.END,))) == {}


def test_a_desk_s_own_words_for_a_button_win_and_are_cut_to_what_slack_bears() -> None:
    labels = {Verb.NOT_ENOUGH: {"ru": "Этого мало, " * 10}}
    drawn = buttons(card(paused=choice("waiting"), labels=labels))
    assert drawn[AGAIN]["text"]["text"].startswith("Этого мало") and len(drawn[AGAIN]["text"]["text"]) <= 75
    assert buttons(card(paused=choice("waiting")))[AGAIN]["text"]["text"] == "Пока недостаточно"


def test_the_modals_say_what_goes_back_and_what_does_not_arrive() -> None:
    sight = Sight(TicketPage(card(muted=True, paused=choice("waiting", "Ждём клиента")), Page(())))
    again = modal(AGAIN, Subject(TicketId(7), 3), Place("C1", "1.1"), sight, SAY)
    assert "В работе → Ждём клиента" in contexts(again["blocks"])
    assert again["blocks"][-1]["optional"] and len(again["title"]["text"]) <= 24
    reply = modal(REPLY, Subject(TicketId(7), 3), Place("C1", "1.1"), sight, SAY)
    assert "🔕 Клиент отключил уведомления: они до него не доходят" in contexts(reply["blocks"])


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (TicketMuted(), "🔕 Клиент отключил уведомления"),
        (TicketUnmuted(), "🔔 Клиент снова включил уведомления"),
        (TicketContinued(TicketId(9)), "↪ Продолжение: TS-9"),
        (ChoiceAsked(DAY), "Не выберет — продолжаем: <!date^2000000000^"),
        (TicketEscalated("silence", MessageId(5)), "🔺 Клиент просит вмешаться"),
        (StatusMoved("new", "waiting", "agent", restored=True), "пауза продолжается, будто и не прерывалась"),
    ],
)
def test_what_happens_is_a_line_in_the_thread(event: Event, line: str) -> None:
    drawing = draw_log(happening(event), SAY)
    assert drawing is not None and line in drawing.text
    assert draw_log(happening(event), ENGLISH) is not None


def test_an_escalation_calls_those_who_have_to_read_it_and_no_more_than_a_line_holds() -> None:
    event, reason = TicketEscalated("silence", MessageId(5)), choice("silence", "Долго нет ответа")
    drawing = draw_log(happening(event, reason=reason, calls=(ANNA, IVAN)), SAY)
    assert drawing is not None and drawing.text == "🔺 Клиент просит вмешаться: Долго нет ответа · <@U0ANNA> Иван"
    crowd = tuple(Who(IVAN.id, "Имя " * 60) for _ in range(200))
    many = draw_log(happening(event, reason=reason, calls=crowd), SAY)
    assert many is not None and len(many.text) < 3000


@pytest.mark.parametrize("event", [MessageEdited(MessageId(5), 2), TicketOpened(MessageId(5))])
def test_what_has_no_line_is_not_told(event: Event) -> None:
    assert draw_log(happening(event), SAY) is None


def test_an_edited_word_shows_when_it_was_edited_and_what_it_was() -> None:
    told = contexts(draw_message(message(edited_at=DAY, before="Не звонит"), 0, SAY).blocks)
    assert told[1].startswith("✏️ изменено <!date^2000000000^")
    assert told[2] == "Было: Не звонит"
    assert contexts(draw_message(message(), 0, SAY).blocks) == ["👤 Иван · клиент"]
    assert contexts(draw_message(message(by_observer=True), 0, SAY).blocks) == ["👀 Иван · наблюдатель"]
    long = contexts(draw_message(message(edited_at=DAY, before="слово " * 3000), 0, SAY).blocks)
    assert len(long[2]) < 1100


def test_each_way_of_an_answer_is_shown_beside_it() -> None:
    ways = (way(State.REROUTED, "Telegram cannot be reached"), way(State.SENT, door=Door.MAIL))
    told = contexts(draw_message(message(by_staff=True, author=ANNA, ways=ways), 0, SAY).blocks)
    assert told[1] == "↪ Telegram: Telegram cannot be reached → почта"
    assert told[2].startswith("✓ Доставлено (почта)")
    muted = (way(State.SUPPRESSED, "muted"), way(State.SUPPRESSED, "muted", Door.MAIL))
    told = contexts(draw_message(message(by_staff=True, author=ANNA, ways=muted), 0, SAY).blocks)
    assert told[1:] == [f"✗ Не отправлено ({door}): клиент отключил уведомления" for door in ("Telegram", "почта")]


def test_a_mail_server_s_words_are_not_taken_for_a_blocked_bot() -> None:
    told = warned(notice=way(State.REFUSED, "554 blocked by policy", Door.MAIL))
    assert told == ["✗ Не доставлено (почта): 554 blocked by policy"]
