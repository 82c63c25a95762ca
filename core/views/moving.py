"""Where an agent, or the requester, can lead a ticket from where it stands."""

from collections.abc import Sequence

from core.profile.schema import Profile
from core.profile.states import Party
from core.tickets import form, lifecycle
from core.tickets.lifecycle import Verb
from core.tickets.model import Ticket
from core.views.parts import Target


def targets(profile: Profile, ticket: Ticket, party: Party) -> tuple[Target, ...]:
    """An agent's end of the work has to be told from the form whether anything is still to be filled in (B3)."""
    lacks = party is Party.AGENT and any(form.lacking(profile, ticket.type, ticket.fields, "resolve", staff=True))
    found = {}
    for move in lifecycle.moves(profile, ticket.status, party):
        target = profile.status(move.to)
        found[move.to] = Target(
            move.to, target.label, "comment" in move.demands, target.asks_until, lacks and not target.kind.open
        )
    return tuple(found.values())


def end(profile: Profile, status: str, verbs: Sequence[Verb], found: Sequence[Target]) -> Target | None:
    if Verb.END not in verbs:
        return None
    to = lifecycle.end_target(profile, status)
    return next(one for one in found if one.id == to)


def resolves(profile: Profile, status: str, verbs: Sequence[Verb], found: Sequence[Target]) -> Target | None:
    to = lifecycle.resolved_target(profile, status) if Verb.MOVE in verbs else None
    return next((one for one in found if one.id == to), None)
