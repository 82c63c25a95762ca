"""What can be asked, and the door for asking. Names are handed on; each is defined in its room."""

from core.outbox.model import Place
from core.views.administration import FindRecords, ReadAudit, ReadReadyAnswers, ReadRecord
from core.views.admission import MyRegistration, ReadParticular
from core.views.ask import Ask
from core.views.dossier import ReadDossier
from core.views.entering import CardPlace, EnteringOffers, FindPeople
from core.views.following import FindFellow, ReadCopyLink, WhereLeads
from core.views.forgetting import BeforeForgetting
from core.views.forms import Catalogue, Questions, TriageOffers, WhatIsAsked
from core.views.gathered import ListGroupChats, ReadGroupChat
from core.views.helping import CannedAnswers, WhyDue
from core.views.hours import ReadDuties, ReadHours
from core.views.letters import LetterAbout, LetterOf, LetterOfAgent
from core.views.lists.finding import FindTickets
from core.views.lists.history import ReadStory
from core.views.lists.reading import ReadBoard, ReadQueue
from core.views.mailed import MailedTo
from core.views.own import ColleaguesTickets, ReadCourse, ReadFile, SeesColleagues, SimilarTickets, TicketFiles
from core.views.places import FindServices
from core.views.presence import RehearseReply, TypingTo, WhoIsHere
from core.views.queries import (
    Arrive,
    MyOpenTickets,
    MyTickets,
    NewestTickets,
    PostAt,
    Query,
    ReadTicket,
    StaffCard,
    TicketTypes,
    Which,
    WhoAmI,
)
from core.views.rated import ReadRatings
from core.views.reconciling import ReactionsOn, WordsOf
from core.views.relating import IncidentSheet, OtherTickets, SnoozeTimes
from core.views.revisions import ReadRevisions
from core.views.staffing import ListPeople, ReadPerson
from core.views.typed import ReadAddresses, ReadAnswer

__all__ = [
    "FindRecords",
    "ReactionsOn",
    "WordsOf",
    "ReadAudit",
    "ReadReadyAnswers",
    "ReadRecord",
    "ReadDuties",
    "ReadHours",
    "ReadRatings",
    "ListPeople",
    "ReadPerson",
    "Arrive",
    "Ask",
    "BeforeForgetting",
    "CannedAnswers",
    "CardPlace",
    "Catalogue",
    "ColleaguesTickets",
    "EnteringOffers",
    "FindFellow",
    "FindPeople",
    "ReadCopyLink",
    "IncidentSheet",
    "FindServices",
    "FindTickets",
    "LetterAbout",
    "LetterOf",
    "LetterOfAgent",
    "MyOpenTickets",
    "MailedTo",
    "MyRegistration",
    "MyTickets",
    "NewestTickets",
    "OtherTickets",
    "Place",
    "PostAt",
    "ListGroupChats",
    "ReadGroupChat",
    "Query",
    "Questions",
    "ReadAddresses",
    "ReadAnswer",
    "ReadParticular",
    "ReadBoard",
    "ReadCourse",
    "ReadDossier",
    "ReadFile",
    "ReadQueue",
    "ReadRevisions",
    "ReadStory",
    "ReadTicket",
    "RehearseReply",
    "SeesColleagues",
    "SimilarTickets",
    "SnoozeTimes",
    "StaffCard",
    "TicketFiles",
    "TicketTypes",
    "TriageOffers",
    "TypingTo",
    "Which",
    "WhoIsHere",
    "WhatIsAsked",
    "WhoAmI",
    "WhereLeads",
    "WhyDue",
]
