"""What has to be known before a modal can be drawn, asked for the agent who opens it."""

from dataclasses import dataclass

from bots.letters import Letters, WholeLetter
from bots.slack.wire import (
    ASSIGN,
    BEFORE,
    CORRECT,
    INCIDENTS,
    LETTER,
    MERGE,
    MOVE,
    PARENT,
    PROBLEM,
    REPLY,
    SNOOZE,
    TRIAGE,
    WHY,
    WITHDRAW,
    Subject,
    message,
)
from core.api.errors import Code, Refusal
from core.api.kinds import MessageId, Visitor
from core.api.queries import (
    Ask,
    CannedAnswers,
    IncidentSheet,
    LetterOf,
    OtherTickets,
    ReadRevisions,
    ReadTicket,
    SnoozeTimes,
    TriageOffers,
    WhoIsHere,
    WhyDue,
)
from core.api.shapes import (
    Canned,
    Present,
    Reckoning,
    Revisions,
    Sheet,
    TicketLine,
    TicketPage,
    Times,
    TriageForm,
)

CONVERSATION = 20
OTHERS = {PROBLEM: "problem", PARENT: "parent", MERGE: "merge"}


@dataclass(frozen=True, slots=True)
class Sight:
    """`hidden` is how the desk's forms begin (E8); the rest is there where the modal is about it."""

    page: TicketPage
    hidden: bool = False
    form: TriageForm | None = None
    canned: tuple[Canned, ...] = ()
    why: tuple[Reckoning, ...] = ()
    letter: WholeLetter | None = None
    others: tuple[TicketLine, ...] = ()
    sheet: Sheet | None = None
    times: Times | None = None
    here: tuple[Present, ...] = ()
    """Who else is at the ticket (E10)."""
    revisions: Revisions | None = None


async def look(
    ask: Ask, viewer: Visitor, kind: str, about: Subject, letters: Letters, *, hidden: bool
) -> Sight:  # fmt: skip
    """Raises Refusal: MISSING, or ROLE for who may not do what the modal is for."""
    page = await ask(ReadTicket(about.ticket, most=CONVERSATION), viewer)
    return Sight(
        page,
        hidden,
        await _form(ask, viewer, kind, about) if _asks(kind, page) else None,
        await _canned(ask, viewer, about) if kind == REPLY else (),
        await ask(WhyDue(about.ticket), viewer) if kind == WHY else (),
        await letters.read(await ask(LetterOf(about.ticket, message(about)), viewer)) if kind == LETTER else None,
        await ask(OtherTickets(about.ticket, OTHERS[kind]), viewer) if kind in OTHERS else (),
        await _sheet(ask, viewer, about) if kind == INCIDENTS else None,
        await _times(ask, viewer, about) if kind == SNOOZE else None,
        await ask(WhoIsHere(about.ticket), viewer),
        await _revisions(ask, viewer, about) if kind in (CORRECT, WITHDRAW, BEFORE) else None,
    )


def _asks(kind: str, page: TicketPage) -> bool:
    """Where the work may end in the modal, what is lacking of the form is asked there (B3)."""
    return kind in (TRIAGE, ASSIGN) or (kind in (REPLY, MOVE) and any(one.fields for one in page.card.targets))


async def _form(ask: Ask, viewer: Visitor, kind: str, about: Subject) -> TriageForm:
    form = await ask(TriageOffers(about.ticket), viewer)
    if kind == ASSIGN and not form.assigns:
        raise Refusal(Code.ROLE)
    return form


async def _canned(ask: Ask, viewer: Visitor, about: Subject) -> tuple[Canned, ...]:
    """Who may answer and may not use them answers in their own words (E5)."""
    try:
        return await ask(CannedAnswers(about.ticket), viewer)
    except Refusal:
        return ()


async def _sheet(ask: Ask, viewer: Visitor, about: Subject) -> Sheet:
    return await ask(IncidentSheet(about.ticket), viewer)


async def _times(ask: Ask, viewer: Visitor, about: Subject) -> Times:
    return await ask(SnoozeTimes(about.ticket), viewer)


async def _revisions(ask: Ask, viewer: Visitor, about: Subject) -> Revisions:
    return await ask(ReadRevisions(about.ticket, MessageId(about.rev)), viewer)
