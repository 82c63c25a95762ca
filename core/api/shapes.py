"""What comes back: frozen shapes. Names are handed on; each is defined in its room."""

from core.customers.model import Field, Form, Record
from core.outbox.model import Kind, Post, State, Way
from core.people.person import Stands
from core.sla.explain import Line, Mark, Reckoning
from core.spam.model import Judge, Verdict, Weighed
from core.tickets.answering import Deed
from core.tickets.lifecycle import REQUESTER_VERBS, STAFF_VERBS, Verb
from core.tickets.model import File, FileState
from core.tickets.ready import PLACEHOLDERS, Ready
from core.views.administration import AuditLine, ReadyAnswers, RecordCard, RecordLine
from core.views.admission import Asked, Registration
from core.views.chats import GroupCard
from core.views.dossier import Dossier
from core.views.gathered import GroupStand
from core.views.hours import HoursOf, OnCall
from core.views.lists.shapes import (
    DONE,
    ME,
    NOBODY,
    OPEN,
    TODAY,
    YESTERDAY,
    Board,
    Cursor,
    DeskLine,
    DeskPage,
    Filter,
    Found,
    Heap,
    Moment,
    Queue,
    Story,
)
from core.views.offers import (
    Canned,
    EnteringForm,
    FoundPlaces,
    Known,
    Offer,
    OpeningForm,
    Question,
    Shelf,
    TriageForm,
)
from core.views.parts import (
    Addressed,
    Answer,
    Away,
    Called,
    Change,
    Choice,
    ContractTie,
    Deadline,
    Label,
    Orders,
    Present,
    Reach,
    Relation,
    SetAside,
    StrayLetter,
    Target,
    Tie,
    Value,
    Who,
)
from core.views.presence import Rehearsal
from core.views.rated import Among, RatingLine, Ratings
from core.views.reconciling import KnownWord, Reacted
from core.views.relating import Had, Sheet, Times
from core.views.revisions import Revisions
from core.views.shapes import MessageView, Page, TicketCard, TicketLine, TicketPage
from core.views.staffing import Held, PersonCard, PersonLine, Speaks
from core.views.strangers import Acquainted, RegistrationCard
from core.views.tidings import Content, Happening, Moved, Shown
from core.views.viewer import Me, Situation

__all__ = [
    "GroupStand",
    "KnownWord",
    "Reacted",
    "Field",
    "Form",
    "Record",
    "PLACEHOLDERS",
    "Ready",
    "AuditLine",
    "ReadyAnswers",
    "RecordCard",
    "RecordLine",
    "HoursOf",
    "OnCall",
    "Away",
    "Among",
    "RatingLine",
    "Ratings",
    "Held",
    "PersonCard",
    "PersonLine",
    "Speaks",
    "Acquainted",
    "Board",
    "Cursor",
    "DONE",
    "DeskLine",
    "DeskPage",
    "Dossier",
    "Filter",
    "Found",
    "Heap",
    "ME",
    "Moment",
    "NOBODY",
    "OPEN",
    "Queue",
    "Story",
    "TODAY",
    "YESTERDAY",
    "Addressed",
    "Answer",
    "Asked",
    "Called",
    "Canned",
    "Change",
    "Choice",
    "Content",
    "ContractTie",
    "Deadline",
    "Deed",
    "EnteringForm",
    "File",
    "FileState",
    "Had",
    "Happening",
    "Judge",
    "Kind",
    "Known",
    "Label",
    "Line",
    "Mark",
    "Me",
    "MessageView",
    "Moved",
    "FoundPlaces",
    "Offer",
    "OpeningForm",
    "Orders",
    "Page",
    "Post",
    "Present",
    "Question",
    "REQUESTER_VERBS",
    "Reach",
    "Reckoning",
    "Registration",
    "Rehearsal",
    "GroupCard",
    "RegistrationCard",
    "Relation",
    "STAFF_VERBS",
    "Revisions",
    "Sheet",
    "Shelf",
    "Shown",
    "Situation",
    "SetAside",
    "Stands",
    "State",
    "StrayLetter",
    "Target",
    "TicketCard",
    "TicketLine",
    "TicketPage",
    "Tie",
    "Times",
    "TriageForm",
    "Value",
    "Verb",
    "Verdict",
    "Way",
    "Weighed",
    "Who",
]
