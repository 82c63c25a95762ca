"""The state machine of a desk: what cannot be reached, cannot be left, or is nobody's to press."""

from collections.abc import Iterable, Iterator

from core.profile.finding import UNASKED, Finding, unknown
from core.profile.schema import Profile
from core.profile.states import Kind, Move, Party

ENDING = ("resolve", "close", "cancel")
"""Buttons that end the work; the others go on with it."""


def check_states(profile: Profile) -> Iterator[Finding]:
    for one in (_dangling, _paths, _demands, _idle, _again, _presses, _kinds, _rating):
        yield from one(profile)


def _dangling(profile: Profile) -> Iterator[Finding]:
    known = {status.id for status in profile.statuses}
    for place, id in _references(profile):
        yield from unknown(place, "status", (id,), known)


def _references(profile: Profile) -> Iterator[tuple[str, str]]:
    yield "start.status", profile.start.status
    if profile.start.claimed:
        yield "start.claimed", profile.start.claimed
    for place, move in enumerate(profile.moves, 1):
        yield from ((f"moves[{place}]", id) for id in (*move.sources, move.to))
    for button in profile.buttons:
        if button.to:
            yield f"buttons.{button.verb}", button.to
    if profile.rating:
        yield from (("rating.in", id) for id in profile.rating.sources)
        yield from ((f"rating.grades.{grade.id}.to", grade.to) for grade in profile.rating.grades if grade.to)
    if profile.closing:
        yield "closing.to", profile.closing.to
    for status in profile.statuses:
        for name in ("on_answer", "on_time", "on_silence"):
            if target := getattr(status, name):
                yield f"statuses.{status.id}.{name}", target


def _paths(profile: Profile) -> Iterator[Finding]:
    reached = _reachable(profile, profile.start.status)
    ends = {status.id for status in profile.statuses if not status.kind.open}
    for status in profile.statuses:
        if status.id not in reached:
            yield Finding(f"statuses.{status.id}", "cannot be reached", "Add a move that leads here, or remove it")
        if status.final and any(status.id in move.sources for move in profile.moves):
            yield Finding(f"statuses.{status.id}", "is final, yet a move leads out of it", "Drop the move or `final`")
        if status.final and status.kind.open:
            problem = f"is final, and its kind {status.kind.value!r} is one of open work"
            yield Finding(f"statuses.{status.id}.kind", problem, "Make it 'resolved' or 'closed', or drop `final`")
        if not status.final and not ends & (_reachable(profile, status.id) - {status.id}) and status.id not in ends:
            yield Finding(f"statuses.{status.id}", "has no way to an end", "Add moves towards a resolved or closed one")


def _reachable(profile: Profile, start: str) -> set[str]:
    reached, fresh = {start}, {start}
    while fresh:
        fresh = {target for source in fresh for target in _targets(profile, source)} - reached
        reached |= fresh
    return reached


def _targets(profile: Profile, source: str) -> Iterable[str]:
    return [move.to for move in profile.moves if source in move.sources]


def _demands(profile: Profile) -> Iterator[Finding]:
    for status in profile.statuses:
        if status.on_answer_after and not status.on_answer:
            yield Finding(f"statuses.{status.id}", "waits for a choice, and nothing happens then", "Add `on_answer`")
        if status.asks_until and not status.on_time:
            yield Finding(f"statuses.{status.id}", "asks until when, and nothing happens then", "Add `on_time`")
        if status.on_time and not status.asks_until:
            yield Finding(f"statuses.{status.id}.on_time", "has no time to come", "Add `asks_until`, or drop it")
        for name in ("on_answer", "on_time", "on_silence"):
            if target := getattr(status, name):
                yield from _itself(profile, f"statuses.{status.id}.{name}", status.id, target)
    if _asks(profile, profile.start.status):
        yield Finding("start.status", *UNASKED)


def _itself(profile: Profile, place: str, source: str, to: str) -> Iterator[Finding]:
    """What happens by itself follows a move of the system's, which has nothing to say."""
    moves = [move for move in profile.moves if source in move.sources and move.to == to != source]
    if Party.SYSTEM not in {party for move in moves for party in move.by}:
        yield Finding(place, "has no move by the system to follow", f"Add a move to {to!r} by 'system'")
    if any(move.demands for move in moves if Party.SYSTEM in move.by):
        problem = "follows a move that demands a comment, and nobody is there to write one"
        yield Finding(place, problem, "Drop the demand, or make a move of its own for 'system'")
    if _asks(profile, to):
        yield Finding(place, *UNASKED)


def _kinds(profile: Profile) -> Iterator[Finding]:
    """What a button says it does."""
    ends = {status.id: not status.kind.open for status in profile.statuses}
    pressed = [(f"buttons.{one.verb}.to", one.to, one.verb in ENDING) for one in profile.buttons]
    if profile.closing:
        pressed.append(("closing.to", profile.closing.to, True))
    for place, to, ending in pressed:
        if to in ends and ends[to] is not ending:
            said = "ends the work, and {!r} is a status of open work" if ending else "goes on, and {!r} is an end"
            wanted = "'resolved' or 'closed'" if ending else "open work"
            yield Finding(place, said.format(to), f"Lead to a status of a kind of {wanted}")


def _idle(profile: Profile) -> Iterator[Finding]:
    """A move of the requester's needs a button or a grade, one of the system's something that happens by itself."""
    for number, move in enumerate(profile.moves, 1):
        if {*move.sources} == {move.to}:
            yield Finding(f"moves[{number}]", "leads to where it begins", "Name another status, or remove it")
        elif not any(_makes(profile, move, party) for party in move.by):
            mend = "Let 'agent' make it, or add a button, a grade or an automatic step that leads there"
            yield Finding(f"moves[{number}]", "is a move that nobody has the right to make", mend)


def _again(profile: Profile) -> Iterator[Finding]:
    """Of two that say the same of a party the first counts, and what the second demands is demanded of nobody."""
    known: dict[tuple[str, str, Party], int] = {}
    for number, move in enumerate(profile.moves, 1):
        said = [(source, move.to, party) for source in move.sources for party in move.by]
        if before := next((known[one] for one in said if one in known), None):
            problem = f"says once more what moves[{before}] says"
            yield Finding(f"moves[{number}]", problem, "Let each party make each move once")
        known |= {one: number for one in said if one not in known}


def _makes(profile: Profile, move: Move, party: Party) -> bool:
    match party:
        case Party.AGENT:
            return True
        case Party.REQUESTER:
            grades = [grade.to for grade in profile.rating.grades] if profile.rating else []
            return move.to in [*grades, *(button.to for button in profile.buttons)]
        case Party.SYSTEM:
            left = [status for status in profile.statuses if status.id in move.sources]
            return any(move.to in (one.on_answer, one.on_time, one.on_silence) for one in left)


def _presses(profile: Profile) -> Iterator[Finding]:
    """One press says nothing but itself: where it leads, no comment and no time may be asked for."""
    everywhere = {status.id for status in profile.statuses}
    if claimed := profile.start.claimed:
        yield from _press("start.claimed", profile, claimed, Party.AGENT, {profile.start.status})
    for button in profile.buttons:
        if button.to:
            yield from _press(f"buttons.{button.verb}", profile, button.to, Party.REQUESTER, everywhere)
    if profile.closing:
        yield from _press("closing.to", profile, profile.closing.to, Party.AGENT, everywhere)


def _rating(profile: Profile) -> Iterator[Finding]:
    if (profile.button("rate") is None) != (profile.rating is None):
        yield Finding(
            "rating", "takes both the table and a button `rate`, and one of them is missing", "Add or drop it"
        )
    rating = profile.rating
    asked = {status.id: status.kind for status in profile.statuses if rating and status.id in rating.sources}
    if rating and asked and not any(_rated(rating.ask, kind) for kind in asked.values()):
        when = "an answer is given" if rating.ask == "answer" else "the work ends"
        problem = f"names no status in which a ticket stands when {when}"
        yield Finding("rating.in", problem, "Name one, or ask at another time")
    for grade in rating.grades if rating else ():
        for source in rating.sources if rating and grade.to else ():
            if source != grade.to and grade.to is not None:
                yield from _press(f"rating.grades.{grade.id}.to", profile, grade.to, Party.REQUESTER, {source})


def _rated(ask: str, kind: Kind) -> bool:
    return kind is not Kind.CLOSED if ask == "answer" else not kind.open


def _press(place: str, profile: Profile, to: str, party: Party, sources: set[str]) -> Iterator[Finding]:
    ways = [move for move in profile.moves if move.to == to and party in move.by and sources & {*move.sources} - {to}]
    if not ways:
        begin = f" from {min(sources)!r}" if len(sources) == 1 else ""
        yield Finding(place, f"has no move{begin} to follow", f"Add a move to {to!r} by {party.value!r}")
    if _asks(profile, to):
        yield Finding(place, *UNASKED)
    if any(move.demands for move in ways):
        yield Finding(place, "follows a move that demands a comment, and a press has none", "Drop the demand")


def _asks(profile: Profile, id: str) -> bool:
    return any(status.id == id and status.asks_until for status in profile.statuses)
