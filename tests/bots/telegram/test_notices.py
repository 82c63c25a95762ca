"""What the chat tells of triage, copies, surveys and promises, in both languages, and what it never tells."""

from dataclasses import replace
from typing import Any

import pytest

from bots.telegram.draw import Drawn
from bots.telegram.head import head
from bots.telegram.notices import notice
from bots.wording import Words
from core.kinds import Event, MessageId, PersonId
from core.profile.load import load
from core.tickets.events import CommentAdded, StatusMoved, TicketAssigned, TicketOpened
from core.tickets.handling_events import ObserverAdded, ObserverDropped, SurveyAsked, TicketTriaged
from core.tickets.lifecycle import Verb
from core.tickets.model import File, FileState
from core.views.parts import Answer, Change, Choice, Tie, Who
from core.views.shapes import MessageView, TicketCard
from core.views.tidings import Happening
from tests.bots.email.shapes import ANNA, GRADES, IVAN, NOON, RESOLVED, card, message, status
from tests.bots.telegram.hostile import hostile
from tests.conftest import PROFILES

WORDS = Words(load(PROFILES / "default.toml"))
OLGA = Who(PersonId(9), "Ольга")
AT = "01.10.2026 12:00 UTC"
COPIED = card(verbs=(Verb.ANSWER, Verb.MUTE), observers=(OLGA,))
TRIAGED = (
    Change("type", status("incident", "Инцидент", "Incident"), status("question", "Вопрос", "Question")),
    Change("due_at", NOON, None),
    Change("category", None, status("web", "Хостинг", "Hosting")),
    Change(
        "field:x", Answer(status("x", "Стоит?", "Stopped?"), "yes_no", "yes"), None, status("x", "Стоит?", "Stopped?")
    ),
)


def told(language: str, event: Event, shown: TicketCard | None = None, **changes: Any) -> Drawn | None:
    reader = changes.pop("reader", None)
    return notice(WORDS, language, Happening(shown or card(), event, changes.pop("actor", ANNA), **changes), reader)


def text(drawn: Drawn | None) -> str:
    assert drawn is not None
    return drawn.text.render()[0]


def labels(drawn: Drawn | None) -> list[str]:
    assert drawn is not None
    return [button.text for row in drawn.rows for button in row]


def word(author: Who = IVAN, body: str = "Мигает", **changes: Any) -> MessageView:
    return message(body, author, **({"by_staff": False} | changes))


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("ru", f"HD-12: что изменилось\nВид: Вопрос → Инцидент\nСрок исполнения: {AT}\nКатегория: Хостинг → —"
               f"\nСтоит? да\nПервый ответ — не позже {AT}"),
        ("en", f"HD-12: what has changed\nType: Question → Incident\nDue date: {AT}\nCategory: Hosting → —"
               f"\nStopped? yes\nFirst answer by {AT}"),
    ],
)  # fmt: skip
def test_a_triage_is_told_with_what_was_before_and_the_new_promise(language: str, says: str) -> None:
    drawn = told(language, TicketTriaged({}, {}), card(promise=NOON), changes=TRIAGED)
    assert drawn and text(drawn) == says
    moments = [entity for entity in drawn.text.render()[1] if entity.type == "date_time"]
    assert [one.unix_time for one in moments] == [NOON // 1_000_000] * 2


def test_a_triage_that_leaves_nothing_to_tell_is_not_told() -> None:
    assert told("ru", TicketTriaged({"level": "gold"}, {"level": None})) is None


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("ru", "Иван Петров просит держать вас в курсе.\nНовости будем присылать сюда. "
               "Можно ответить, можно отключить уведомления."),
        ("en", "Иван Петров wants you to be kept informed.\nNews will come here. You can answer, or mute it."),
    ],
)  # fmt: skip
def test_whoever_comes_into_copy_hears_of_what_by_whom_and_what_they_can_do(language: str, says: str) -> None:
    drawn = told(language, ObserverAdded(OLGA.id), COPIED, actor=IVAN, whom=OLGA, reader=OLGA.id)
    assert text(drawn) == f"HD-12 · Не печатает принтер в бухгалтерии\n{says}"
    assert len(labels(drawn)) == 3 and COPIED.body not in text(drawn)


@pytest.mark.parametrize(
    ("language", "event", "says"),
    [
        ("ru", ObserverAdded(OLGA.id), "HD-12: новый наблюдатель — Ольга"),
        ("en", ObserverAdded(OLGA.id), "HD-12: Ольга is an observer now"),
        ("ru", ObserverDropped(OLGA.id), "HD-12: больше не наблюдает Ольга"),
        ("en", ObserverDropped(OLGA.id), "HD-12: Ольга is no longer an observer"),
    ],
)
def test_the_others_hear_who_came_into_copy_or_left_it(language: str, event: Event, says: str) -> None:
    assert text(told(language, event, COPIED, whom=OLGA, reader=IVAN.id)) == says


@pytest.mark.parametrize(
    ("author", "language", "heading"),
    [
        (IVAN, "ru", "HD-12 · Иван Петров (автор) пишет"), (IVAN, "en", "HD-12 · Иван Петров (author) writes"),
        (OLGA, "ru", "HD-12 · Ольга (наблюдатель) пишет"), (OLGA, "en", "HD-12 · Ольга (observer) writes"),
    ],
)  # fmt: skip
def test_the_words_of_others_say_who_speaks(author: Who, language: str, heading: str) -> None:
    event = CommentAdded(MessageId(3), by_staff=False, by_observer=author is OLGA)
    assert text(told(language, event, COPIED, message=word(author))) == f"{heading}\nМигает"


def test_an_agents_answer_is_headed_as_ever_and_the_files_of_others_are_named() -> None:
    answer = told("ru", CommentAdded(MessageId(3), by_staff=True), message=message("Включите"))
    assert text(answer) == "HD-12 · Анна Смирнова\nВключите"
    file = File(1, 12, 3, "снимок.png", "image/png", "photo", 9, FileState.READY, "d", None)  # type: ignore[arg-type]
    silent = told("ru", CommentAdded(MessageId(3), by_staff=False), COPIED, message=word(body="", files=(file,)))
    assert text(silent) == "HD-12 · Иван Петров (автор) пишет\n📎 снимок.png"


@pytest.mark.parametrize(("language", "ask"), [("ru", "Оцените, пожалуйста"), ("en", "How did we do?")])
def test_a_survey_asks_with_a_button_for_each_grade(language: str, ask: str) -> None:
    drawn = told(language, SurveyAsked(), RESOLVED, actor=None)
    assert ask in text(drawn) and labels(drawn) == [WORDS.label(language, grade.label) for grade in GRADES]
    assert told(language, SurveyAsked(), card()) is None


@pytest.mark.parametrize(
    ("when", "resolved", "answered"), [("resolved", True, False), ("later", False, False), ("answer", True, True)]
)
def test_a_grade_is_asked_for_when_the_desk_asks(when: Any, resolved: bool, answered: bool) -> None:
    shown = replace(RESOLVED, rate_when=when)
    moved = told("ru", StatusMoved("in_progress", "resolved", "agent"), shown)
    said = told("ru", CommentAdded(MessageId(3), by_staff=True), shown, message=message("Готово"))
    assert ("Отлично" in labels(moved), "Отлично" in labels(said)) == (resolved, answered)
    assert ("Оцените" in text(moved)) == resolved


def test_a_group_without_a_person_is_the_desks_own_matter() -> None:
    assert told("ru", TicketAssigned(None, None, "plant"), group=Choice("plant", {"ru": "Цех"})) is None
    assert text(told("ru", TicketAssigned(ANNA.id, None), whom=ANNA)) == "HD-12: вопросом занимается Анна Смирнова."


def test_the_receipt_says_by_when_the_first_answer_comes() -> None:
    said = text(told("ru", TicketOpened(MessageId(1)), card(promise=NOON)))
    assert f"Первый ответ — не позже {AT}\nОтветим в этом чате" in said
    assert "не позже" not in text(told("ru", TicketOpened(MessageId(1))))


def test_above_the_conversation_stands_what_a_customer_may_know() -> None:
    shown = card(
        promise=NOON, due_at=NOON, service=(Choice("a", {"ru": "Сети"}), Choice("b", {"ru": "Телефоны"})),
        category=Choice("web", {"ru": "Хостинг"}), site=Tie("S-4", "Корпус 4"), equipment=Tie("E-7", "Насос"),
        answers=(
            Answer(Choice("e", {"ru": "Что"}), "equipment", "E-7", Choice("E-7", {"ru": "Насос"})),
            Answer(Choice("s", {"ru": "Номер"}), "text", "К" * 500),
        ),
        observers=(OLGA,), company=Tie("C-1", "Тайна"), level=Choice("gold", {"ru": "Тайна"}),
    )  # fmt: skip
    said = head(WORDS, "ru", shown).render()[0].split("\n")
    assert said == [
        "HD-12 · Не печатает принтер в бухгалтерии", "Статус: В работе", f"Первый ответ — не позже {AT}",
        "Исполнитель: Анна Смирнова", "Вид: Вопрос · Приоритет: Обычный", "Услуга: Сети › Телефоны",
        "Категория: Хостинг", "Объект: Корпус 4 (S-4)", "Оборудование: Насос (E-7)", f"Номер: {'К' * 119}…",
        f"Срок исполнения: {AT}", "Наблюдатели: Ольга",
    ]  # fmt: skip


def test_of_many_answers_the_first_are_shown_and_the_rest_counted() -> None:
    answers = tuple(Answer(Choice(f"f{n}", {"ru": f"Вопрос {n}"}), "text", "x") for n in range(30))
    said = head(WORDS, "ru", card(answers=answers)).render()[0]
    assert said.count("Вопрос ") == 11 and "и ещё 20" in said and "Вид: Вопрос" in said


def test_hostile_words_become_no_markup_wherever_they_stand() -> None:
    for line in hostile(500):
        who, label = Who(PersonId(9), line), Choice("x", {"ru": line})
        shown = card(
            subject=line, requester=who, category=label, service=(label,), site=Tie(line, line), observers=(who,),
            answers=(Answer(label, "text", line),), verbs=(Verb.ANSWER,),
        )  # fmt: skip
        changes = (Change("category", label, label), Change("field:x", Answer(label, "text", line), None, label))
        for drawn in (
            told("ru", TicketTriaged({}, {}), shown, changes=changes),
            told("ru", ObserverAdded(who.id), shown, actor=who, reader=who.id),
            told("ru", CommentAdded(MessageId(3), by_staff=False), shown, message=word(who, line)),
            Drawn(head(WORDS, "ru", shown)),
        ):
            assert drawn is not None
            entities = drawn.text.render()[1]
            assert [entity.type for entity in entities] == ["bold"] and entities[0].offset == 0
