"""What other statuses, moves and buttons mean for tickets that stand somewhere now."""

from collections.abc import Iterator

from core.profile.change import Change, alive, within
from core.profile.schema import Profile
from core.profile.states import Button, Party, Status

STRANDED = "Tickets in it are stuck: no move leads out and no timer runs. Keep the id, or move them on before"
CLOCKS = "Clocks of tickets that are open go on by the rules that they began with"
Moves = dict[tuple[str, str], frozenset[Party]]


def state_changes(old: Profile, new: Profile) -> Iterator[Change]:
    for one in (_statuses, _moves, _demands, _buttons):
        yield from one(old, new)


def _statuses(old: Profile, new: Profile) -> Iterator[Change]:
    before, after = {one.id: one for one in old.statuses}, {one.id: one for one in new.statuses}
    fresh = [status for status in new.statuses if status.id not in before]
    for status in old.statuses:
        if status.id in after:
            yield from _status(status, after[status.id])
            continue
        heir = next((one.id for one in fresh if one.label == status.label), None)
        change = f"has another id, {heir!r}" if heir else "is gone"
        yield Change(f"statuses.{status.id}", change, STRANDED, within(status.id))
    for status in fresh:
        yield Change(f"statuses.{status.id}", "is new", "No ticket stands in it yet")


def _status(old: Status, new: Status) -> Iterator[Change]:
    place, here = f"statuses.{old.id}", within(old.id)
    if change := _sort(old, new):
        yield Change(place, change, f"Tickets in it are so at once. {CLOCKS}", here)
    if (old.label, old.customer_label) != (new.label, new.customer_label):
        yield Change(f"{place}.label", "has other words", "Tickets in it are shown so at once", here)
    if old.pauses != new.pauses:
        change = "pauses the clocks" if new.pauses else "no longer pauses the clocks"
        yield Change(f"{place}.pauses", change, f"Tickets that are opened from now on. {CLOCKS}")
    if (old.on_answer, old.on_answer_after) != (new.on_answer, new.on_answer_after):
        change = f"an answer leads to {new.on_answer!r}" if new.on_answer else "an answer moves nothing any more"
        yield Change(f"{place}.on_answer", change, "The next answer to a ticket in it follows this", here)
    if (old.asks_until, old.on_time) != (new.asks_until, new.on_time):
        change = f"its time leads to {new.on_time!r}" if new.on_time else "asks for no time any more"
        effect = "The time that was named for tickets in it comes, and leads there"
        lost = "Tickets in it stay until somebody moves them"
        yield Change(f"{place}.on_time", change, effect if new.on_time else lost, here)
    yield from _silence(place, old, new)


def _sort(old: Status, new: Status) -> str:
    kind = f"is of the kind {new.kind.value}, no longer {old.kind.value}" if old.kind is not new.kind else ""
    end = "" if old.final == new.final else "is final" if new.final else "is final no longer"
    return " and ".join(part for part in (kind, end) if part)


def _silence(place: str, old: Status, new: Status) -> Iterator[Change]:
    """Timers are rows: one that runs keeps its time, and looks when it ends where the status leads then."""
    if (old.silence, old.on_silence) == (new.silence, new.on_silence):
        return
    if new.silence is None:
        yield Change(f"{place}.silence", "closes nothing any more", "Timers that run are dropped", within(old.id))
    elif old.silence is None:
        effect = "Starts for tickets that come into it from now on; those in it now wait for ever"
        yield Change(f"{place}.silence", "begins to count", effect, within(old.id))
    else:
        effect = "Timers that run keep their time, and lead where the status says then"
        yield Change(f"{place}.silence", "is of another length or leads elsewhere", effect, within(old.id))


def _moves(old: Profile, new: Profile) -> Iterator[Change]:
    before, after = _pairs(old), _pairs(new)
    kept = {status.id for status in new.statuses}
    for (source, to), parties in before.items():
        gone = parties - after.get((source, to), frozenset())
        if gone and source in kept:
            change = f"{source} → {to} is gone for {_named(gone)}"
            yield Change("moves", change, f"Tickets in {source!r} cannot go there any more", within(source))
    for (source, to), parties in after.items():
        fresh = parties - before.get((source, to), frozenset())
        if fresh:
            change = f"{source} → {to} is open to {_named(fresh)}"
            yield Change("moves", change, f"Tickets in {source!r} can go there at once", within(source))


def _pairs(profile: Profile) -> Moves:
    found: Moves = {}
    for move in profile.moves:
        for source in move.sources:
            if source != move.to:
                found[source, move.to] = found.get((source, move.to), frozenset()) | {*move.by}
    return found


def _named(parties: frozenset[Party]) -> str:
    return " and ".join(sorted(party.value for party in parties))


def _demands(old: Profile, new: Profile) -> Iterator[Change]:
    before, after = _demanded(old), _demanded(new)
    for source, to in sorted(after - before):
        if (source, to) in _pairs(old):
            yield Change("moves", f"{source} → {to} demands a comment", "Holds at once", within(source))
    for source, to in sorted(before - after):
        if (source, to) in _pairs(new):
            yield Change("moves", f"{source} → {to} demands no comment any more", "Holds at once", within(source))


def _demanded(profile: Profile) -> set[tuple[str, str]]:
    return {(source, move.to) for move in profile.moves if move.demands for source in move.sources if source != move.to}


def _buttons(old: Profile, new: Profile) -> Iterator[Change]:
    before, after = ({one.verb: one for one in profile.buttons} for profile in (old, new))
    for verb, button in before.items():
        if verb not in after:
            effect = "Customers cannot press it any more; a press on an old card is answered kindly"
            yield Change(f"buttons.{verb}", "is gone", effect, _shown(old, button))
        elif after[verb] != button:
            change = f"leads to {after[verb].to!r}" if after[verb].to != button.to else "has other words"
            yield Change(f"buttons.{verb}", change, "Holds at once", _shown(old, button))
    for verb, button in after.items():
        if verb not in before:
            yield Change(
                f"buttons.{verb}", "is new", "Customers see it when a card is drawn again", _shown(new, button)
            )


def _shown(profile: Profile, button: Button) -> dict[str, frozenset[str]]:
    """Where the button is offered."""
    if button.verb == "rate" and profile.rating:
        return within(*profile.rating.sources)
    if button.to is None:
        return alive(profile)
    return within(
        *(source for (source, to), by in _pairs(profile).items() if to == button.to and Party.REQUESTER in by)
    )
