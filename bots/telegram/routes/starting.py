"""What a chat can begin with: a link to a service, to a ticket, an invitation; or nothing (A3, A5).

`t.me/<bot>?start=s-<service>`, `t<ticket>`, `i<invitation>`, `o<copy>`, `m<person>`: short, and read in letters of
either case.
"""

import re

from bots.links import LinkWrong
from bots.telegram.draft import Draft
from bots.telegram.routes import mailing, opening, registering
from bots.telegram.turn import Turn
from bots.telegram.wire import LARGEST
from core.api.commands import FollowByLink, TakeInvitation
from core.api.errors import Refusal
from core.api.kinds import PersonId, TicketId
from core.api.queries import Catalogue, MailedTo, ReadTicket, WhereLeads
from core.api.shapes import Shelf

TICKET = re.compile(r"t(\d{1,18})")
SERVICE = re.compile(r"s-([a-z0-9][a-z0-9_-]{0,30})")


async def follow(turn: Turn, payload: str) -> None:
    """What leads nowhere is said, so that a word behind `/start` is not passed over in silence."""
    word = payload.lower()
    if ticket := TICKET.fullmatch(word):
        await _ticket(turn, int(ticket[1]))
    elif service := SERVICE.fullmatch(word):
        await _service(turn, service[1])
    elif word.startswith("m") and (person := _mailed(turn, word)):
        await _by_letter(turn, person)
    elif word.startswith("o") and (link := _copy(turn, word)):
        await _followed(turn, link)
    elif word.startswith("i") and (invitation := _invitation(turn, word)):
        await _taken(turn, invitation)
    else:
        await greet(turn, note="tg-start-unknown" if payload else None, word=payload)


async def greet(turn: Turn, note: str | None = None, **values: str) -> None:
    """Whoever is not let in yet is asked who they are (A5)."""
    if turn.situation.me.outside:
        if note is not None:
            turn.show("say", text=note, values=values)
        await registering.invite(turn)
    else:
        turn.show("welcome", note=note, values=values)


async def _ticket(turn: Turn, id: int) -> None:
    """What is not theirs is as missing to them as what is not there (agreement 12)."""
    try:
        await turn.ask(ReadTicket(TicketId(min(id, LARGEST)), most=1), turn.visitor)
    except Refusal:
        await greet(turn, note="refusal-missing")
        return
    turn.show("ticket", ticket=id)


async def _service(turn: Turn, id: str) -> None:
    """The form begins there. One that is half written is of that service from now on."""
    shelf: Shelf | None = None
    if not turn.situation.me.outside:
        shelf = await turn.ask(Catalogue(id), turn.visitor)
    if shelf is not None and not (shelf.path and (shelf.services or shelf.types) and await _open(turn, id)):
        await greet(turn, note="tg-start-closed")
        return
    opening.take_up(turn)
    draft = Draft.read(turn.data)
    if shelf is not None and shelf.services:
        draft.under = id
        draft.picked.pop("service", None)
    else:
        draft.picked["service"] = id
    await opening.proceed(turn, draft)


async def _open(turn: Turn, id: str) -> bool:
    """Whether it stands on the shelf above it, where only what is open stands."""
    path = (await turn.ask(Catalogue(id), turn.visitor)).path
    above = path[-2].id if len(path) > 1 else None
    return any(one.id == id for one in (await turn.ask(Catalogue(above), turn.visitor)).services)


def _invitation(turn: Turn, word: str) -> int | None:
    try:
        return turn.links.read_invitation(word) if turn.links else None
    except LinkWrong:
        return None


def _mailed(turn: Turn, word: str) -> int | None:
    try:
        return turn.links.read_mailed(word) if turn.links else None
    except LinkWrong:
        return None


async def _by_letter(turn: Turn, person: int) -> None:
    """A letter may have been passed on, so that a code proves whose it is; with an address that is known, or home."""
    email = await turn.ask(MailedTo(PersonId(person)), turn.visitor)
    if email is None:
        await greet(turn)
    else:
        await mailing.offered(turn, email)


def _copy(turn: Turn, word: str) -> int | None:
    try:
        return turn.links.read_copy(word) if turn.links else None
    except LinkWrong:
        return None


async def _followed(turn: Turn, link: int) -> None:
    """They see the ticket at once. A link that is taken, too old or another's leads home."""
    try:
        followed = await turn.ask(WhereLeads(link), turn.visitor)
        turn.show("say", text="tg-observer-welcome", values={"number": followed.number})
        turn.show("ticket", ticket=followed.ticket)
        await turn.do(FollowByLink(link))
    except Refusal as refusal:
        turn.turn_back(refusal)
        await greet(turn)


async def _taken(turn: Turn, id: int) -> None:
    """Whose it is, they are from now on; one that was taken or is too old changes nothing."""
    turn.show("welcome", note="tg-start-invited", values={})
    try:
        await turn.do(TakeInvitation(id))
    except Refusal as refusal:
        turn.turn_back(refusal)
        await greet(turn)
