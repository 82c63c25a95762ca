"""What agents do with a generated ticket; the same rows as the handlers of `core.tickets` leave."""

import json
from typing import Any

from core.clock import DAY
from core.generate.forms import missing
from core.generate.opening import level
from core.generate.teller import Teller
from core.kinds import Audience, Door, Event
from core.profile.states import Kind, Move, Party
from core.tickets.aspects import FIELD
from core.tickets.events import CommentAdded, NoteAdded, SlaAcknowledged, StatusMoved, TicketAssigned
from core.tickets.handling_events import TicketTriaged

WORK = (Kind.WORKING, Kind.ESCALATED, Kind.INVESTIGATING)
CLAIMED = 0.85
QUICK = 0.75
"""Share of tickets whose taking is followed by a word at once."""


def take(teller: Teller) -> None:
    """By claiming it, or by being given it (C7, A2)."""
    life, profile = teller.life, teller.stage.profile
    agent, leads = teller.dice.one(teller.team()), teller.stage.leads
    claims = profile.conversation.claim and teller.dice.chance(CLAIMED)
    if not claims and not leads:
        claims = True
    group, before = life.row["group_id"], life.row["assignee"]
    given = TicketAssigned(agent.id, None) if claims else TicketAssigned(agent.id, before, group, group)
    happened: list[Event] = [given]
    status = life.row["status"]
    if status == profile.start.status and profile.start.claimed:
        happened.append(StatusMoved(status, profile.start.claimed, Party.AGENT))
        status = profile.start.claimed
    by = agent if claims else teller.dice.one(leads)
    life.happen(by.id, Door.SLACK, happened, assignee=agent.id, status=status)


def hand_over(teller: Teller) -> None:
    """To a colleague, with a note."""
    note(teller, teller.talk.word("handover"))
    before, group = teller.row["assignee"], teller.row["group_id"]
    others = [one for one in teller.team() if one.id != before]
    leads = teller.stage.leads
    if others and leads:
        to = teller.dice.one(others).id
        happened = [TicketAssigned(to, before, group, group)]
        teller.life.happen(
            teller.dice.one(leads).id, Door.SLACK, happened, assignee=to, group_id=group, status=teller.row["status"]
        )


def comment(teller: Teller, body: str | None = None) -> None:
    message = teller.staff_says(body or teller.talk.word("update"))
    teller.by_staff(CommentAdded(message, by_staff=True))


def note(teller: Teller, body: str | None = None) -> None:
    message = teller.staff_says(body or teller.talk.about("note"), Audience.INTERNAL)
    teller.by_staff(NoteAdded(message))


def move(teller: Teller, way: Move, words: str | None) -> None:
    """One move with its demands: a word, until when, what the form still lacks (B3, B6, B7)."""
    if not teller.stage.kind(way.to).open:
        _filled_in(teller)
    if words is None and "comment" in way.demands:
        words = teller.talk.word("update")
    until = teller.life.now + teller.dice.span(2 * DAY, 0.8) if teller.stage.status(way.to).asks_until else None
    message = teller.staff_says(words) if words else None
    said = [CommentAdded(message, by_staff=True)] if message is not None else []
    moved = StatusMoved(teller.row["status"], way.to, Party.AGENT, until, message)
    teller.by_staff(*said, moved, status=way.to, resume_at=until)


def ask(teller: Teller) -> None:
    """Something is missing: the customer has to say it."""
    if ways := teller.moves(Party.AGENT, Kind.WAITING):
        move(teller, ways[0], teller.talk.about("ask"))
    else:
        comment(teller, teller.talk.about("ask"))


def hold(teller: Teller) -> None:
    if ways := teller.moves(Party.AGENT, Kind.ON_HOLD):
        move(teller, ways[0], teller.talk.word("held"))


def look_deeper(teller: Teller) -> None:
    if ways := teller.moves(Party.AGENT, Kind.INVESTIGATING, Kind.ESCALATED):
        move(teller, teller.dice.one(ways), teller.talk.word("deeper"))


def go_on(teller: Teller) -> None:
    """Back to work, from whatever it waited for."""
    if ways := teller.moves(Party.AGENT, *WORK, Kind.NEW):
        move(teller, ways[0], None)
    else:
        solve(teller)


def solve(teller: Teller) -> None:
    """The answer, and the end as far as the desk goes; by way of work where that is the only way."""
    ends = teller.moves(Party.AGENT, Kind.RESOLVED) or teller.moves(Party.AGENT, Kind.CLOSED)
    if not ends:
        ends = teller.moves(Party.AGENT, *WORK)
    if ends:
        move(teller, ends[0], teller.talk.about("solved"))


def close(teller: Teller) -> None:
    if ways := teller.moves(Party.AGENT, Kind.CLOSED):
        move(teller, ways[0], None)


def not_enough(teller: Teller) -> None:
    """The customer's answer did not suffice: the pause goes on (D2)."""
    paused, until = teller.row["paused"], teller.row["paused_until"]
    message = teller.staff_says(teller.talk.word("asked_again"))
    moved = StatusMoved(teller.row["status"], paused, Party.AGENT, until, message, restored=True)
    teller.by_staff(CommentAdded(message, by_staff=True), moved, status=paused, resume_at=until)


def acknowledge(teller: Teller) -> None:
    """The ladder has told somebody, who takes notice."""
    teller.life.warned = False
    course = teller.life.course
    if course is not None and any(not clock.over and clock.acked_at is None for clock in course.clocks):
        teller.by_staff(SlaAcknowledged())


def triage(teller: Teller) -> None:
    """Another type, priority or category than the customer thought; sometimes a date, a site, a level (C4, C7, B1)."""
    teller.triaged = True
    wanted = _wanted(teller)
    now = {name: value for name, value in wanted.items() if _column(teller, name) != value}
    if now:
        before = {name: _column(teller, name) for name in now}
        values = {COLUMNS.get(name, name): value for name, value in wanted.items()}
        teller.by_staff(TicketTriaged(now, before), **values)


COLUMNS = {"site": "site_id"}


def _column(teller: Teller, name: str) -> Any:
    return teller.row[COLUMNS.get(name, name)]


def _wanted(teller: Teller) -> dict[str, Any]:
    dice, profile, row = teller.dice, teller.stage.profile, teller.row
    found: dict[str, Any] = {"priority": dice.one(profile.priorities).id}
    if dice.chance(0.3):
        found["type"] = dice.early(teller.stage.types(row["service"], public=True)).id
    if profile.categories and dice.chance(0.7):
        found["category"] = dice.early(profile.categories).id
    if dice.chance(0.05):
        found["due_at"] = teller.life.now + dice.span(5 * DAY, 0.6) + DAY
    company = teller.company
    if row["site_id"] is None and dice.chance(0.4):
        found |= {"site": dice.one(company.sites).id, "level": level(teller.stage, company, teller.life.now)}
    return found


def _filled_in(teller: Teller) -> None:
    """What has to be known before a ticket is resolved (B3)."""
    known: dict[str, str] = json.loads(teller.row["fields"] or "{}")
    fresh = missing(teller.stage, teller.dice, teller.row["type"], known, teller.company, teller.talk)
    if fresh:
        now = {f"{FIELD}{id}": text for id, text in fresh.items()}
        before = {f"{FIELD}{id}": known.get(id) for id in fresh}
        teller.by_staff(TicketTriaged(now, before), fields=json.dumps(known | fresh))
