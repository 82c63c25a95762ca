"""What can be asked for, and the door it goes through. Names are handed on; each is defined in its room."""

from core.desk import Desk
from core.kinds import Origin
from core.people.commands import SetLanguage, SyncStaff
from core.people.person import Member
from core.tickets.commands import (
    AddComment,
    AddNote,
    Attachment,
    Cancel,
    Claim,
    FileLost,
    FileStored,
    MoveStatus,
    OpenTicket,
    Rate,
    Resolve,
    ResumeDue,
    ReturnToWork,
)

__all__ = [
    "AddComment",
    "AddNote",
    "Attachment",
    "Cancel",
    "Claim",
    "Desk",
    "FileLost",
    "FileStored",
    "Member",
    "MoveStatus",
    "OpenTicket",
    "Origin",
    "Rate",
    "Resolve",
    "ResumeDue",
    "ReturnToWork",
    "SetLanguage",
    "SyncStaff",
]
