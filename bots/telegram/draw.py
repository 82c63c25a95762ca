"""Cards as a customer sees them: text with entities, so that nothing a person typed can become markup."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiogram.types import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from aiogram.utils.formatting import Bold, DateTime, Italic, Text

from bots.telegram.pieces import Piece, cut
from bots.telegram.wire import Go, Press
from bots.wording import Words
from core.api.kinds import SECOND, TicketId, shorten
from core.api.shapes import DeskLine, File, FileState, MessageView, TicketCard, TicketLine, Verb

Content = Mapping[str, Any]
"""What a prompt says about the screen that it asks for."""

Rows = list[list[InlineKeyboardButton]]
PRESSED = (Verb.RESOLVE, Verb.RETURN, Verb.CLOSE, Verb.ESCALATE, Verb.MUTE, Verb.UNMUTE, Verb.CANCEL)
DRAWN = frozenset({Verb.ANSWER, *PRESSED, Verb.RATE, Verb.OBSERVE})
"""The verbs that this bot can draw; a test holds it against what the core may offer."""

LINE = 60
SHORTEST = 16
EXCERPT = 700
STATES = {True: "🟢", False: "⚪"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a screen shows."""

    text: Text
    rows: tuple[tuple[InlineKeyboardButton, ...], ...] = ()
    file: bool = False
    """The text stands below the file that goes out with it."""
    board: ReplyKeyboardMarkup | ReplyKeyboardRemove | None = None
    """The keyboard below the chat, set or taken away with a message that has no buttons."""

    @property
    def keyboard(self) -> InlineKeyboardMarkup | None:
        return InlineKeyboardMarkup(inline_keyboard=[list(row) for row in self.rows]) if self.rows else None

    @property
    def pieces(self) -> list[Piece]:
        """As many messages as it takes, and one at least."""
        return cut(*self.text.render()) or [Piece("…")]


def drawn(text: Text | str, rows: Iterable[Iterable[InlineKeyboardButton]] = ()) -> Drawn:
    return Drawn(text if isinstance(text, Text) else Text(text), tuple(tuple(row) for row in rows if row))


def go(label: str, to: str, id: int = 0, arg: str = "") -> InlineKeyboardButton:
    return InlineKeyboardButton(text=label, callback_data=Go(to=to, id=id, arg=arg).pack())


def stop(words: Words, language: str, family: str, ticket: int = 0) -> InlineKeyboardButton:
    """Ends the matter that it belongs to, and no other that was begun since."""
    return go(words(language, "tg-stop"), "stop", ticket, family)


def copied(label: str, text: str) -> InlineKeyboardButton:
    """Puts the text where it can be pasted from (Bot API, CopyTextButton)."""
    return InlineKeyboardButton(text=label, copy_text=CopyTextButton(text=text))


def home(words: Words, language: str) -> InlineKeyboardButton:
    """From wherever somebody stands."""
    return go(words(language, "tg-home"), "home")


def press(label: str, verb: Verb, ticket: TicketId, arg: str = "", style: str | None = None) -> InlineKeyboardButton:
    data = Press(verb=verb.value, ticket=ticket, arg=arg).pack()
    return InlineKeyboardButton(text=label, callback_data=data, style=style)


def verbs(words: Words, language: str, card: TicketCard, *, answer: bool = True, rate: bool = True) -> Rows:
    """The card's verbs as buttons: answering first, *Cancel* after the others, grades in rows of their own.

    `rate`: whether this is the place to ask for a grade.
    """
    rows: Rows = []
    if answer and Verb.ANSWER in card.verbs:
        rows.append([go(words(language, "tg-answer"), "answer", card.id)])
    simple = [verb for verb in PRESSED if verb in card.verbs]
    rows += _pairs(
        press(label(words, language, card, verb, f"tg-{verb}"), verb, card.id, style=_style(verb)) for verb in simple
    )
    return [*rows, *(grades(words, language, card) if rate else [])]


def grades(words: Words, language: str, card: TicketCard) -> Rows:
    offered = card.grades if Verb.RATE in card.verbs else ()
    return _pairs(press(words.label(language, one.label), Verb.RATE, card.id, one.id) for one in offered)


def label(words: Words, language: str, card: TicketCard, verb: Verb, key: str) -> str:
    """What stands on a button: the desk's own words for it, where it has any (D3)."""
    own = card.labels.get(verb)
    return words.label(language, own) if own else words(language, key)


def choice(words: Words, language: str, card: TicketCard) -> Rows:
    """Whether an answered ticket goes on or ends, as its requester wishes (D7)."""
    keys = {Verb.RETURN: "tg-choice-return", Verb.CLOSE: "tg-choice-close"}
    return [
        [press(label(words, language, card, verb, key), verb, card.id)]
        for verb, key in keys.items()
        if verb in card.verbs
    ]


def reasons(words: Words, language: str, card: TicketCard) -> Rows:
    """What *Escalate* offers. Which of it counts is said when it is picked (D4)."""
    return [[press(words.label(language, one.label), Verb.ESCALATE, card.id, one.id)] for one in card.reasons]


def _pairs(buttons: Iterable[InlineKeyboardButton]) -> Rows:
    row = list(buttons)
    return [row[at : at + 2] for at in range(0, len(row), 2)]


def sure(words: Words, language: str, card: TicketCard) -> Rows:
    """The question before a ticket is canceled (D6)."""
    yes = press(words(language, "tg-cancel-yes"), Verb.CANCEL, card.id, "yes", style="danger")
    return [[yes, go(words(language, "tg-cancel-no"), "keep", card.id)]]


def line(words: Words, language: str, ticket: TicketLine | DeskLine, to: str = "ticket") -> InlineKeyboardButton:
    """Short enough for a button, and never without the status."""
    copied = isinstance(ticket, TicketLine) and not ticket.mine
    before, after = f"{STATES[ticket.open]} {ticket.number} · ", f" — {words.label(language, ticket.status.label)}"
    after += f" · {words(language, 'tg-line-copied')}" if copied else ""
    subject = shorten(ticket.subject, max(LINE - len(before) - len(after), SHORTEST))
    return go(f"{before}{subject}{after}", to, ticket.id)


def said(words: Words, language: str, message: MessageView, *, mine: bool, limit: int | None = EXCERPT) -> Text:
    name = words(language, "tg-you") if mine else message.author.name
    body = message.body if limit is None else shorten(message.body, limit)
    files = [f"\n📎 {file_line(words, language, file)}" for file in message.files]
    edited = [f" · {words(language, 'tg-edited')}"] if message.edited_at and not message.withdrawn_at else []
    gone = Italic(f"\n{words(language, 'tg-withdrawn')}") if message.withdrawn_at else ""
    shown = Italic(*files) if files else ""
    return Text(Bold(name), " · ", moment(message.at), *edited, "\n" if body else "", body, gone, shown)


def seen(words: Words, language: str, message: MessageView) -> Text | str:
    """Below the newest word: that the desk has read it, in words and not by a sign alone (X1)."""
    read = not message.by_staff and message.seen_at is not None
    return Italic(f"\n{words(language, 'tg-seen')}") if read else ""


def file_line(words: Words, language: str, file: File) -> str:
    match file.state:
        case FileState.LOADING:
            return f"{file.name} ({words(language, 'tg-file-loading')})"
        case FileState.LOST:
            return f"{file.name} ({words(language, 'tg-file-lost')}: {words(language, f'file-lost-{file.reason}')})"
        case _:
            return file.name


def moment(at: int) -> Text:
    """An instant that each reader's client shows in its own zone (Bot API, MessageEntity date_time)."""
    utc = datetime.fromtimestamp(at / SECOND, UTC)
    return DateTime(f"{utc:%d.%m.%Y %H:%M} UTC", unix_time=at // SECOND, date_time_format="dt")


def _style(verb: Verb) -> str | None:
    return "success" if verb is Verb.RESOLVE else None
