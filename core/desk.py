"""The one door in: `await desk(command, actor, key)` carries a whole unit to the database in one hop (agreement 1)."""

from core.errors import Code, Refusal
from core.handlers import HANDLERS
from core.inbox import dialogues
from core.inbox import store as inbox
from core.inbox.store import Entry
from core.kinds import Actor, Command, Outcome, Settlement, System
from core.outbox import moving, reactions, redrawn, stray
from core.outbox.enqueue import enqueue, enqueue_prompts
from core.outbox.places import Switchboard
from core.outbox.requests import enqueue_requests
from core.outbox.rerouting import give_up
from core.outbox.undelivered import come_back
from core.people import mailing, registration, rights
from core.people.commands import (
    ConfirmAddress,
)
from core.people.held import held
from core.people.rules import Standing
from core.profile.schema import Profile
from core.search.follow import follow as index
from core.sla.follow import follow
from core.storage import audit, seen
from core.storage.hop import Hop
from core.storage.unit import Unit
from core.tickets import (
    merged,
    orders,
    spam,
    store,
)
from core.tickets.commands import AddComment, OpenTicket
from core.tickets.group_commands import OpenInGroup, SpeakInGroup
from core.tickets.model import Ticket
from core.tickets.standing import standing

SAYING = (OpenTicket, OpenInGroup, AddComment, SpeakInGroup)
"""What leaves something that is the asker's own: it must not be left to who they were a moment ago."""


class Desk:
    """Commands in. Reading goes through `ask`; nothing is sent from here, the outbox is."""

    def __init__(self, hop: Hop, profile: Profile, board: Switchboard) -> None:
        self._hop = hop
        self._profile = profile
        self._board = board

    async def __call__(
        self,
        command: Command,
        actor: Actor,
        key: str | None = None,
        *,
        settle: Settlement | None = None,
        journal: Entry | None = None,
    ) -> Outcome:
        """Carries out a command once per `key`; a repeat returns the first outcome, or raises the first refusal.

        `settle` names the inbox row that causes it and what that row leaves behind; a refusal does not settle it, since
        the person is still to be told. `journal` is an input that has no row yet: it gets one in the same unit.
        Raises Refusal, LeaseLost (all undone) or Busy.
        """

        def work(unit: Unit) -> Outcome:
            return self._carry_out(unit, command, actor, key, settle, journal)

        urgent = not isinstance(actor, System)
        if isinstance(command, ConfirmAddress):
            await self._hop.unit(lambda unit: self._counted(unit, actor, key), urgent=urgent)
        try:
            return await self._hop.unit(work, urgent=urgent)
        except Refusal as refusal:
            refused = refusal
        await self._hop.unit(lambda unit: self._keep(unit, refused, key, journal), urgent=urgent)
        raise refused

    def _carry_out(
        self, unit: Unit, command: Command, actor: Actor, key: str | None, settle: Settlement | None,
        journal: Entry | None,
    ) -> Outcome:  # fmt: skip
        """A refusal is raised, and so undoes all that the handler did before it."""
        known = seen.find(unit, key) if key else None
        if known and known.refusal:
            raise known.refusal
        result = known.outcome if known else None
        if result is None:
            result = self._handled(unit, command, actor)
            if any(prompt.door not in self._board.doors for prompt in unit.prompts):
                raise Refusal(Code.DOOR)
            spam.learn(unit, unit.happened)
            follow(unit, self._profile)
            orders.follow(unit, self._profile)
            index(unit, self._profile)
            enqueue(unit, self._board, self._profile)
            enqueue_prompts(unit, unit.prompts)
            enqueue_requests(unit, self._board)
            redrawn.refresh_chats(unit, self._board)
            give_up(unit, self._board, unit.given_up)
            come_back(unit, self._board, unit.undelivered)
            for one in unit.redrawn:
                moving.follow(unit, self._board, one)
            redrawn.drawn_again(unit, self._board)
            if key:
                seen.record(unit, key, result)
        if journal is not None:
            inbox.journal(unit, [journal], state="done")
        if settle is not None:
            _leave_behind(unit, settle, result)
        stray.show(unit, self._board)
        return result

    def _counted(self, unit: Unit, actor: Actor, key: str | None) -> None:
        if key is None or seen.find(unit, key) is None:
            mailing.count_try(unit, registration.identify(unit, actor, self._profile))

    def _keep(self, unit: Unit, refusal: Refusal, key: str | None, journal: Entry | None) -> None:
        """A refusal is an outcome too: a repeat of the key hears it again."""
        if journal is not None:
            inbox.journal(unit, [journal], state="done")
        if key and seen.find(unit, key) is None:
            seen.record(unit, key, refusal)

    def _handled(self, unit: Unit, command: Command, actor: Actor) -> Outcome:
        by = registration.identify(unit, actor, self._profile)
        handler = HANDLERS.get(type(command))
        if handler is None:
            raise TypeError(f"no handler for {type(command).__name__}")
        if isinstance(command, SAYING):
            by = held(unit, actor, by, self._profile)
        command, ticket = _subject(unit, command)
        moving.heard(self._board, command, ticket)
        known = standing(unit.conn, self._profile, ticket, by.person) if ticket else Standing()
        rights.demand(type(command).__name__, by.person, known)
        if ticket is not None and spam.rests(ticket, command, by):
            return Outcome(ticket.id, ticket.number)
        merged.still_there(unit, command, ticket)
        unit.hidden = getattr(command, "hidden", False)
        result = handler(unit, command, by, self._profile)
        audit.write(unit, type(command).__name__, by.person.id or None, by.door.value if by.door else "")
        return result


def _leave_behind(unit: Unit, settle: Settlement, result: Outcome) -> None:
    spam = any(happened.aside for happened in unit.happened)
    inbox.settle(unit, settle.row, settle.lease, settle.aside, settle.outcome(result.number, spam=spam))
    unit.strays += [settle.row] if settle.again else []
    if settle.reaction is not None:
        reactions.put(unit, settle.reaction)
    if settle.dialogue is not None:
        dialogues.save(unit, settle.dialogue)
    enqueue_prompts(unit, settle.prompts)


def _subject(unit: Unit, command: Command) -> tuple[Command, Ticket | None]:
    """The ticket that a command is about, which from here on is locked: every unit locks its ticket first."""
    id = getattr(command, "ticket", None)
    return (command, None) if id is None else merged.led_on(unit, command, store.locked(unit, id))
