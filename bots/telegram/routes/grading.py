"""A word with a grade: the next text goes with it, and reopens nothing (C10). It is not waited for long."""

from aiogram.types import Message

from bots.telegram.heard import Heard, heard
from bots.telegram.routes import talk
from bots.telegram.routes.asking import REMARK, WORD, finish, of
from bots.telegram.turn import Turn
from core.api.commands import Rate
from core.api.errors import Code, Refusal
from core.api.kinds import HOUR, TicketId
from core.api.queries import ReadTicket
from core.api.shapes import TicketCard

SOON = HOUR
"""What is typed later than that is an answer, as ever."""


def rated(turn: Turn, card: TicketCard, grade: str) -> None:
    """Thanks, and the offer of a word. In the middle of something else it is a button: the next words belong there."""
    turn.steps.forget(of(REMARK))
    awaits = card.remark and turn.state is None
    if awaits:
        _await(turn, card.id, grade)
    turn.show("rated", ticket=card.id, awaits=awaits if card.remark else None)


def _await(turn: Turn, ticket: TicketId, grade: str) -> None:
    turn.steps.set_aside()
    turn.move(WORD, ticket=ticket, grade=grade, until=turn.situation.now + SOON, fleeting=True)


async def offer(turn: Turn, ticket: int, place: int | None) -> None:
    """The button of an older thanks: a word is awaited from now on."""
    try:
        card = (await turn.ask(ReadTicket(TicketId(ticket), most=1), turn.visitor)).card
    except Refusal as refusal:
        turn.toast = refusal
        return
    if card.grade is None or not card.remark:
        turn.say("tg-old-button")
        return
    turn.steps.forget(of(REMARK))
    _await(turn, card.id, card.grade.id)
    turn.show("rated", edit=place, ticket=card.id, awaits=True)


async def decline(turn: Turn, ticket: int, place: int | None) -> None:
    turn.show("rated", edit=place, ticket=ticket)
    if turn.state == WORD and turn.data.get("ticket") == ticket:
        finish(turn)


def lapse(turn: Turn) -> None:
    """Whoever says nothing for long has said all."""
    if turn.state == WORD and turn.situation.now > int(turn.data["until"]):
        turn.steps.back()


async def word(message: Message, turn: Turn) -> None:
    """Plain words only: a file, or a reply to another ticket's message, goes its own way."""
    said, ticket = heard(message), TicketId(turn.data["ticket"])
    if said.empty:
        turn.unheard(said)
        return
    if said.attachments or await talk.replied(message, turn) not in (None, ticket):
        await talk.aside(message, turn)
        return
    grade = str(turn.data["grade"])
    turn.show("worded", ticket=ticket)
    turn.steps.board = {**(turn.steps.board or {}), "kept": [said.kept()]}
    finish(turn)
    try:
        await turn.do(Rate(ticket, grade, said.text, said.origin))
    except Refusal as refusal:
        turn.turn_back(refusal)
        if refusal.code is not Code.TOO_LONG:
            turn.steps.back()
            talk.keep(turn, said)


async def other_matter(turn: Turn, ticket: int, place: int | None) -> None:
    """What was said with a grade is the beginning of a new ticket, too; the grade keeps it. Once."""
    board = turn.steps.board or {}
    if (board.get("screen"), board.get("ticket")) != ("worded", ticket) or not board.get("kept"):
        turn.say("tg-old-button")
        return
    turn.show("worded", edit=place, ticket=ticket, over=True)
    await talk.open_new(turn, Heard.again(board["kept"]))


STEPS = {WORD: word}
