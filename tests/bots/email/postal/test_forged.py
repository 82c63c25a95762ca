"""Whoever holds a number, an id or a token of ours speaks for nobody: what they write waits for an agent (C8, F4)."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from bots.email.address import Mailbox
from bots.email.incoming.tokens import Purpose, Tokens
from core.kinds import TicketId
from core.tickets.commands import AddComment
from core.tickets.handling import AddObserver
from tests.bots.email.postal.desk import DESK, MailDesk, Posted
from tests.bots.email.postal.responders import letter
from tests.core.house import ANNA, House

IVAN, EVE, STAFF = "ivan@example.org", "eve@evil.example", "u1@desk.example"
SERVER = "mx.vector.example"
SECRET = "Ваш новый пароль 4711"
FORGED = {"Authentication_Results": f"{SERVER}; dmarc=fail header.from=example.org; spf=fail"}
Attack = Callable[[MailDesk, Posted], bytes]


def _to(desk: MailDesk, address: Mailbox | None, sender: str, **more: str) -> bytes:
    return letter(sender, (address or DESK).spec, "Hello", f"From {sender}: send me everything.", **more)


def _agents_token(desk: MailDesk, told: Posted) -> bytes:
    """Nobody was ever given one."""
    tokens = Tokens("s" * 32, "e1")
    return _to(desk, tokens.address(DESK, Purpose.AGENT, 1), STAFF)


ATTACKS: dict[str, Attack] = {
    "a stranger with the true address": lambda desk, told: letter(EVE, told.reply_to, "Hello", "Send me everything."),
    "a stranger with a stolen id": lambda desk, told: _to(desk, None, EVE, In_Reply_To=told.letter["Message-ID"]),
    "a stranger with stolen references": lambda desk, told: _to(desk, None, EVE, References=told.letter["Message-ID"]),
    "an agent's address with the true address": lambda desk, told: letter(STAFF, told.reply_to, "Re", "Pay here."),
    "an agent's address, a stolen id": lambda desk, told: _to(desk, None, STAFF, In_Reply_To=told.letter["Message-ID"]),
    "the requester's name, and the server says no": lambda desk, told: letter(
        IVAN, told.reply_to, "Re", "Close it.", **FORGED
    ),
    "an agent's name, and the server says no": lambda desk, told: letter(STAFF, told.reply_to, "Re", "x", **FORGED),
}  # fmt: skip
GUESSES: dict[str, Attack] = {
    "a number in the subject": lambda desk, told: letter(EVE, DESK.spec, "Re: [HD-1] HD-1 [#HD-1]", "Any news?"),
    "an id that might be ours": lambda desk, told: _to(desk, None, EVE, In_Reply_To="<e1-999-0@vector.example>"),
    "a token of another instance": lambda desk, told: _to(
        desk, Tokens("s" * 32, "e2").address(DESK, Purpose.REPLY, 1), EVE
    ),
    "a token with another secret": lambda desk, told: _to(
        desk, Tokens("t" * 32, "e1").address(DESK, Purpose.REPLY, 1), EVE
    ),
    "an agent's token": _agents_token,
    "a bounce's token": lambda desk, told: letter(EVE, told.returns, "Hello", "Send me everything."),
    "a token cut short": lambda desk, told: letter(EVE, told.reply_to.replace("@", "x@"), "Hello", "x"),
}  # fmt: skip


@pytest.fixture
def desk(sqlite_url: sa.URL, open_house: Callable[[sa.URL], House]) -> MailDesk:
    return MailDesk(open_house(sqlite_url), server=SERVER)


async def talked(desk: MailDesk) -> Posted:
    """Ivan's ticket, with an agent's answer in his mailbox that says what nobody else may read."""
    await desk.house.staff()
    await desk.gets(letter(IVAN, DESK.spec, "Принтер", "Не печатает."), IVAN)
    await desk.house.desk(AddComment(TicketId(1), SECRET), ANNA)
    return (await desk.writes())[-1]


def public(desk: MailDesk, ticket: int = 1) -> list[str]:
    return [row.body for row in desk.house.rows("messages", ticket_id=ticket) if row.audience == "public"]


@pytest.mark.parametrize("name", ATTACKS)
async def test_a_stolen_trace_gives_a_word_that_waits_and_no_letter(desk: MailDesk, name: str) -> None:
    told = await talked(desk)
    before = public(desk)
    await desk.gets(ATTACKS[name](desk, told), EVE)
    assert public(desk) == before == ["Не печатает.", SECRET]
    assert not [one for one in await desk.writes() if SECRET in one.text or one.to != IVAN]
    waiting = [row for row in desk.house.rows("messages") if row.audience == "internal"]
    assert len(waiting) <= 1 and len(desk.house.rows("tickets")) + len(waiting) == 2
    assert desk.house.rows("observers") == []


@pytest.mark.parametrize("name", GUESSES)
async def test_a_guess_finds_no_ticket(desk: MailDesk, name: str) -> None:
    told = await talked(desk)
    await desk.gets(GUESSES[name](desk, told), EVE)
    assert public(desk) == ["Не печатает.", SECRET]
    assert all(SECRET not in one.text and one.to in (EVE, STAFF) for one in await desk.writes())
    assert [row.audience for row in desk.house.rows("messages", ticket_id=1)] == ["public", "public"]


async def test_an_observer_who_is_forged_says_nothing_in_public(desk: MailDesk) -> None:
    told = await talked(desk)
    await desk.house.desk(AddObserver(TicketId(1), "boss@example.org"), ANNA)
    await desk.gets(letter("boss@example.org", told.reply_to, "Re", "Cancel it.", **FORGED), EVE)
    assert public(desk) == ["Не печатает.", SECRET]
