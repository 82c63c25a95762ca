"""Happenings made by hand, as the core would hand them over, and letters read back by the modern email parser."""

import email
import email.policy
from dataclasses import replace
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from bots.email.mailer import Mailer
from bots.email.server import Server, sender
from bots.links import Links
from core.api.events import (
    ChoiceAsked,
    CommentAdded,
    FileMissed,
    ObserverAdded,
    StatusMoved,
    SurveyAsked,
    TicketAssigned,
    TicketEscalated,
    TicketOpened,
    TicketTriaged,
)
from core.api.kinds import MINUTE, SECOND, Clock, Door, FileId, MessageId, PersonId, TicketId
from core.api.ports import Delivery, FileContent
from core.api.shapes import (
    Answer,
    Change,
    Choice,
    File,
    FileState,
    Happening,
    Kind,
    MessageView,
    Shown,
    TicketCard,
    Verb,
    Who,
)

EPOCH = "0f1e2d3c4b5a6978"
NOON = 1_790_856_000 * SECOND
"""2026-10-01 12:00 UTC."""
IVAN, ANNA = Who(PersonId(7), "Иван Петров"), Who(PersonId(2), "Анна Смирнова", "U1")
DESK = {"ru": "Служба поддержки «Вектор»", "en": "Vector Support"}
GRADES = tuple(Choice(id, {"ru": ru, "en": en}) for id, ru, en in (
    ("5", "Отлично", "Excellent"), ("4", "Хорошо", "Good"), ("3", "Так себе", "So-so"), ("2", "Плохо", "Poor"),
))  # fmt: skip
SAID = "Здравствуйте!\n\nПерезагрузите принтер и попробуйте ещё раз:\n  1. выключите;\n  2. включите.\n.точка впереди"


class StillClock(Clock):
    def now(self) -> int:
        return NOON


def status(id: str, ru: str, en: str) -> Choice:
    return Choice(id, {"ru": ru, "en": en})


def card(**changes: Any) -> TicketCard:
    made = TicketCard(
        id=TicketId(12), number="HD-12", subject="Не печатает принтер в бухгалтерии",
        body="Добрый день!\nС утра не печатает принтер, мигает красным.", type=status("question", "Вопрос", "Question"),
        priority=status("normal", "Обычный", "Normal"), status=status("in_progress", "В работе", "In progress"),
        open=True, final=False, resume_at=None, requester=IVAN, assignee=ANNA, source=Door.TELEGRAM, opened_at=NOON,
        grade=None, rev=1, verbs=(Verb.ANSWER, Verb.RESOLVE, Verb.MUTE), targets=(), grades=(), files=(),
        unanswered_since=None,
    )  # fmt: skip
    return replace(made, **changes)


def message(body: str = SAID, author: Who = ANNA, **changes: Any) -> MessageView:
    made = MessageView(MessageId(3), author, by_staff=True, internal=False, at=NOON, body=body, files=())
    return replace(made, **changes)


def lost_file(name: str = "снимок.png") -> File:
    return File(FileId(4), TicketId(12), MessageId(3), name, "image/png", "file", 9, FileState.LOST, None, "too-large")


RESOLVED = card(
    status=status("resolved", "Решена", "Resolved"), verbs=(Verb.ANSWER, Verb.RETURN, Verb.CLOSE, Verb.RATE, Verb.MUTE),
    grades=GRADES,
)  # fmt: skip
TRIAGED = (
    Change("type", status("incident", "Инцидент", "Incident"), status("question", "Вопрос", "Question")),
    Change("due_at", NOON, None),
    Change("field:x", Answer(status("x", "Корпус", "Barn"), "text", "4"), None, status("x", "Корпус", "Barn")),
)
OLGA = Who(PersonId(9), "Ольга")
OBSERVED = card(verbs=(Verb.ANSWER, Verb.MUTE), observers=(OLGA,))
COPIES: dict[str, Happening] = {
    "added": Happening(OBSERVED, ObserverAdded(OLGA.id), IVAN, whom=OLGA),
    "author": Happening(
        OBSERVED, CommentAdded(MessageId(3), by_staff=False), IVAN, message("Так и мигает.", IVAN, by_staff=False)
    ),
    "answer": Happening(OBSERVED, CommentAdded(MessageId(3), by_staff=True), ANNA, message()),
}
"""As they are told to Olga, who is in copy."""
MOVED = StatusMoved("in_progress", "resolved", "agent")
HAPPENINGS: dict[str, Happening] = {
    "receipt": Happening(card(linked_to="HD-5", promise=NOON), TicketOpened(MessageId(1), TicketId(5)), IVAN),
    "answer": Happening(card(), CommentAdded(MessageId(3), by_staff=True), ANNA, message()),
    "assigned": Happening(card(), TicketAssigned(ANNA.id, None), ANNA, whom=ANNA),
    "status": Happening(card(), StatusMoved("new", "in_progress", "agent"), ANNA),
    "postponed": Happening(
        card(status=status("postponed", "Отложена", "Postponed"), resume_at=NOON + 90 * MINUTE),
        StatusMoved("new", "postponed", "agent", NOON + 90 * MINUTE), ANNA,
    ),
    "resolved": Happening(RESOLVED, MOVED, ANNA),
    "resolved with a comment": Happening(RESOLVED, MOVED, ANNA, message("Заменили картридж.")),
    "escalated": Happening(
        card(), TicketEscalated("slow", MessageId(3)), IVAN, message("Жду неделю", IVAN, by_staff=False),
        reason=status("slow", "Долго нет ответа", "No answer for long"),
    ),
    "choice": Happening(RESOLVED, ChoiceAsked(NOON + 15 * MINUTE), IVAN),
    "triaged": Happening(card(promise=NOON), TicketTriaged({}, {}), ANNA, changes=TRIAGED),
    "survey": Happening(RESOLVED, SurveyAsked(), None),
    "an observer speaks": Happening(
        card(), CommentAdded(MessageId(3), by_staff=False, by_observer=True), OLGA,
        message("У меня есть ключ.", OLGA, by_staff=False),
    ),
    "file missed": Happening(card(), FileMissed(FileId(4), MessageId(3), "too-large"), None, file=lost_file()),
}  # fmt: skip


def delivery(told: Any, language: str = "ru", **changes: Any) -> Delivery:
    made = Delivery(
        id=f"{EPOCH}-45-0", address="ivan@example.org", language=language, kind=Kind.NOTICE, part=0, unsure=False,
        content=told, shown=Shown(), person=IVAN.id, name=IVAN.name,
    )  # fmt: skip
    return replace(made, **changes)


def content(
    path: Path, octets: bytes, name: str = "отчёт за май.pdf", media_type: str = "application/pdf"
) -> FileContent:
    path.write_bytes(octets)
    return FileContent(path, name, media_type, "file", len(octets))


def links(base: str | None = "https://desk.example.org") -> Links:
    return Links("s" * 32, EPOCH, base, StillClock())


def mailer(server: Server | None = None) -> Mailer:
    return Mailer(server or Server("127.0.0.1", 1), sender("support@vector.example"))


def parsed(octets: bytes) -> EmailMessage:
    return email.message_from_bytes(octets, policy=email.policy.default)


def named(octets: bytes, header: str) -> str:
    """The name before an address, by the old parser: the new one puts a space between encoded words (RFC 2047, 6.2)."""
    name, _ = parseaddr(email.message_from_bytes(octets)[header])
    return str(make_header(decode_header(name)))


def body(letter: EmailMessage, kind: str) -> str:
    part = letter.get_body((kind,))
    assert isinstance(part, EmailMessage)
    words: str = part.get_content()
    return words.replace("\r\n", "\n")
