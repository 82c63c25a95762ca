"""What helps an agent with one ticket: ready answers (E5), and why something is due when it is (X5)."""

from dataclasses import dataclass

import sqlalchemy as sa

from core.kinds import TicketId
from core.people import groups, rights, rules
from core.people import store as people
from core.people.person import Person
from core.people.rules import Standing
from core.profile import care
from core.profile.schema import Profile
from core.sla import store as sla
from core.sla.explain import Reckoning, explain
from core.tickets import ready
from core.tickets.model import Ticket
from core.tickets.ready import Ready
from core.tickets.standing import standing
from core.views.offers import Canned
from core.views.queries import Query, readable


@dataclass(frozen=True, slots=True)
class CannedAnswers(Query[tuple[Canned, ...]]):
    """For administrators and whose work it is (E5): those of the ticket's category first."""

    ticket: TicketId


@dataclass(frozen=True, slots=True)
class WhyDue(Query[tuple[Reckoning, ...]]):
    """The reckoning of every target of a ticket that is not met."""

    ticket: TicketId


def canned_answers(conn: sa.Connection, profile: Profile, by: Person, query: CannedAnswers) -> tuple[Canned, ...]:
    ticket = readable(conn, profile, by, query.ticket)
    rights.demand("canned", by, standing(conn, profile, ticket, by))
    first = sorted(profile.canned, key=lambda one: ticket.category not in one.category)
    given = {language: _given(conn, profile, ticket, language) for language in profile.languages}
    requester = people.person(conn, ticket.requester)
    spoken = requester.language if requester else profile.languages[0]
    offered: list[Ready | care.Canned] = [*first, *_made_here(conn, by)]
    return tuple(
        Canned(_id(one), one.label, {id: _filled(_text(one, id), words) for id, words in given.items()}, spoken)
        for one in offered
    )


def _made_here(conn: sa.Connection, by: Person) -> list[Ready]:
    """Those that administrators made: everybody's, and those of the agent's own groups."""
    mine = {"", *groups.of_person(conn, by.id)}
    leads = rules.administrator(by, Standing())
    return [one for one in ready.listed(conn) if leads or one.group in mine]


def _id(one: Ready | care.Canned) -> str:
    return f"{ready.ROW}{one.id}" if isinstance(one, Ready) else one.id


def _text(one: Ready | care.Canned, language: str) -> str:
    """A language that the desk speaks only since then has the words of another."""
    return one.text.get(language) or next(iter(one.text.values()))


def _given(conn: sa.Connection, profile: Profile, ticket: Ticket, language: str) -> dict[str, str]:
    requester = people.person(conn, ticket.requester)
    assignee = people.person(conn, ticket.assignee) if ticket.assignee else None
    return {
        "requester": requester.name if requester else "", "assignee": assignee.name if assignee else "",
        "number": ticket.number, "subject": ticket.subject, "desk": profile.name.get(language, ""),
    }  # fmt: skip


def _filled(text: str, given: dict[str, str]) -> str:
    """Placeholders are replaced as they stand: what a customer has called a ticket is never read again (faults E4)."""
    parts = text.split("{")
    return parts[0] + "".join(_part(part, given) for part in parts[1:])


def _part(part: str, given: dict[str, str]) -> str:
    name, closed, rest = part.partition("}")
    return given[name] + rest if closed and name in given else "{" + part


def why_due(conn: sa.Connection, profile: Profile, by: Person, query: WhyDue) -> tuple[Reckoning, ...]:
    ticket = readable(conn, profile, by, query.ticket)
    rights.demand("read internal", by, standing(conn, profile, ticket, by))
    known = sla.load(conn, ticket.id, profile)
    if known is None:
        return ()
    course, policy = known
    found = (explain(clock, policy) for clock in course.clocks if not clock.over)
    return tuple(reckoning for reckoning in found if reckoning)
