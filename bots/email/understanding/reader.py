"""What becomes of a letter: a ticket, an answer, a word that waits for an agent, a marked delivery, or nothing.

Whoever sends is only said to; so a letter speaks for the desk only in answer to a call (F4), and a stranger never
reaches a customer (C8).
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from bots.email.here import Here
from bots.email.incoming import nature as natures
from bots.email.incoming.nature import Kind, Nature
from bots.email.incoming.parse import parse
from bots.email.incoming.shapes import Letter, Unreadable
from bots.email.incoming.thread import Sign, candidates
from bots.email.incoming.trust import Standing, trust
from bots.email.understanding.agents import AgentLetters, Answer
from bots.email.understanding.carried import answering, carried, own
from bots.email.understanding.copies import copies
from bots.email.understanding.returned import returned
from bots.email.understanding.said import Bounds, Said, said, visitor
from bots.email.understanding.suspicion import suspected
from bots.email.understanding.turn import COMMENTED, OPENED, Turn
from bots.wording import Words
from core.api.commands import AddComment, AddPending, Desk, OpenTicket
from core.api.errors import Code, Poison, Refusal
from core.api.kinds import TicketId, Visitor
from core.api.ports import Claimed, Suspects, trusting
from core.api.queries import Ask, LetterAbout, MyRegistration, WhoAmI
from core.api.shapes import Addressed

TOKENS = (Sign.ADDRESS, Sign.SUBJECT)
MUTE = ("read-receipt", "abuse-report")
"""What machines report to machines; an agent could do nothing with it."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How the desk treats letters. `server` is the authserv-id whose word on senders counts (RFC 8601).

    `answers`: the desk can write letters. `bounds`: how much of one it takes. `language`: the agents'.
    `chat`: strangers can say who they are in a chat, too.
    """

    language: str
    bounds: Bounds
    server: str | None = None
    answers: bool = True
    chat: bool = False


@dataclass(frozen=True, slots=True)
class _Heard:
    """A letter with its sender, and what it says."""

    letter: Letter
    sender: Visitor
    said: Said
    recipients: tuple[str, ...]
    standing: Standing


class MailReader:
    """Reads letters for the desk that `here` names."""

    def __init__(
        self, desk: Desk, ask: Ask, words: Words, here: Here, manners: Manners, suspects: Suspects = trusting
    ) -> None:  # fmt: skip
        self._desk = desk
        self._suspects = suspects
        self._ask = ask
        self._say: Callable[..., str] = partial(words, manners.language)
        self._here = here
        self._manners = manners
        self._agents = AgentLetters(ask, here, manners.server)
        self._house = natures.House(here.tokens.epoch, frozenset(own(here)))

    async def read(self, claimed: Claimed, raw: bytes) -> None:
        """Raises Poison for what no parser understands and for a letter of nobody: both are kept whole (faults C4)."""
        parsed = await asyncio.to_thread(parse, raw)
        if isinstance(parsed, Unreadable):
            raise Poison(f"beyond a cap: {parsed.reason}")
        letter, recipients = carried(parsed, claimed)
        turn, kind = Turn(self._desk, claimed), natures.nature(letter, self._house)
        if kind.kind is Kind.OWN or (kind.kind not in (Kind.PERSON, Kind.BOUNCE) and visitor(letter) is None):
            return await turn.ignore(kind.reason)
        if kind.kind is Kind.BOUNCE:
            return await returned(turn, letter, self._here, recipients)
        sender = visitor(letter)
        if sender is None:
            raise Poison("the letter names no sender")
        checked, bounds = trust(letter, self._manners.server), self._manners.bounds
        words = said(letter, claimed, sender, self._say, bounds, checked, unanswered=bool(kind.silence))
        if not kind.silence:
            words = replace(words, copies=copies(letter, recipients, self._here, checked.standing))
        await self._heard(turn, kind, _Heard(letter, sender, words, recipients, checked.standing))

    async def _heard(self, turn: Turn, kind: Nature, heard: _Heard) -> None:
        if kind.kind is Kind.PERSON and (answer := await self._agents.answer(
            heard.letter, heard.recipients, heard.sender.external_id
        )):  # fmt: skip
            return await self._of_agent(turn, heard, answer)
        names = self._names(heard)
        about = await self._ask(LetterAbout(names), heard.sender) if names else None
        forged = heard.standing is Standing.FAILED
        if kind.kind is not Kind.PERSON:
            await self._machine(turn, kind, heard, about)
        elif about is None:
            await (turn.set_aside("the sender is forged") if forged else self._open(turn, heard, kind))
        elif forged or not about.party:
            await self._pending(turn, heard, about.ticket, "mail-in-forged" if forged else "mail-in-stranger")
        elif not self._attached(heard):
            await self._unattached(turn, heard, about.ticket, kind)
        elif about.final:
            await self._closed(turn, heard, about, kind)
        else:
            await self._comment(turn, heard, about, kind)

    async def _of_agent(self, turn: Turn, heard: _Heard, answer: Answer) -> None:
        """Their rights are looked up now: who has lost them, or cannot be believed, leaves a word that waits."""
        if answer.agent is None:
            return await self._pending(turn, heard, answer.ticket, "mail-in-unproved")
        try:
            await turn.do(self._agents.command(answer.ticket, heard.said), answer.agent, COMMENTED)
        except Refusal:
            await self._pending(turn, heard, answer.ticket, "mail-in-refused")

    async def _machine(self, turn: Turn, kind: Nature, heard: _Heard, about: Addressed | None) -> None:
        """It opens nothing, moves nothing and is not answered; a participant's absence is worth knowing (faults C5)."""
        if about is None or not about.party or kind.reason in MUTE:
            await turn.ignore(f"automatic: {kind.reason}")
        else:
            await self._pending(turn, heard, about.ticket, "mail-in-machine")

    async def _open(self, turn: Turn, heard: _Heard, kind: Nature, linked_to: TicketId | None = None) -> None:
        """Who writes spam and is not let in is not told how to be (faults G1). What goes on with a ticket is none."""
        words = heard.said
        spam = None if linked_to else await suspected(heard.letter, words.text, self._suspects)
        me = await self._ask(WhoAmI(), heard.sender)
        if me.outside and await self._waits(turn, heard, kind, told=spam is None):
            return
        command = OpenTicket(
            words.subject, words.text, attachments=words.files, origin=words.origin, linked_to=linked_to,
            suspected=spam, copies=words.copies,
        )  # fmt: skip
        try:
            await turn.do(command, heard.sender, OPENED)
        except Refusal as refusal:
            await turn.set_aside(f"refused: {refusal.code}")

    async def _waits(self, turn: Turn, heard: _Heard, kind: Nature, *, told: bool) -> bool:
        """Whether the letter is kept until its sender is let in (A5). They are answered with how that is done."""
        found = await self._ask(MyRegistration(), heard.sender)
        address = heard.sender.external_id
        if told:
            how = {"letter": answering(found), "address": address}
            self._answer(turn, heard, kind, {**how, "chat": self._manners.chat})
        if found.policy == "refused":
            await turn.set_aside(f"refused: {Code.CLOSED}")
            return True
        try:
            await turn.put_off(address)
        except Refusal:
            return False
        return True

    async def _comment(self, turn: Turn, heard: _Heard, about: Addressed, kind: Nature) -> None:
        words = heard.said
        if words.too_large:
            self._answer(turn, heard, kind, {"letter": "large", "count": words.too_large}, about.ticket)
        try:
            await turn.do(
                AddComment(about.ticket, words.text, words.files, words.origin, words.copies), heard.sender, COMMENTED
            )
        except Refusal as refusal:
            if refusal.code is Code.FINAL:
                await self._closed(turn, heard, about, kind)
            else:
                await self._pending(turn, heard, about.ticket, "mail-in-stranger")

    async def _closed(self, turn: Turn, heard: _Heard, about: Addressed, kind: Nature) -> None:
        """By mail there is nobody to ask whether it is to go on in a new ticket: the requester's does (D8)."""
        if about.mine:
            await self._open(turn, heard, kind, about.ticket)
        else:
            await self._pending(turn, heard, about.ticket, "mail-in-closed")

    async def _unattached(self, turn: Turn, heard: _Heard, ticket: TicketId, kind: Nature) -> None:
        address = self._here.attach.spec if self._here.attach else ""
        self._answer(turn, heard, kind, {"letter": "attach", "address": address}, ticket)
        await self._pending(turn, heard, ticket, "mail-in-unattached")

    async def _pending(self, turn: Turn, heard: _Heard, ticket: TicketId, why: str) -> None:
        """Kept where the agents see it, with the reason above."""
        words, sender = heard.said, heard.sender
        body = f"{self._say(why, name=sender.name, address=sender.external_id)}\n\n{words.text}"
        try:
            await turn.do(AddPending(ticket, body, words.files, words.origin), sender, COMMENTED, f"pending: {why}")
        except Refusal as refusal:
            await turn.set_aside(f"refused: {refusal.code}")

    def _answer(
        self, turn: Turn, heard: _Heard, kind: Nature, content: Mapping[str, object], ticket: TicketId | None = None
    ) -> None:
        """Nothing that the sender wrote is repeated (faults G1)."""
        if self._manners.answers and not kind.silence:
            turn.answer(heard.sender.external_id, {**content, "language": heard.sender.language}, ticket)

    def _names(self, heard: _Heard) -> tuple[TicketId | str, ...]:
        found = candidates(heard.letter, self._here.tokens, [self._here.desk], heard.recipients)
        named = (TicketId(one.row) if one.row and one.sign in TOKENS else one.message_id for one in found)
        return tuple(one for one in named if one)

    def _attached(self, heard: _Heard) -> bool:
        """Whether it also goes to the attach address, on desks that want that (A7)."""
        wanted, letter = self._here.attach, heard.letter
        written = {one.mail.lower() for one in (*letter.to, *letter.cc)}
        return wanted is None or wanted.spec.lower() in {*written, *letter.recipients, *heard.recipients}
