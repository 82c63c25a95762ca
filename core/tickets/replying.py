"""An agent's answer with what follows from it, in one unit (E8, B7)."""

from core.errors import Code, Refusal
from core.kinds import Outcome
from core.people import store as people
from core.people.person import Caller
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.tickets import intake, merged, messages, moving, presences, store
from core.tickets.answering import Reply
from core.tickets.commands import AddComment, AddNote, MoveStatus
from core.tickets.model import Ticket


def reply(unit: Unit, command: Reply, by: Caller, profile: Profile) -> Outcome:
    """The words of an answer that moves the ticket go with the news of the move: the customer hears of both at once."""
    ticket = store.locked(unit, command.ticket)
    _nothing_new(unit, ticket, command, by)
    presences.answered(unit, ticket.id, by.person.id)
    if command.to:
        move = MoveStatus(
            ticket.id, command.to, command.rev, command.body, command.until, command.hidden, command.attachments,
            command.fields,
        )  # fmt: skip
        return moving.move_status(unit, move, by, profile)
    if command.hidden:
        return intake.add_note(unit, AddNote(ticket.id, command.body, command.attachments), by, profile)
    return intake.add_comment(unit, AddComment(ticket.id, command.body, command.attachments), by, profile)


def _nothing_new(unit: Unit, ticket: Ticket, command: Reply, by: Caller) -> None:
    """Raises Refusal(MEANWHILE) where the customer has written since, or somebody else has answered (E10)."""
    if command.seen is None:
        return
    last = messages.newest_said(unit.conn, merged.whole(unit.conn, ticket.id), command.seen, by.person.id)
    if last is not None:
        author = people.person(unit.conn, last.author)
        side = "staff" if last.by_staff else "customer"
        raise Refusal(Code.MEANWHILE, side=side, name=author.name if author else "?", newest=last.id)
