"""What customers do with a generated ticket; the same rows as the handlers of `core.tickets` leave."""

from core.clock import MINUTE
from core.generate.opening import observed
from core.generate.teller import Teller
from core.kinds import Event, PersonId
from core.profile.states import Party
from core.tickets.events import ChoiceAsked, CommentAdded, StatusMoved, TicketEscalated, TicketMuted, TicketRated

WORDY = 0.3
"""Share of grades that come with a word."""


def add(teller: Teller, kind: str) -> None:
    """A public word, and what follows from it in this status (D2, D7, C9)."""
    body = teller.talk.about(kind) if kind == "answer" else teller.talk.word(kind)
    message, status = teller.customer_says(body), teller.status
    happened: list[Event] = [CommentAdded(message, by_staff=False)]
    if status.on_answer is None:
        teller.by_customer(*happened)
    elif status.on_answer_after:
        until = teller.life.now + status.on_answer_after * MINUTE
        teller.by_customer(*happened, ChoiceAsked(until), choice_until=until)
    else:
        moved = StatusMoved(status.id, status.on_answer, Party.SYSTEM)
        paused = {"paused": status.id, "paused_until": teller.row["resume_at"]} if status.kind.open else {}
        teller.by_customer(*happened, moved, status=status.on_answer, resume_at=None, **paused)


def colleague_adds(teller: Teller) -> None:
    """Somebody in copy has a word to say, which stops no clock (A4)."""
    for id in teller.life.observers:
        message = teller.life.say(PersonId(id), teller.talk.word("copied"), by_staff=False)
        teller.life.happen(id, teller.door, [CommentAdded(message, by_staff=False, by_observer=True)])
        return
    observed(teller.stage, teller.dice, teller.life, teller.contact, teller.contact.id, teller.door)


def can_press(teller: Teller, verb: str) -> bool:
    return verb in teller.stage.buttons(teller.row["status"])


def press(teller: Teller, verb: str) -> None:
    """A button that moves the ticket: resolve, close, cancel, return (D3, A9)."""
    button = teller.stage.profile.button(verb)
    if button is not None and button.to is not None and can_press(teller, verb):
        moved = StatusMoved(teller.row["status"], button.to, Party.REQUESTER)
        teller.by_customer(moved, status=button.to, resume_at=None)


def come_back(teller: Teller) -> None:
    """Not content: by the button, with a word after it, or by a word alone."""
    if can_press(teller, "return"):
        press(teller, "return")
    add(teller, "returned")


def can_escalate(teller: Teller) -> bool:
    return teller.stage.profile.escalation is not None and can_press(teller, "escalate")


def escalate(teller: Teller) -> None:
    """With a reason that counts, and a text (D4)."""
    escalation, button = teller.stage.profile.escalation, teller.stage.profile.button("escalate")
    if escalation is None or button is None or button.to is None:
        return
    reason = teller.dice.one([one.id for one in escalation.reasons if one.counts])
    message = teller.customer_says(teller.talk.word("escalated"))
    moved = StatusMoved(teller.row["status"], button.to, Party.REQUESTER)
    teller.by_customer(TicketEscalated(reason, message), moved, status=button.to, resume_at=None)


def mute(teller: Teller) -> None:
    if teller.contact.id not in teller.life.muted:
        teller.life.muted[teller.contact.id] = teller.life.now
        teller.by_customer(TicketMuted())


def can_rate(teller: Teller) -> bool:
    return "rate" in teller.stage.buttons(teller.row["status"])


def rate(teller: Teller) -> None:
    """The best grade mostly, the worst next: who is half content seldom says so (C10, E16)."""
    rating = teller.stage.profile.rating
    if rating is None or teller.row["grade"] is not None:
        return
    last = len(rating.grades) - 1
    weights = [(6.0 if place == 0 else 1.5 if place == last else 1.0, one) for place, one in enumerate(rating.grades)]
    grade = teller.dice.weighted(weights)
    message = None
    if rating.comment and teller.dice.chance(WORDY):
        message = teller.customer_says(teller.talk.word("praise" if grade is rating.grades[0] else "blame"))
    status = teller.row["status"]
    led = any(way.to == grade.to for way in teller.stage.moves(status, Party.REQUESTER))
    moved = [StatusMoved(status, grade.to, Party.REQUESTER)] if led and grade.to else []
    happened: list[Event] = [TicketRated(grade.id, None, message), *moved]
    teller.by_customer(*happened, grade=grade.id, status=grade.to if led and grade.to else status)
