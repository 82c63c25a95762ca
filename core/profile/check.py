"""What a profile says that cannot be meant. Every finding names the place and the mend."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.profile.care import Reason
from core.profile.schema import Party, Profile

UNASKED = ("leads to a status that asks until when, and nobody is there to say", "Lead to another status")


@dataclass(frozen=True, slots=True)
class Finding:
    place: str
    problem: str
    mend: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}. {self.mend}"


def check(profile: Profile) -> list[Finding]:
    """All findings, in the order of the file. An empty list lets the desk run."""
    return [
        *_twins(profile), *_dangling(profile), *_paths(profile), *_words(profile), *_demands(profile),
        *_presses(profile), *_escalation(profile), *_closing(profile), *_notices(profile),
    ]  # fmt: skip


def _twins(profile: Profile) -> Iterator[Finding]:
    for table, ids in (
        ("statuses", [status.id for status in profile.statuses]),
        ("types", [kind.id for kind in profile.types]),
        ("priorities", [priority.id for priority in profile.priorities]),
        ("buttons", [button.verb for button in profile.buttons]),
        ("rating.grades", [grade.id for grade in profile.rating.grades] if profile.rating else []),
        ("groups", [group.id for group in profile.groups]),
        ("escalation.reasons", [one.id for one in profile.escalation.reasons] if profile.escalation else []),
        ("languages", list(profile.languages)),
        ("priorities", ["default" for priority in profile.priorities if priority.default]),
    ):
        for id, times in Counter(ids).items():
            if times > 1:
                yield Finding(f"{table}.{id}", "is defined twice", "Give one of them another id")


def _dangling(profile: Profile) -> Iterator[Finding]:
    known = {status.id for status in profile.statuses}
    for place, id in _references(profile):
        if id not in known:
            yield Finding(place, f"names the status {id!r}, which is not defined", "Define it or name another")


def _references(profile: Profile) -> Iterator[tuple[str, str]]:
    yield "start.status", profile.start.status
    if profile.start.claimed:
        yield "start.claimed", profile.start.claimed
    for place, move in enumerate(profile.moves, 1):
        yield from ((f"moves[{place}]", id) for id in (*move.sources, move.to))
    for button in profile.buttons:
        if button.to:
            yield f"buttons.{button.verb}", button.to
    for id in profile.rating.sources if profile.rating else ():
        yield "rating.in", id
    if profile.closing:
        yield "closing.to", profile.closing.to
    for status in profile.statuses:
        for name, target in (("on_answer", status.on_answer), ("on_time", status.on_time)):
            if target:
                yield f"statuses.{status.id}.{name}", target


def _paths(profile: Profile) -> Iterator[Finding]:
    reached = _reachable(profile, profile.start.status)
    ends = {status.id for status in profile.statuses if not status.kind.open}
    for status in profile.statuses:
        if status.id not in reached:
            yield Finding(f"statuses.{status.id}", "cannot be reached", "Add a move that leads here, or remove it")
        if status.final and any(status.id in move.sources for move in profile.moves):
            yield Finding(f"statuses.{status.id}", "is final, yet a move leads out of it", "Drop the move or `final`")
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


def _words(profile: Profile) -> Iterator[Finding]:
    labelled = [
        *((f"statuses.{item.id}", item.label) for item in profile.statuses),
        *((f"statuses.{item.id}.customer", item.customer_label) for item in profile.statuses if item.customer_label),
        *((f"types.{item.id}", item.label) for item in profile.types),
        *((f"priorities.{item.id}", item.label) for item in profile.priorities),
        *((f"rating.grades.{item.id}", item.label) for item in (profile.rating.grades if profile.rating else ())),
        *((f"groups.{item.id}", item.label) for item in profile.groups),
        *((f"buttons.{item.verb}", item.label) for item in profile.buttons if item.label),
        *((f"buttons.{item.verb}.hint", item.hint) for item in profile.buttons if item.hint),
        *((f"escalation.reasons.{one.id}", one.label) for one in _reasons(profile)),
        ("name", profile.name),
    ]
    for place, words in labelled:
        for language in profile.languages:
            if language not in words:
                yield Finding(f"{place}.label", f"has no words in {language!r}", "Add them to the label")


def _demands(profile: Profile) -> Iterator[Finding]:
    for status in profile.statuses:
        if status.on_answer_after and not status.on_answer:
            yield Finding(f"statuses.{status.id}", "waits for a choice, and nothing happens then", "Add `on_answer`")
        if status.asks_until and not status.on_time:
            yield Finding(f"statuses.{status.id}", "asks until when, and nothing happens then", "Add `on_time`")
        for name, target in (("on_answer", status.on_answer), ("on_time", status.on_time)):
            if target and (target == status.id or target not in _targets(profile, status.id)):
                yield Finding(f"statuses.{status.id}.{name}", "has no move to follow", f"Add a move to {target!r}")
            if target and _asks(profile, target):
                yield Finding(f"statuses.{status.id}.{name}", *UNASKED)
    if _asks(profile, profile.start.status):
        yield Finding("start.status", *UNASKED)


def _presses(profile: Profile) -> Iterator[Finding]:
    """One press says nothing but itself: where it leads, no comment and no time may be asked for."""
    claimed = profile.start.claimed
    if claimed:
        yield from _press("start.claimed", profile, claimed, Party.AGENT, {profile.start.status})
    for button in profile.buttons:
        if button.to:
            everywhere = {status.id for status in profile.statuses}
            yield from _press(f"buttons.{button.verb}", profile, button.to, Party.REQUESTER, everywhere)
    if (profile.button("rate") is None) != (profile.rating is None):
        yield Finding(
            "rating", "takes both the table and a button `rate`, and one of them is missing", "Add or drop it"
        )


def _reasons(profile: Profile) -> tuple[Reason, ...]:
    return profile.escalation.reasons if profile.escalation else ()


def _escalation(profile: Profile) -> Iterator[Finding]:
    if (profile.button("escalate") is None) != (profile.escalation is None):
        yield Finding(
            "escalation", "takes both the table and a button `escalate`, and one of them is missing", "Add or drop it"
        )
    if profile.escalation is None:
        return
    if not any(reason.counts for reason in profile.escalation.reasons):
        yield Finding("escalation.reasons", "has none that counts", "Let at least one count")
    group = profile.escalation.group
    if group and group not in [known.id for known in profile.groups]:
        yield Finding("escalation.group", f"names the group {group!r}, which is not defined", "Define it or drop it")


def _closing(profile: Profile) -> Iterator[Finding]:
    """One tap: it can neither name a time nor write a comment."""
    if profile.closing:
        everywhere = {status.id for status in profile.statuses}
        yield from _press("closing.to", profile, profile.closing.to, Party.AGENT, everywhere)


def _notices(profile: Profile) -> Iterator[Finding]:
    said = {way for ways in profile.notices.model_dump().values() if ways for way in ways}
    if "mail" in said and "mail" not in profile.doors:
        yield Finding("notices", "go by mail, and mail is none of the doors", "Add 'mail' to `doors`")


def _press(place: str, profile: Profile, to: str, party: Party, sources: set[str]) -> Iterator[Finding]:
    ways = [move for move in profile.moves if move.to == to and party in move.by and sources & {*move.sources} - {to}]
    if not ways:
        yield Finding(place, "has no move to follow", f"Add a move to {to!r} by {party.value!r}")
    if _asks(profile, to):
        yield Finding(place, *UNASKED)
    if any(move.demands for move in ways):
        yield Finding(place, "follows a move that demands a comment, and a press has none", "Drop the demand")


def _asks(profile: Profile, id: str) -> bool:
    return any(status.id == id and status.asks_until for status in profile.statuses)
