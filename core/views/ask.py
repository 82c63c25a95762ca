"""The door for reading: `await ask(query, viewer)` runs on a reader thread and hands out frozen shapes only."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import sqlalchemy as sa

from core.kinds import Actor
from core.profile.schema import Profile
from core.storage.hop import Hop
from core.views import (
    administration,
    admission,
    arriving,
    dossier,
    entering,
    following,
    forgetting,
    forms,
    gathered,
    helping,
    hours,
    letters,
    mailed,
    mine,
    own,
    places,
    presence,
    queries,
    rated,
    reconciling,
    relating,
    revisions,
    staffing,
    typed,
)
from core.views.lists import finding, history
from core.views.lists import reading as lists

T = TypeVar("T")

ANSWERS: Mapping[type[queries.Query[Any]], Callable[..., Any]] = {
    queries.WhoAmI: queries.who_am_i,
    queries.TicketTypes: queries.ticket_types,
    queries.MyTickets: mine.my_tickets,
    queries.MyOpenTickets: mine.my_open_tickets,
    queries.ReadTicket: queries.read_ticket,
    queries.StaffCard: queries.staff_card,
    queries.PostAt: queries.post_at,
    reconciling.WordsOf: reconciling.words_of,
    reconciling.ReactionsOn: reconciling.reactions_on,
    queries.Arrive: arriving.arrive,
    queries.NewestTickets: queries.newest_tickets,
    following.FindFellow: following.find_fellow,
    following.WhereLeads: following.where_leads,
    following.ReadCopyLink: following.read_copy_link,
    gathered.ReadGroupChat: gathered.read_group_chat,
    gathered.ListGroupChats: gathered.list_group_chats,
    forms.WhatIsAsked: forms.what_is_asked,
    typed.ReadAnswer: typed.read_answer,
    typed.ReadAddresses: typed.read_addresses,
    forms.Catalogue: forms.catalogue,
    places.FindServices: places.find_services,
    forms.Questions: forms.questions,
    forms.TriageOffers: forms.triage_offers,
    entering.EnteringOffers: entering.entering_offers,
    entering.CardPlace: entering.card_place,
    entering.FindPeople: entering.find_people,
    helping.CannedAnswers: helping.canned_answers,
    letters.LetterAbout: letters.letter_about,
    letters.LetterOfAgent: letters.letter_of_agent,
    letters.LetterOf: letters.letter_of,
    mailed.MailedTo: mailed.mailed_to,
    helping.WhyDue: helping.why_due,
    dossier.ReadDossier: dossier.read_dossier,
    forgetting.BeforeForgetting: forgetting.before_forgetting,
    admission.MyRegistration: admission.my_registration,
    admission.ReadParticular: admission.read_particular,
    relating.OtherTickets: relating.other_tickets,
    relating.IncidentSheet: relating.incident_sheet,
    relating.SnoozeTimes: relating.snooze_times,
    presence.WhoIsHere: presence.who_is_here,
    presence.TypingTo: presence.typing_to,
    presence.RehearseReply: presence.rehearse_reply,
    lists.ReadQueue: lists.read_queue,
    lists.ReadBoard: lists.read_board,
    finding.FindTickets: finding.find_tickets,
    history.ReadStory: history.read_story,
    revisions.ReadRevisions: revisions.read_revisions,
    administration.FindRecords: administration.find_records,
    administration.ReadRecord: administration.read_record,
    administration.ReadReadyAnswers: administration.read_ready_answers,
    administration.ReadAudit: administration.read_audit,
    staffing.ListPeople: staffing.list_people,
    staffing.ReadPerson: staffing.read_person,
    hours.ReadHours: hours.read_hours,
    hours.ReadDuties: hours.read_duties,
    rated.ReadRatings: rated.read_ratings,
    **own.ANSWERS,
}

TIMED = (
    following.FindFellow,
    queries.WhoAmI,
    queries.Arrive,
    admission.MyRegistration,
    letters.LetterOfAgent,
    typed.ReadAnswer,
    relating.SnoozeTimes,
    presence.WhoIsHere,
    presence.RehearseReply,
    lists.ReadQueue,
    lists.ReadBoard,
    finding.FindTickets,
    hours.ReadDuties,
)
"""Whose answers depend on the hour."""


class Ask:
    """Raises Refusal(MISSING) for what is not there or not the viewer's."""

    def __init__(self, hop: Hop, profile: Profile) -> None:
        self._hop = hop
        self._profile = profile

    async def __call__(self, query: "queries.Query[T]", viewer: Actor) -> T:
        return await self._hop.read(lambda conn: self.answer(conn, query, viewer))

    def answer(self, conn: sa.Connection, query: "queries.Query[T]", viewer: Actor) -> T:
        """The same inside a unit that is under way."""
        by, how = queries.viewer(conn, self._profile, viewer), ANSWERS[type(query)]
        when = {"now": self._hop.clock.now()} if type(query) in TIMED else {}
        found: T = how(conn, self._profile, by, query, **when)
        return found
