"""Random lives of tickets: the same deeds for the clerk and for the core."""

from collections.abc import Iterator
from random import Random
from typing import Any

from core.clock import MINUTE
from core.kinds import Event, EventId, MessageId, PersonId, Recorded, TicketId
from core.profile.schema import Profile
from core.tickets.events import CommentAdded, NoteAdded, SlaAcknowledged, StatusMoved, TicketEscalated
from core.tickets.handling_events import TicketTriaged
from tests.core.sla.model import Promise

STANCES = {
    "new": "runs", "in_progress": "runs", "waiting": "pauses", "pending": "pauses", "resolved": "ends",
    "closed": "ends",
}  # fmt: skip
KINDS = {"new": "new", "in_progress": "working", "waiting": "waiting", "pending": "on_hold"}
TYPES, PRIORITIES, LEVELS = ("question", "incident"), ("normal", "high"), ("silver", "gold")
PROMISES = (
    Promise("first_response", "office", minutes=240, ladder={50: "", 75: ""}),
    Promise("first_response", "office", minutes=120, type="incident"),
    Promise("first_response", "24x7", minutes=60, type="incident", level="gold", ladder={50: "office", 150: "office"}),
    Promise("next_response", "office", minutes=300, ladder={100: "office", 200: ""}),
    Promise("next_response", "24x7", minutes=200, priority="high"),
    Promise("update", "24x7", minutes=1_000, ladder={80: "office"}),
    Promise("resolution", "office", days=3, ladder={50: "", 100: "office"}),
    Promise("resolution", "office", minutes=1_200, priority="high", ladder={80: "office", 150: ""}),
    Promise("resolution", "24x7", days=1, level="gold"),
    Promise("due", "24x7", minutes=6_000, type="incident", ladder={90: ""}),
)
START = 20_761 * 1440
"""2026-11-04, a Wednesday: two holidays lie ahead."""


def profile_of(base: Profile, promises: tuple[Promise, ...] = PROMISES) -> Profile:
    """The desk with these promises, read as any profile is."""
    raw = base.model_dump(by_alias=True, mode="json")
    week = {day: ["09:00–18:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
    named = {"ru": "Праздник", "en": "Holiday"}
    off = {"2026-11-11": named, "2026-11-22": named}
    raw["calendars"] = [{"id": "office", "zone": "UTC", "week": week, "off": off}]
    raw["levels"] = [{"id": id, "label": {"ru": id, "en": id}, "default": id == "silver"} for id in LEVELS]
    raw["types"] = [{"id": id, "label": {"ru": id, "en": id}} for id in TYPES]
    raw["priorities"] = [{"id": id, "label": {"ru": id, "en": id}} for id in PRIORITIES]
    raw["statuses"] = [
        {
            "id": id, "kind": KINDS.get(id, "closed" if id == "closed" else "resolved"),
            "label": {"ru": id, "en": id}, "pauses": stance == "pauses",
        }
        for id, stance in STANCES.items()
    ]  # fmt: skip
    raw["targets"] = [_target(promise) for promise in promises]
    return Profile.model_validate(raw)


def _target(promise: Promise) -> dict[str, Any]:
    span = f"{promise.days}wd" if promise.days else f"{promise.minutes}m"
    steps = [
        {"at": at, "tell": ["channel"], **({"within": within} if within else {})}
        for at, within in promise.ladder.items()
    ]
    dims = {name: id for name in ("type", "priority", "level") if (id := getattr(promise, name))}
    return {"metric": promise.metric, "span": span, "calendar": promise.calendar, "steps": steps, **dims}


Deed = tuple[str, tuple[Any, ...]]


def deeds(dice: Random) -> Iterator[Deed]:
    """Endless; what time passes between them is a deed too."""
    status, before = "new", ""
    while True:
        chance = dice.random()
        if before == "waiting" and STANCES[status] == "runs" and dice.random() < 0.3:
            yield "move", (status, before, True)
            status, before = before, ""
        if chance < 0.35:
            yield "wait", (dice.choice((0, 1, 7, 30, 59, 60, 61, 119, 120, 240, 300, 541, 900, 1440, 2_900)),)
        elif chance < 0.45:
            yield "answer", ()
        elif chance < 0.57:
            yield "word", ()
        elif chance < 0.62:
            yield dice.choice(("note", "automatic")), ()
        elif chance < 0.8:
            before, status = status, dice.choice([*STANCES, "waiting"])
            yield "move", (before, status, status == "waiting" and dice.random() < 0.2)
        elif chance < 0.82:
            blink = dice.choice(list(STANCES))
            yield "move", (status, blink, False)
            yield "move", (blink, status, False)
        elif chance < 0.86:
            yield "triage", (dice.choice(TYPES), dice.choice(PRIORITIES), dice.choice(LEVELS))
        elif chance < 0.89:
            yield "acknowledge", ()
        else:
            yield "fire", ()


def recorded(name: str, given: tuple[Any, ...], minute: int) -> Recorded:
    """A deed as the core records it."""
    said = MessageId(1)
    events: dict[str, Event] = {
        "answer": CommentAdded(said, by_staff=True), "automatic": CommentAdded(said, by_staff=True),
        "word": CommentAdded(said, by_staff=False) if minute % 2 else TicketEscalated("slow", said),
        "note": NoteAdded(said), "acknowledge": SlaAcknowledged(),
    }  # fmt: skip
    if name == "move":
        event: Event = StatusMoved(given[0], given[1], "agent", restored=given[2])
    elif name == "triage":
        event = TicketTriaged(dict(zip(("type", "priority", "level"), given, strict=True)), {})
    else:
        event = events[name]
    return happened(event, minute, None if name == "automatic" else PersonId(7))


def happened(event: Event, minute: int, actor: PersonId | None = None) -> Recorded:
    return Recorded(EventId(1), TicketId(1), 1, minute * MINUTE, actor, None, event)
