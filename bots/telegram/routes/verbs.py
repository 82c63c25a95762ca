"""Presses of a verb on a ticket. What an old button says is judged now (agreement 7)."""

from collections.abc import Callable

from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bots.telegram.routes import escalation, grading, talk
from bots.telegram.routes.asking import WHICH, await_answer
from bots.telegram.turn import Turn
from bots.telegram.wire import Go, Press
from core.api.commands import Cancel, Close, Mute, Rate, Resolve, ReturnToWork, Unmute
from core.api.errors import Code, Refusal
from core.api.kinds import Command, TicketId
from core.api.queries import ReadTicket
from core.api.shapes import TicketCard, Verb

Query = CallbackQuery | None
"""Nothing where a button was typed: then no message is drawn anew, and there is no toast."""

COMMANDS: dict[str, Callable[[Press], Command]] = {
    Verb.RESOLVE: lambda press: Resolve(TicketId(press.ticket)),
    Verb.CANCEL: lambda press: Cancel(TicketId(press.ticket)),
    Verb.RETURN: lambda press: ReturnToWork(TicketId(press.ticket)),
    Verb.RATE: lambda press: Rate(TicketId(press.ticket), press.arg),
    Verb.CLOSE: lambda press: Close(TicketId(press.ticket)),
    Verb.MUTE: lambda press: Mute(TicketId(press.ticket)),
    Verb.UNMUTE: lambda press: Unmute(TicketId(press.ticket)),
}
QUIET = {Verb.MUTE: "tg-toast-mute", Verb.UNMUTE: "tg-toast-unmute"}
"""What says all of it in a toast and needs no message of its own."""
ROADS = ("ticket", "list", "older", "continue", "observers", "files", "story", "current", "home")


async def verb(query: Query, callback_data: Press, turn: Turn) -> None:
    """One verb on one ticket. Its buttons are drawn anew either way, and *Cancel* asks once (D6)."""
    make = COMMANDS.get(callback_data.verb)
    if make is None and callback_data.verb != Verb.ESCALATE:
        turn.say("tg-old-button")
        return
    card = await card_of(turn, callback_data.ticket, query)
    if card is None:
        return
    if make is None:
        await _escalate(query, turn, card, callback_data.arg)
    elif callback_data.verb == Verb.CANCEL and callback_data.arg != "yes":
        _ask_once(query, turn, card, applies=_applies(card, callback_data))
    else:
        await _carry_out(query, turn, card, callback_data, make(callback_data))


async def _carry_out(query: Query, turn: Turn, card: TicketCard, press: Press, command: Command) -> None:
    applies, quiet = _applies(card, press), press.verb in QUIET
    talk.turn_away(turn, card.id if quiet else 0)
    redraw(query, turn, card.id)
    chosen = card.choice_until is not None
    if applies and press.verb == Verb.RATE:
        grading.rated(turn, card, press.arg)
    elif applies and not quiet:
        turn.show("done", ticket=card.id, verb=press.verb, chosen=chosen)
    elif applies and query is None:
        turn.show("say", text=QUIET[Verb(press.verb)])
    if applies and press.verb == Verb.RETURN and turn.state != WHICH and not chosen:
        await_answer(turn, card.id)
    await _pressed(query, turn, command, card, press)


async def _escalate(query: Query, turn: Turn, card: TicketCard, reason: str) -> None:
    """Reasons lose their buttons when one of them is taken; the verb itself stays where it was (D4)."""
    if Verb.ESCALATE not in card.verbs:
        redraw(query, turn, card.id)
        turn.toast = Refusal(Code.BUTTON, status=card.status.id)
        return
    if reason:
        turn.show("bare", edit=place(query))
    await escalation.press(turn, card.id, reason)


def _applies(card: TicketCard, press: Press) -> bool:
    """Whether the press would change anything: of two in a row the second is quiet."""
    given = card.grade.id if card.grade else None
    return press.verb in card.verbs and not (press.verb == Verb.RATE and press.arg == given)


def _ask_once(query: Query, turn: Turn, card: TicketCard, *, applies: bool) -> None:
    redraw(query, turn, card.id, sure=applies)
    if applies and query is None:
        turn.show("sure", ticket=card.id)
    elif applies:
        turn.say("tg-cancel-sure", number=card.number)
    else:
        turn.toast = Refusal(Code.BUTTON, status=card.status.id)


async def _pressed(query: Query, turn: Turn, command: Command, card: TicketCard, press: Press) -> None:
    """The desk's own hint is the toast, where it has one (D3)."""
    try:
        await turn.do(command)
    except Refusal as refusal:
        turn.turn_back()
        redraw(query, turn, card.id)
        turn.toast = refusal
        return
    hint = card.hints.get(Verb(press.verb))
    if hint:
        turn.toast = hint
    else:
        turn.say(QUIET.get(Verb(press.verb), "tg-toast-done"))


async def card_of(turn: Turn, ticket: int, query: Query) -> TicketCard | None:
    """The ticket as it is now; somebody else's is missing, and its buttons go (agreement 12)."""
    try:
        return (await turn.ask(ReadTicket(TicketId(ticket), most=1), turn.visitor)).card
    except Refusal as refusal:
        turn.toast = refusal
        turn.show("bare", edit=place(query))
        return None


def redraw(query: Query, turn: Turn, ticket: int, *, sure: bool = False) -> None:
    """Only the verbs change: the ways to other screens stay below them."""
    if query is None:
        return
    markup = query.message.reply_markup if isinstance(query.message, Message) else None
    rows = [
        [[one.text, one.callback_data, one.copy_text and one.copy_text.text] for one in row if _road(one)]
        for row in (markup.inline_keyboard if markup else ())
    ]
    turn.show("buttons", edit=place(query), ticket=ticket, sure=sure, roads=[row for row in rows if row])


def _road(button: InlineKeyboardButton) -> bool:
    data = button.callback_data
    return (
        button.copy_text is not None
        or data is not None
        and data.startswith(tuple(f"{Go.__prefix__}:{to}:" for to in ROADS))
    )


def place(query: Query) -> int | None:
    return query.message.message_id if query and query.message else None
