"""The letter that a message was taken from, fetched for an agent: nothing of it is ever out of reach (faults C10)."""

from core.errors import Code, Refusal
from core.kinds import Door, Outcome
from core.people.person import Caller
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.tickets import files, messages, store
from core.tickets.commands import Attachment
from core.tickets.events import FileArrived
from core.tickets.mailed import LETTER, FetchLetter
from core.tickets.model import FileState

NAME, TYPE = "letter.eml", "message/rfc822"


def fetch_letter(unit: Unit, command: FetchLetter, by: Caller, profile: Profile) -> Outcome:
    """Its octets are here already. Raises Refusal(MISSING) for a message that came another way."""
    ticket = store.locked(unit, command.ticket)
    message = messages.find(unit.conn, command.message or messages.opening(unit.conn, ticket.id))
    if message is None or message.ticket != ticket.id or message.letter is None:
        raise Refusal(Code.MISSING)
    if all(file.kind != LETTER for file in files.of_messages(unit.conn, [message.id])):
        file = files.put(unit, ticket.id, message.id, Door.MAIL, Attachment(NAME, TYPE, {}, kind=LETTER))
        files.change(unit, file, state=FileState.READY, digest=message.letter)
        store.change(unit, ticket, by, [FileArrived(file, message.id)])
    return Outcome(ticket.id, ticket.number)
