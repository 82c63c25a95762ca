"""Colleagues in copy of a ticket: named by mail address, by their name in Telegram, chosen there, or by a link; and let
go, or leaving by themselves (A4).
"""

import re

from aiogram.types import Message

from bots.telegram.heard import heard
from bots.telegram.routes import talk
from bots.telegram.routes.asking import COPY, COPY_SURE, OBSERVE, ask, begin, finish, of
from bots.telegram.turn import Turn
from core.api.commands import AddObserver, DropObserver, InviteObserver
from core.api.errors import Code, Refusal
from core.api.kinds import PersonId, TicketId
from core.api.queries import FindFellow, WhoAmI

HANDLE = re.compile(r"(?:https?://)?(?:t\.me/|@)([A-Za-z0-9_]{4,32})/?", re.IGNORECASE)
"""As it is typed, or as Telegram copies it (https://telegram.org/faq#usernames-and-t-me)."""
NOBODY = ""


def ask_address(turn: Turn, ticket: int) -> None:
    turn.steps.forget(of(OBSERVE))
    begin(turn, COPY, ticket=ticket)
    ask(turn)


def pick(turn: Turn, ticket: int) -> None:
    """The keyboard that lets somebody be chosen in Telegram itself; what is typed counts as before."""
    _under_way(turn, ticket)
    turn.move(COPY, ticket=ticket, shared=True)
    turn.show("observe-pick", ticket=ticket)


async def told(message: Message, turn: Turn) -> None:
    """Who it is to be. One word is an address, right or wrong; what is neither was meant for a ticket."""
    said, account = heard(message), named(message)
    if account is not None:
        await _meant(turn, TicketId(turn.data["ticket"]), account, _called(message))
    elif message.contact is not None:
        turn.show("observe", ticket=turn.data["ticket"], note="tg-observer-no-account")
    elif said.empty:
        turn.unheard(said)
    elif said.attachments or message.reply_to_message or len(said.text.split()) > 1:
        await talk.aside(message, turn)
    else:
        await _add(turn, AddObserver(TicketId(turn.data["ticket"]), said.text.strip()))


def named(message: Message) -> str | None:
    """The id of an account, or `@name`, where the message is about somebody of Telegram and nothing else."""
    if message.users_shared:
        return str(message.users_shared.users[0].user_id)
    if message.contact:
        return str(message.contact.user_id) if message.contact.user_id else None
    text = (message.text or "").strip()
    for entity in message.entities or ():
        if entity.type == "text_mention" and entity.user is not None and entity.extract_from(text) == text:
            return str(entity.user.id)
    found = HANDLE.fullmatch(text)
    return f"@{found[1]}" if found else None


def _called(message: Message) -> str:
    """What whoever points at them calls them; nothing that the desk knows."""
    found = message.users_shared.users[0] if message.users_shared else message.contact
    if found is not None:
        return " ".join(filter(None, (found.first_name, found.last_name)))
    return (message.text or "").strip()


async def _meant(turn: Turn, ticket: TicketId, account: str, name: str) -> None:
    """One of their own company is put into copy once they have said that it is who they mean; else there is a link."""
    found = await turn.ask(FindFellow(account), turn.visitor)
    if found is None:
        await _invite(turn, ticket, NOBODY if account.startswith("@") else account, name)
        return
    turn.move(COPY_SURE, ticket=ticket, person=found.id, name=found.name, shared=turn.data.get("shared"))
    ask(turn)


async def link(turn: Turn, ticket: int) -> None:
    _under_way(turn, ticket)
    await _invite(turn, TicketId(ticket), NOBODY, "")


async def _invite(turn: Turn, ticket: TicketId, account: str, name: str) -> None:
    if turn.links is None:
        turn.show("observe", ticket=ticket, note="tg-observer-by-mail")
        return
    turn.show("observe-link", ticket=ticket, nonce=turn.key, name=name, bound=bool(account))
    finish(turn)
    await _carried(turn, InviteObserver(ticket, turn.key, account))


async def sure(message: Message, turn: Turn) -> None:
    """Whatever is no *yes* by its button's words names somebody else, or goes its own way."""
    turn.move(COPY, ticket=turn.data["ticket"], shared=turn.data.get("shared"))
    await told(message, turn)


async def confirmed(turn: Turn, ticket: int, person: int | None) -> None:
    """An old button, and one of another question, confirms nobody."""
    asked = turn.steps.recall(of(OBSERVE, ticket)) and turn.state == COPY_SURE
    if not asked or person is None or turn.data.get("person") != person:
        turn.say("tg-old-button")
        return
    await _add(turn, AddObserver(TicketId(ticket), person=PersonId(person)))


async def _add(turn: Turn, command: AddObserver) -> None:
    turn.show("observers", ticket=command.ticket)
    finish(turn)
    await _carried(turn, command)


async def _carried(turn: Turn, command: AddObserver | InviteObserver) -> None:
    try:
        await turn.do(command)
    except Refusal as refusal:
        turn.turn_back(refusal)
        if refusal.code is Code.ADDRESS:
            ask(turn)
        else:
            _end(turn, command.ticket)


def _end(turn: Turn, ticket: TicketId) -> None:
    if turn.steps.recall(of(OBSERVE, ticket)):
        finish(turn)


async def drop(turn: Turn, ticket: int, person: int | None, place: int | None) -> None:
    turn.show("observers", edit=place, ticket=ticket)
    if person is not None and await turn.attempt(DropObserver(TicketId(ticket), PersonId(person))):
        turn.say("tg-toast-done")


async def leave(turn: Turn, ticket: int, place: int | None) -> None:
    """Of oneself. A second press finds nothing to leave, and says the same."""
    me = (await turn.ask(WhoAmI(), turn.visitor)).id
    turn.show("say", text="tg-observer-left", edit=place)
    if await turn.attempt(DropObserver(TicketId(ticket), me)):
        turn.say("tg-toast-done")


def _under_way(turn: Turn, ticket: int) -> None:
    """An older button of the same question begins it again."""
    if not turn.steps.recall(of(OBSERVE, ticket)):
        turn.steps.forget(of(OBSERVE))
        begin(turn, COPY, ticket=ticket)


STEPS = {COPY: told, COPY_SURE: sure}
