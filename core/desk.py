"""The one door in: `await desk(command, actor, key)` carries a whole unit to the database in one hop (agreement 1)."""

from collections.abc import Callable, Mapping
from typing import Any

from core.customers import commands as customers
from core.customers import upkeep
from core.errors import Code, Refusal
from core.inbox import dialogues
from core.inbox import store as inbox
from core.inbox.store import Entry
from core.kinds import Actor, Command, Outcome, Settle, Settlement, System
from core.outbox.book import Switchboard
from core.outbox.enqueue import enqueue, enqueue_prompts
from core.outbox.rerouting import give_up
from core.people import contacts, mailing, registration, rights
from core.people.commands import ChooseWays, ConfirmAddress, ForgetAddress, OfferAddress, SetLanguage, SyncStaff
from core.people.person import Caller
from core.people.rights import Standing
from core.profile.schema import Profile
from core.sla import commands as sla
from core.sla import watch
from core.sla.follow import follow
from core.storage import seen
from core.storage.hop import Hop
from core.storage.unit import Unit
from core.tickets import arrivals, closing, commands, intake, store, voice, work

Handler = Callable[[Unit, Any, Caller, Profile], Outcome]


def settle_only(unit: Unit, command: Settle, by: Caller, profile: Profile) -> Outcome:
    return Outcome()


HANDLERS: Mapping[type[Command], Handler] = {
    commands.OpenTicket: intake.open_ticket,
    commands.AddComment: intake.add_comment,
    commands.AddNote: intake.add_note,
    commands.Claim: work.claim,
    commands.MoveStatus: work.move_status,
    commands.RestorePause: work.restore_pause,
    commands.EditMessage: intake.edit_message,
    commands.ResumeDue: work.resume_due,
    commands.ChoiceDue: work.choice_due,
    commands.Resolve: closing.resolve,
    commands.Close: closing.close,
    commands.Escalate: voice.escalate,
    commands.Mute: voice.mute,
    commands.Unmute: voice.unmute,
    commands.Cancel: closing.cancel,
    commands.ReturnToWork: closing.return_to_work,
    commands.Rate: closing.rate,
    sla.StepsDue: watch.steps_due,
    sla.SilenceDue: watch.silence_due,
    sla.Acknowledge: watch.acknowledge,
    commands.FileStored: arrivals.file_stored,
    commands.FileLost: arrivals.file_lost,
    SetLanguage: registration.set_language,
    SyncStaff: registration.sync_staff,
    OfferAddress: mailing.offer_address,
    ConfirmAddress: mailing.confirm_address,
    ForgetAddress: mailing.forget_address,
    ChooseWays: mailing.choose_ways,
    customers.AddCompany: upkeep.add_company,
    customers.ChangeCompany: upkeep.change_company,
    customers.AddContact: contacts.add_contact,
    customers.ChangeContact: contacts.change_contact,
    customers.DropContact: contacts.drop_contact,
    customers.AddContract: upkeep.add_contract,
    customers.ChangeContract: upkeep.change_contract,
    customers.AddSite: upkeep.add_site,
    customers.ChangeSite: upkeep.change_site,
    customers.AddEquipment: upkeep.add_equipment,
    customers.ChangeEquipment: upkeep.change_equipment,
    Settle: settle_only,
}
"""The table of contents of the product: every wish and who fulfils it."""


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
            follow(unit, self._profile)
            enqueue(unit, self._board, self._profile.notices)
            enqueue_prompts(unit, unit.prompts)
            give_up(unit, self._board, unit.given_up)
            if key:
                seen.record(unit, key, result)
        if journal is not None:
            inbox.journal(unit, [journal], state="done")
        if settle is not None:
            _leave_behind(unit, settle)
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
        rights.demand(type(command).__name__, by.person, _standing(unit, command, by))
        return handler(unit, command, by, self._profile)


def _leave_behind(unit: Unit, settle: Settlement) -> None:
    inbox.settle(unit, settle.row, settle.lease)
    if settle.dialogue is not None:
        dialogues.save(unit, settle.dialogue)
    enqueue_prompts(unit, settle.prompts)


def _standing(unit: Unit, command: Command, by: Caller) -> Standing:
    """What the caller is to the ticket, which from here on is locked: every unit locks its ticket first."""
    id = getattr(command, "ticket", None)
    if id is None:
        return Standing()
    ticket = store.locked(unit, id)
    return Standing(requester=ticket.requester == by.person.id, assignee=ticket.assignee == by.person.id)
