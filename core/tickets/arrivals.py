"""Contents of attachments, once they have arrived or are known to be lost."""

from core.kinds import Outcome
from core.people.person import Caller
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.tickets import files, messages, store
from core.tickets.commands import FileLost, FileStored
from core.tickets.events import FileArrived, FileMissed
from core.tickets.model import File, FileState


def file_stored(unit: Unit, command: FileStored, by: Caller, profile: Profile) -> Outcome:
    """The bytes are on disk; now a row may say so (faults A10)."""
    file = _loading(unit, command)
    if file is None:
        return Outcome(command.ticket)
    files.change(unit, file.id, state=FileState.READY, digest=command.digest, size=command.size)
    return _told(unit, command, by, FileArrived(file.id, file.message))


def file_lost(unit: Unit, command: FileLost, by: Caller, profile: Profile) -> Outcome:
    """Agents see that a file was there and why it is not."""
    file = _loading(unit, command)
    if file is None:
        return Outcome(command.ticket)
    files.change(unit, file.id, state=FileState.LOST, reason=command.reason)
    return _told(unit, command, by, FileMissed(file.id, file.message, command.reason))


def _loading(unit: Unit, command: FileStored | FileLost) -> File | None:
    file = files.locked(unit, command.file)
    return file if file and file.ticket == command.ticket and file.state is FileState.LOADING else None


def _told(unit: Unit, command: FileStored | FileLost, by: Caller, event: FileArrived | FileMissed) -> Outcome:
    """Of an answer that waits nobody is told before it leaves: then its files go along (holding)."""
    ticket = store.locked(unit, command.ticket)
    message = messages.find(unit.conn, event.message)
    if message is None or message.held_until is None:
        store.change(unit, ticket, by, [event])
    return Outcome(ticket.id, ticket.number)
