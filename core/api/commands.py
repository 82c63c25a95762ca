"""What can be asked for, and the door it goes through. Names are handed on; each is defined in its room."""

from core.desk import Desk
from core.kinds import Origin
from core.people.commands import ChooseWays, ConfirmAddress, ForgetAddress, OfferAddress, SetLanguage, SyncStaff
from core.people.person import Member
from core.sla.commands import Acknowledge
from core.tickets.commands import (
    AddComment,
    AddNote,
    Attachment,
    Cancel,
    ChoiceDue,
    Claim,
    Close,
    EditMessage,
    Escalate,
    FileLost,
    FileStored,
    MoveStatus,
    Mute,
    OpenTicket,
    Rate,
    Resolve,
    RestorePause,
    ResumeDue,
    ReturnToWork,
    Unmute,
)

__all__ = [
    "Acknowledge",
    "AddComment",
    "AddNote",
    "Attachment",
    "Cancel",
    "ChoiceDue",
    "ChooseWays",
    "Claim",
    "Close",
    "ConfirmAddress",
    "Desk",
    "EditMessage",
    "Escalate",
    "FileLost",
    "FileStored",
    "ForgetAddress",
    "Member",
    "MoveStatus",
    "Mute",
    "OfferAddress",
    "OpenTicket",
    "Origin",
    "Rate",
    "Resolve",
    "RestorePause",
    "ResumeDue",
    "ReturnToWork",
    "SetLanguage",
    "SyncStaff",
    "Unmute",
]
