"""Where an agent, or the requester, can lead a ticket from where it stands."""

from collections.abc import Sequence

from core.profile.schema import Profile
from core.profile.states import Party
from core.tickets import lifecycle
from core.tickets.lifecycle import Verb
from core.views.parts import Target


def targets(profile: Profile, status: str, party: Party) -> tuple[Target, ...]:
    found = {}
    for move in lifecycle.moves(profile, status, party):
        target = profile.status(move.to)
        found[move.to] = Target(move.to, target.label, "comment" in move.demands, target.asks_until)
    return tuple(found.values())


def end(profile: Profile, status: str, verbs: Sequence[Verb]) -> Target | None:
    if Verb.END not in verbs:
        return None
    to = lifecycle.end_target(profile, status)
    return next(one for one in targets(profile, status, Party.AGENT) if one.id == to)


def resolves(profile: Profile, status: str, verbs: Sequence[Verb]) -> Target | None:
    to = lifecycle.resolved_target(profile, status) if Verb.MOVE in verbs else None
    return next((one for one in targets(profile, status, Party.AGENT) if one.id == to), None)
