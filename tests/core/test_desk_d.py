"""Desk D through the door: pauses, the customer's own buttons, closed for good. Commands in, cards and rows out."""

import asyncio
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from core.clock import MINUTE, SECOND
from core.desk import Desk
from core.errors import Code, Refusal
from core.jobs import Jobs
from core.kinds import Command, Door, Holder, MessageId, Origin, PersonId, TicketId, Visitor
from core.people import groups
from core.people import store as people
from core.people.person import Role
from core.profile.load import load
from core.profile.schema import Profile
from core.profile.states import Kind, Party
from core.storage.schema import LARGEST
from core.tickets import lifecycle
from core.tickets.commands import (
    AddComment,
    AddNote,
    Attachment,
    Cancel,
    Claim,
    Close,
    EditMessage,
    Escalate,
    MoveStatus,
    Mute,
    OpenTicket,
    Rate,
    Resolve,
    RestorePause,
    ReturnToWork,
    Unmute,
)
from core.tickets.events import ChoiceAsked, MessageEdited, StatusMoved, TicketEscalated
from core.tickets.lifecycle import Verb
from core.tickets.phrases import content
from core.tickets.timed import ChoiceDue
from core.views.queries import ReadTicket, StaffCard
from core.views.shapes import MessageView, TicketCard
from core.views.tidings import Happening
from tests.core.house import ANNA, BORIS, CLARA, IVAN, MARY, TIME, House
from tests.core.scripted import Scripted

PROFILES = Path(__file__).parent.parent.parent / "profiles"
REASON, WEAK = "silence", "priority"
CHOICE = 15 * 60

KINDS = {
    "new": Kind.NEW,
    "in_progress": Kind.WORKING,
    "waiting": Kind.WAITING,
    "pending": Kind.ON_HOLD,
    "escalated": Kind.ESCALATED,
    "investigation": Kind.INVESTIGATING,
    "resolved": Kind.RESOLVED,
    "closed": Kind.CLOSED,
    "canceled": Kind.CLOSED,
}
"""The statuses of D1, by what they mean."""

AGENT = {
    "new": ["in_progress", "waiting", "pending", "investigation", "escalated", "resolved"],
    "in_progress": ["waiting", "pending", "investigation", "escalated", "resolved", "closed"],
    "waiting": ["in_progress", "pending", "investigation", "escalated", "resolved", "closed"],
    "pending": ["in_progress", "waiting", "investigation", "escalated", "resolved", "closed"],
    "escalated": ["in_progress", "waiting", "pending", "investigation", "resolved", "closed"],
    "investigation": ["in_progress", "waiting", "pending", "escalated", "resolved", "closed"],
    "resolved": ["in_progress", "closed"],
    "closed": [],
    "canceled": [],
}
"""Desk D once more, drawn by hand from D1 to D8."""

OPEN = {Verb.ANSWER, Verb.RESOLVE, Verb.ESCALATE, Verb.CANCEL, Verb.MUTE}
OFFERED = {status: OPEN for status in AGENT} | {
    "escalated": OPEN - {Verb.ESCALATE},
    "resolved": {Verb.ANSWER, Verb.CLOSE, Verb.RETURN, Verb.MUTE},
    "closed": set(),
    "canceled": set(),
}
"""D3: the four buttons stand on every open ticket; escalating what is escalated already is none."""

ALREADY = {"in_progress": {Verb.RETURN}, "resolved": {Verb.RESOLVE}, "closed": {Verb.CLOSE}, "canceled": {Verb.CANCEL}}
"""Asking for what is so already is no error."""


@pytest.fixture(scope="session")
def telecom() -> Profile:
    return load(PROFILES / "telecom.toml")


@pytest.fixture
def profile(telecom: Profile) -> Profile:
    return telecom


# Statuses and moves (D1)


def test_the_statuses_are_those_of_the_requirement(profile: Profile) -> None:
    assert {status.id: status.kind for status in profile.statuses} == KINDS
    assert {status.id for status in profile.statuses if status.final} == {"closed", "canceled"}, "D8"


@pytest.mark.parametrize(("source", "target"), list(product(AGENT, AGENT)))
def test_an_agent_makes_the_moves_of_the_picture_and_no_other(profile: Profile, source: str, target: str) -> None:
    """D1, B6: a refusal names the moves that are open."""
    if target in AGENT[source]:
        assert lifecycle.judge_move(profile, source, target, Party.AGENT).to == target
        return
    with pytest.raises(Refusal) as refused:
        lifecycle.judge_move(profile, source, target, Party.AGENT)
    assert refused.value.code is (Code.FINAL if source in ("closed", "canceled") else Code.MOVE)
    assert refused.value.params == {"status": source, "to": target, "open": tuple(AGENT[source])}


async def test_every_move_of_the_picture_is_made_through_the_door(house: House) -> None:
    await house.staff()
    for source, targets in AGENT.items():
        for target in targets:
            ticket = await _at(house, source)
            rev = house.ticket(ticket).workflow_rev
            await house.desk(MoveStatus(ticket, target, rev, "please say more"), ANNA)
            assert house.ticket(ticket).status == target
            assert house.ticket(ticket).workflow_rev == rev + 1


@pytest.mark.parametrize("status", AGENT)
async def test_the_customer_may_press_what_is_offered_and_nothing_else(house: House, status: str) -> None:
    """D3, D5, D6, D7: every press in every status; what is refused changes nothing."""
    await house.staff()
    ticket = await _at(house, status)
    offered = set((await house.ask(ReadTicket(ticket), IVAN)).card.verbs)
    assert offered == OFFERED[status]
    for verb, press in _presses(ticket).items():
        ticket = await _at(house, status)
        wish = _presses(ticket)[verb]
        if verb in offered | ALREADY.get(status, set()):
            await house.desk(wish, IVAN)
        else:
            refusal = await house.refused(wish, IVAN)
            assert refusal.code is (Code.FINAL if verb is Verb.ANSWER else Code.BUTTON), press


def _presses(ticket: TicketId) -> dict[Verb, Command]:
    return {
        Verb.ANSWER: AddComment(ticket, "any news?"),
        Verb.RESOLVE: Resolve(ticket),
        Verb.CLOSE: Close(ticket),
        Verb.RETURN: ReturnToWork(ticket),
        Verb.ESCALATE: Escalate(ticket, REASON, "nobody answers"),
        Verb.CANCEL: Cancel(ticket),
        Verb.MUTE: Mute(ticket),
        Verb.RATE: Rate(ticket, "5"),
    }


async def test_the_buttons_of_a_ticket_are_its_requesters_alone(house: House) -> None:
    """D3: to a stranger the ticket is missing; an agent has no right to press them."""
    await house.staff()
    ticket = await house.opened()
    await house.opened(MARY)
    for wish in _presses(ticket).values():
        assert (await house.refused(wish, MARY)).code is Code.MISSING, wish
        if not isinstance(wish, AddComment):
            assert (await house.refused(wish, ANNA)).code is Code.ROLE, wish
    for wish in (RestorePause(ticket, 0), ChoiceDue(ticket, 1)):
        assert (await house.refused(wish, IVAN)).code is Code.MISSING
    assert (await house.refused(ChoiceDue(ticket, 1), ANNA)).code is Code.ROLE


async def test_who_holds_a_link_is_the_person_that_it_names(house: House) -> None:
    """A9: a page presses for its person; a link to nobody opens nothing."""
    ticket, other = await house.opened(), await house.opened(MARY)
    holder = Holder(house.person(IVAN), Door.WEB)
    await house.desk(Resolve(ticket), holder)
    assert (house.history(ticket)[-1].actor, house.history(ticket)[-1].door) == (house.person(IVAN), Door.WEB)
    for wish, by in ((Resolve(other), holder), (Resolve(ticket), Holder(PersonId(999), Door.WEB))):
        assert (await house.refused(wish, by)).code is Code.MISSING
    assert (await house.refused(OpenTicket("A", "B"), Holder(PersonId(999), Door.WEB))).code is Code.MISSING
    with pytest.raises(Refusal):
        await house.ask(ReadTicket(other), holder)


async def _at(house: House, status: str) -> TicketId:
    """A ticket of Ivan's that got to a status by a lawful way."""
    ticket = await house.opened()
    if status == "canceled":
        await house.desk(Cancel(ticket), IVAN)
    elif status == "closed":
        await house.desk(Resolve(ticket), IVAN)
        await house.desk(Close(ticket), IVAN)
    elif status != "new":
        await house.desk(MoveStatus(ticket, status, 0, "please say more"), ANNA)
    return ticket


async def _card(house: House, ticket: TicketId) -> TicketCard:
    return await house.ask(StaffCard(ticket), ANNA)


async def _own(house: House, ticket: TicketId) -> TicketCard:
    return (await house.ask(ReadTicket(ticket), IVAN)).card


# A pause, broken and restored (D2)


async def test_an_answer_breaks_the_pause_and_not_enough_restores_it(house: House) -> None:
    """D2: as if it had never been broken; the history says so, and the customer is told once, with the words."""
    await house.staff()
    ticket = await _at(house, "waiting")
    await house.desk(AddComment(ticket, "it is the red one"), IVAN)
    card = await _card(house, ticket)
    assert (card.status.id, card.paused and card.paused.id) == ("in_progress", "waiting")
    assert Verb.NOT_ENOUGH in card.verbs
    told = len(house.notices())
    await house.desk(RestorePause(ticket, card.rev, "which model?"), ANNA)
    moved = house.history(ticket)[-1].event
    assert isinstance(moved, StatusMoved)
    assert (moved.source, moved.to, moved.restored) == ("in_progress", "waiting", True)
    assert [row.message_id for row in house.notices()[told:]] == [moved.message]
    assert house.rows("messages")[-1].body == "which model?"
    after = await _card(house, ticket)
    assert (after.status.id, after.paused, after.rev) == ("waiting", None, card.rev + 1)
    assert Verb.NOT_ENOUGH not in after.verbs


async def test_a_pause_is_restored_without_a_word_too_and_again_after_each_answer(house: House) -> None:
    """D2: the demand for a comment is on the way into the pause, not on the way back."""
    await house.staff()
    ticket = await _at(house, "waiting")
    for answer in ("one", "two"):
        await house.desk(AddComment(ticket, answer), IVAN)
        said = house.count()["messages"]
        await house.desk(RestorePause(ticket, house.ticket(ticket).workflow_rev), ANNA)
        assert (house.ticket(ticket).status, house.count()["messages"]) == ("waiting", said)


async def test_a_pause_is_restored_once_and_not_over_what_others_did(house: House) -> None:
    """D2, faults B7: an old revision, a second press, another move meanwhile."""
    await house.staff()
    ticket = await _at(house, "waiting")
    assert (await house.refused(RestorePause(ticket, 1), ANNA)).code is Code.BUTTON, "nothing was broken"
    await house.desk(AddComment(ticket, "here"), IVAN)
    rev = house.ticket(ticket).workflow_rev
    assert (await house.refused(RestorePause(ticket, rev - 1), ANNA)).code is Code.CHANGED
    await house.desk(RestorePause(ticket, rev), ANNA)
    assert (await house.refused(RestorePause(ticket, rev + 1), BORIS)).code is Code.BUTTON
    await house.desk(AddComment(ticket, "here again"), IVAN)
    await house.desk(MoveStatus(ticket, "pending", house.ticket(ticket).workflow_rev), ANNA)
    refusal = await house.refused(RestorePause(ticket, house.ticket(ticket).workflow_rev), ANNA)
    assert (refusal.code, refusal.params) == (Code.BUTTON, {"status": "pending"})
    assert (await _card(house, ticket)).paused is None


async def test_of_two_agents_who_find_it_not_enough_one_says_so(house: House) -> None:
    await house.staff()
    ticket = await _at(house, "waiting")
    await house.desk(AddComment(ticket, "here"), IVAN)
    rev = house.ticket(ticket).workflow_rev
    presses = (house.desk(RestorePause(ticket, rev, by.name), by) for by in (ANNA, BORIS))
    endings = await asyncio.gather(*presses, return_exceptions=True)
    assert sum(isinstance(ending, Refusal) for ending in endings) == 1
    assert house.events(ticket).count("StatusMoved") == 3


async def test_who_takes_the_ticket_meanwhile_does_not_lose_the_pause(house: House) -> None:
    await house.staff()
    ticket = await _at(house, "waiting")
    await house.desk(AddComment(ticket, "here"), IVAN)
    await house.desk(Claim(ticket, house.ticket(ticket).workflow_rev), ANNA)
    await house.desk(AddComment(ticket, "let me look"), ANNA)
    assert house.ticket(ticket).paused == "waiting"
    await house.desk(RestorePause(ticket, house.ticket(ticket).workflow_rev, "not this one"), ANNA)
    assert house.ticket(ticket).status == "waiting"


async def test_only_the_requesters_word_breaks_the_pause(house: House) -> None:
    await house.staff()
    ticket = await _at(house, "waiting")
    await house.desk(AddComment(ticket, "still waiting"), ANNA)
    await house.desk(AddNote(ticket, "he is slow"), BORIS)
    assert (house.ticket(ticket).status, house.ticket(ticket).paused) == ("waiting", None)


async def test_an_answer_to_what_waits_for_others_changes_no_status(house: House) -> None:
    """D2 is of *Waiting for customer* only."""
    await house.staff()
    for status in ("new", "in_progress", "pending", "escalated", "investigation"):
        ticket = await _at(house, status)
        await house.desk(AddComment(ticket, "by the way"), IVAN)
        assert (house.ticket(ticket).status, house.ticket(ticket).paused) == (status, None)


async def test_a_restored_pause_still_knows_until_when(house: House, profile: Profile) -> None:
    """D2, B7: on a desk whose pause names a time and is broken by an answer, the time stands as before."""
    await house.staff()
    statuses = [
        status.model_copy(update={"asks_until": True, "on_time": "in_progress"}) if status.id == "waiting" else status
        for status in profile.statuses
    ]
    desk = Desk(house.hop, profile.model_copy(update={"statuses": tuple(statuses)}), house.board)
    ticket, until = await house.opened(), house.clock.now() + 60 * MINUTE
    await desk(MoveStatus(ticket, "waiting", 0, "which one?", until), ANNA)
    await desk(AddComment(ticket, "hm"), IVAN)
    await desk(RestorePause(ticket, house.ticket(ticket).workflow_rev), ANNA)
    assert (house.ticket(ticket).status, house.ticket(ticket).resume_at) == ("waiting", until)


# Resolved, answered, chosen (D7)


async def _answered(house: House) -> TicketId:
    await house.staff()
    ticket = await _at(house, "resolved")
    await house.desk(AddComment(ticket, "it is not"), IVAN)
    return ticket


async def test_an_answer_to_a_resolved_ticket_asks_what_the_customer_wishes(house: House) -> None:
    """D7: nothing moves yet; both sides see until when, and the agents read a line."""
    ticket = await _answered(house)
    asked = house.history(ticket)[-1].event
    assert isinstance(asked, ChoiceAsked)
    now = house.clock.now()
    assert now + (CHOICE - 30) * SECOND < asked.until <= now + CHOICE * SECOND
    for card in (await _card(house, ticket), await _own(house, ticket)):
        assert (card.status.id, card.choice_until) == ("resolved", asked.until)
    assert {Verb.RETURN, Verb.CLOSE} <= set((await _own(house, ticket)).verbs)
    assert [row.event_id for row in house.outbox(kind="log")][-1] == house.history(ticket)[-1].id


@pytest.mark.parametrize(("press", "status"), [(ReturnToWork, "in_progress"), (Close, "closed")])
async def test_the_customer_chooses_and_the_timer_is_forgotten(house: House, press: Any, status: str) -> None:
    """D7: work goes on or the ticket closes, as the customer wishes, once."""
    ticket = await _answered(house)
    until = house.ticket(ticket).choice_until
    assert until is not None
    await house.desk(press(ticket), IVAN)
    events = house.events(ticket)
    await house.pass_time(2 * CHOICE)
    assert await house.jobs.choices_due() == 0
    await house.desk(ChoiceDue(ticket, until), TIME)
    await house.desk(press(ticket), IVAN)
    assert (house.ticket(ticket).status, house.ticket(ticket).choice_until) == (status, None)
    assert house.events(ticket) == events


async def test_silence_goes_on_with_the_work_after_its_minutes_and_not_before(house: House) -> None:
    """D7, faults H1: three runners, one move; the customer is told that work goes on."""
    ticket = await _answered(house)
    runners = [Jobs(house.hop, house.desk, []) for _ in range(3)]
    await house.pass_time(CHOICE - 20)
    assert await runners[0].choices_due() == 0
    assert house.ticket(ticket).status == "resolved"
    await house.pass_time(21)
    told = len(house.notices())
    await asyncio.gather(*(runner.choices_due() for runner in runners for _ in range(3)))
    assert (house.ticket(ticket).status, house.ticket(ticket).choice_until) == ("in_progress", None)
    assert house.events(ticket)[-2:] == ["ChoiceAsked", "StatusMoved"]
    assert house.history(ticket)[-1].actor is None
    assert len(house.notices()) == told + 1
    assert house.ticket(ticket).paused is None, "nothing was paused, so nothing can be restored"


async def test_a_second_answer_gives_them_the_whole_time_again(house: House) -> None:
    ticket = await _answered(house)
    first = house.ticket(ticket).choice_until
    assert first is not None
    await house.pass_time(CHOICE - 60)
    await house.desk(AddComment(ticket, "and another thing"), IVAN)
    second = house.ticket(ticket).choice_until
    assert second is not None and second >= first + (CHOICE - 60) * SECOND
    await house.pass_time(120)
    await house.desk(ChoiceDue(ticket, first), TIME)
    assert await house.jobs.choices_due() == 0
    assert house.ticket(ticket).status == "resolved"
    await house.pass_time(CHOICE)
    assert await house.jobs.choices_due() == 1
    assert house.ticket(ticket).status == "in_progress"


async def test_resolved_anew_it_waits_for_no_choice_that_was_asked_before(house: House) -> None:
    ticket = await _answered(house)
    await house.desk(MoveStatus(ticket, "in_progress", 1), ANNA)
    await house.desk(MoveStatus(ticket, "resolved", 2), ANNA)
    assert (await _own(house, ticket)).choice_until is None
    await house.pass_time(2 * CHOICE)
    assert await house.jobs.choices_due() == 0
    assert house.ticket(ticket).status == "resolved"


async def test_an_agents_word_after_the_answer_ends_no_choice_and_asks_none(house: House) -> None:
    await house.staff()
    ticket = await _at(house, "resolved")
    await house.desk(AddComment(ticket, "glad to hear"), ANNA)
    assert house.ticket(ticket).choice_until is None
    await house.desk(AddComment(ticket, "but it is not"), IVAN)
    until = house.ticket(ticket).choice_until
    await house.desk(AddComment(ticket, "oh"), ANNA)
    assert house.ticket(ticket).choice_until == until


# Escalate (D4)


@pytest.mark.parametrize(
    ("reason", "text", "code"),
    [
        ("nonsense", "nobody answers", Code.REASON),
        (WEAK, "make it urgent", Code.REASON),
        (WEAK, "", Code.REASON),
        (REASON, "", Code.REASON_EMPTY),
        (REASON, " \n\t ", Code.REASON_EMPTY),
        (REASON, "\u200b\u2060", Code.REASON_EMPTY),
        (REASON, "x" * 20_001, Code.TOO_LONG),
    ],
)
async def test_an_escalation_without_a_clear_reason_changes_nothing(
    house: House, reason: str, text: str, code: Code
) -> None:
    """D4: refused politely, with what counts; files say nothing for themselves."""
    ticket = await house.opened()
    for files in ((), (Attachment("log.txt", "text/plain", {"id": "l"}),)):
        refusal = await house.refused(Escalate(ticket, reason, text, files), IVAN)
        assert refusal.code is code
        if code is Code.REASON:
            assert refusal.params["reasons"] == ("sla", "unhappy", "silence", "changed", "other")


async def test_every_reason_is_offered_also_that_which_does_not_count(house: House) -> None:
    ticket = await house.opened()
    offered = [reason.id for reason in (await _own(house, ticket)).reasons]
    assert offered == ["sla", "unhappy", "silence", "changed", "other", WEAK]


async def test_an_escalation_is_a_word_a_status_a_line_and_a_ping(house: House) -> None:
    """D4: public message, event, status; one log row, which calls the group by name and says why."""
    await house.staff()
    await house.hop.unit(lambda unit: people.grant(unit, house.person(ANNA), Role.ADMINISTRATOR, "command"))
    ticket = await house.opened()
    for member in (BORIS, CLARA):
        await _joins(house, member)
    log = Attachment("log.txt", "text/plain", {"id": "l"})
    origin = Origin(Door.TELEGRAM, "1001", "77")
    await house.desk(Escalate(ticket, REASON, "two days now", (log,), origin), IVAN)
    escalated, moved = (recorded.event for recorded in house.history(ticket)[-2:])
    assert isinstance(escalated, TicketEscalated) and isinstance(moved, StatusMoved)
    assert (escalated.reason, moved.to, moved.party) == (REASON, "escalated", "requester")
    page = await house.ask(ReadTicket(ticket), IVAN)
    said = page.messages.items[-1]
    assert (said.id, said.body, said.internal, said.by_staff) == (escalated.message, "two days now", False, False)
    assert [file.name for file in said.files] == ["log.txt"]
    [told] = await _lines(house, TicketEscalated)
    assert [who.slack for who in told.calls] == ["U2", "U3"]
    assert told.reason is not None and told.reason.id == REASON
    assert told.message is not None and told.message.body == "two days now"
    assert len(house.outbox(kind="log")) == 1, "the move that it makes is no line of its own"
    assert Verb.ESCALATE not in (await _own(house, ticket)).verbs


async def test_what_is_escalated_cannot_be_escalated_again_until_it_has_moved(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    wish = Escalate(ticket, REASON, "two days now")
    await house.desk(wish, IVAN, "tg:1")
    assert (await house.desk(wish, IVAN, "tg:1")).repeated
    assert (await house.refused(wish, IVAN)).code is Code.BUTTON
    await house.desk(MoveStatus(ticket, "in_progress", 1), ANNA)
    await house.desk(wish, IVAN)
    assert house.events(ticket).count("TicketEscalated") == 2


async def test_an_escalation_out_of_a_pause_leaves_no_pause_to_restore(house: House) -> None:
    await house.staff()
    ticket = await _at(house, "waiting")
    await house.desk(Escalate(ticket, REASON, "you asked that before"), IVAN)
    card = await _card(house, ticket)
    assert (card.status.id, card.paused) == ("escalated", None)


async def test_where_nobody_is_in_the_group_the_assignee_and_administrators_are_called(house: House) -> None:
    await house.staff()
    await house.hop.unit(lambda unit: people.grant(unit, house.person(CLARA), Role.ADMINISTRATOR, "command"))
    unclaimed, claimed = await house.opened(), await house.opened()
    await house.desk(Claim(claimed, 0), ANNA)
    for ticket in (unclaimed, claimed):
        await house.desk(Escalate(ticket, REASON, "two days now"), IVAN)
    called = {line.card.id: [who.slack for who in line.calls] for line in await _lines(house, TicketEscalated)}
    assert called == {unclaimed: ["U3"], claimed: ["U1", "U3"]}


async def test_an_administrator_who_has_the_ticket_is_called_once(house: House) -> None:
    await house.staff()
    await house.hop.unit(lambda unit: people.grant(unit, house.person(ANNA), Role.ADMINISTRATOR, "command"))
    ticket = await house.opened()
    await house.desk(Claim(ticket, 0), ANNA)
    await house.desk(Escalate(ticket, REASON, "two days now"), IVAN)
    [line] = await _lines(house, TicketEscalated)
    assert [who.slack for who in line.calls] == ["U1"]


async def test_who_has_left_the_desk_is_called_no_more(house: House) -> None:
    """D4, faults F6: the group's last member has left the agents' channel; then the others have to look."""
    await house.staff()
    await _joins(house, BORIS)
    await house.staff(ANNA, CLARA)
    ticket = await house.opened()
    await house.desk(Claim(ticket, 0), ANNA)
    await house.desk(Escalate(ticket, REASON, "two days now"), IVAN)
    [line] = await _lines(house, TicketEscalated)
    assert [who.slack for who in line.calls] == ["U1"]


async def _joins(house: House, member: Visitor) -> None:
    await house.hop.unit(lambda unit: groups.join(unit, house.profile, house.person(member), "escalation"))


async def _lines(house: House, event: type) -> list[Happening]:
    """What the agents' channel is told of one kind of event, as it is rendered."""
    slack = Scripted(Door.SLACK)
    await house.out(slack)
    told = [one.delivery.content for one in slack.arrived if one.delivery.kind == "log"]
    return [line for line in told if isinstance(line, Happening) and isinstance(line.event, event)]


# Cancel, close, and words that offer it (D5, D6)


async def test_a_ticket_made_by_mistake_is_closed_at_once_and_for_good(house: House) -> None:
    """D6."""
    await house.staff()
    ticket = await house.opened()
    await house.desk(Cancel(ticket), IVAN)
    card = await _own(house, ticket)
    assert (card.status.id, card.open, card.final) == ("canceled", False, True)
    assert (await house.refused(MoveStatus(ticket, "in_progress", 1), ANNA)).code is Code.FINAL
    assert (await house.refused(AddComment(ticket, "hello?"), ANNA)).code is Code.FINAL
    await house.desk(AddNote(ticket, "he was wrong"), ANNA)


async def test_what_the_customer_solved_an_agent_may_close(house: House) -> None:
    """D5."""
    await house.staff()
    ticket = await house.opened()
    await house.desk(Resolve(ticket), IVAN)
    assert "closed" in [target.id for target in (await _card(house, ticket)).targets]
    await house.desk(MoveStatus(ticket, "closed", 1), ANNA)
    assert house.ticket(ticket).status == "closed"


@pytest.mark.parametrize(
    "said",
    [
        "Вопрос исчерпан, прошу закрыть обращение",
        "Все работает, обращение можно закрывать",
        "ВСЁ РАБОТАЕТ — СПАСИБО!!!",
        "Спасибо.\nВопрос   решён",
        "«Закройте обращение», пожалуйста",
        "OK, you can close it. Problem solved!",
    ],
)
async def test_closing_words_offer_the_end_and_never_make_it(sqlite_house: House, said: str) -> None:
    """D5: a tap of the agent closes; until then nothing has changed."""
    house = sqlite_house
    await house.staff()
    ticket = await _at(house, "in_progress")
    await house.desk(AddComment(ticket, said), IVAN)
    card = await _card(house, ticket)
    assert Verb.END in card.verbs and card.end is not None
    assert (card.end.id, card.end.comment, card.end.until) == ("closed", False, False)
    assert house.ticket(ticket).status == "in_progress"
    assert Verb.END not in (await _own(house, ticket)).verbs
    await house.desk(MoveStatus(ticket, card.end.id, card.rev), ANNA)
    assert house.ticket(ticket).status == "closed"


@pytest.mark.parametrize(
    "said",
    [
        "Невозможно закрыть заявку",
        "Проблема решенаа",
        "Вопрос почти исчерпан",
        "Недоможно закрыть",
        "you can closet it",
        "спасибо, все работает",
        "...",
    ],
)
async def test_words_that_only_look_like_it_offer_nothing(sqlite_house: House, said: str) -> None:
    house = sqlite_house
    await house.staff()
    ticket = await _at(house, "in_progress")
    await house.desk(AddComment(ticket, said), IVAN)
    assert Verb.END not in (await _card(house, ticket)).verbs


async def test_the_offer_goes_when_an_agent_has_answered(house: House) -> None:
    """D5: a note is no answer, and an agent's own words close nothing either."""
    await house.staff()
    ticket = await _at(house, "in_progress")
    await house.desk(AddComment(ticket, "вопрос исчерпан"), IVAN)
    await house.desk(AddNote(ticket, "at last"), ANNA)
    assert Verb.END in (await _card(house, ticket)).verbs
    await house.desk(AddComment(ticket, "Are you sure? Then you can close it yourself, problem solved"), ANNA)
    card = await _card(house, ticket)
    assert (Verb.END in card.verbs, card.end) == (False, None)
    await house.desk(AddComment(ticket, "yes, please close"), IVAN)
    assert Verb.END in (await _card(house, ticket)).verbs


async def test_closing_words_answer_a_pause_and_a_solution_like_any_others(house: House) -> None:
    """D5 with D2 and D7: the words move on what an answer moves on; the end is offered beside it."""
    await house.staff()
    for status, after in (("waiting", "in_progress"), ("resolved", "resolved")):
        ticket = await _at(house, status)
        await house.desk(AddComment(ticket, "вопрос исчерпан"), IVAN)
        card = await _card(house, ticket)
        assert (card.status.id, card.end and card.end.id) == (after, "closed")
    closed = await _at(house, "closed")
    assert (await _card(house, closed)).end is None


async def test_a_phrase_stands_in_one_word_of_the_customer(sqlite_house: House) -> None:
    """D5: the end of a later message and the beginning of an earlier one are no phrase."""
    house = sqlite_house
    await house.staff()
    ticket = await _at(house, "in_progress")
    await house.desk(AddComment(ticket, "закрыть порт не получается"), IVAN)
    await house.desk(AddComment(ticket, "подскажите, когда это можно"), IVAN)
    assert Verb.END not in (await _card(house, ticket)).verbs


def test_every_phrase_of_the_desk_is_found_however_it_is_typed(profile: Profile) -> None:
    assert profile.closing is not None
    for phrase in profile.closing.phrases:
        for typed in (phrase, phrase.upper(), f"— {phrase}!", phrase.replace("е", "ё"), phrase.replace(" ", "\n")):
            assert content(typed, profile.closing.phrases), typed
        for glued in (f"x{phrase}", f"{phrase}x", phrase.replace(" ", "")):
            assert not content(glued, [phrase]) or glued == phrase, glued


# What goes on with a closed ticket (D8)


async def test_a_closed_ticket_goes_on_as_a_new_one_that_links_to_it(house: House) -> None:
    """D8: the word is refused as final, the new ticket knows the old one, and the old one's history the new one."""
    await house.staff()
    for end in ("closed", "canceled"):
        old = await _at(house, end)
        refusal = await house.refused(AddComment(old, "it is back"), IVAN)
        assert (refusal.code, refusal.params["status"]) == (Code.FINAL, end)
        before = house.ticket(old)
        outcome = await house.desk(OpenTicket("", "it is back", linked_to=old), IVAN)
        assert outcome.ticket is not None
        for card in (await _card(house, outcome.ticket), await _own(house, outcome.ticket)):
            assert card.linked_to == f"TS-{old}"
        assert house.events(old)[-1] == "TicketContinued"
        assert getattr(house.history(old)[-1].event, "by", None) == outcome.ticket
        assert getattr(house.history(outcome.ticket)[0].event, "linked_to", None) == old
        after = house.ticket(old)
        assert (after.status, after.workflow_rev) == (before.status, before.workflow_rev)


async def test_nobody_links_to_what_is_not_theirs(house: House) -> None:
    """D8, faults F3: somebody else's ticket, and one that never was, are missing alike; nothing is opened."""
    old = await _at_end(house)
    await house.opened(MARY)
    for number in (old, 999, 0, -1, LARGEST, LARGEST + 1):
        refusal = await house.refused(OpenTicket("Mine", "now", linked_to=TicketId(number)), MARY)
        assert (refusal.code, refusal.params) == (Code.MISSING, {}), number
    assert house.events(old)[-1] == "StatusMoved"


async def test_a_press_delivered_twice_opens_one_linked_ticket(house: House) -> None:
    old = await _at_end(house)
    wish = OpenTicket("", "it is back", linked_to=old)
    outcomes = await asyncio.gather(*(house.desk(wish, IVAN, "tg:9") for _ in range(5)))
    assert len({outcome.ticket for outcome in outcomes}) == 1
    assert house.events(old).count("TicketContinued") == 1


async def _at_end(house: House) -> TicketId:
    ticket = await house.opened()
    await house.desk(Cancel(ticket), IVAN)
    return ticket


# Mute (D3, D9)


async def test_nothing_of_a_muted_ticket_is_told_and_everything_of_the_others(house: House) -> None:
    """D3, D9: every way is withheld, each row with its reason; receipts, and the other tickets, are not touched."""
    await house.staff()
    await house.confirmed(IVAN, "ivan@example.org")
    muted, other = await house.opened(), await house.opened()
    await house.desk(Mute(muted), IVAN)
    for ticket in (muted, other):
        await house.desk(AddComment(ticket, "hello"), ANNA)
        await house.desk(Claim(ticket, 0), ANNA)
        await house.desk(MoveStatus(ticket, "resolved", house.ticket(ticket).workflow_rev), ANNA)
    mine = [row for row in house.outbox(kind="notice") if row.ticket_id == muted]
    receipts, changes = mine[:2], mine[2:]
    assert [row.state for row in receipts] == ["pending", "pending"]
    assert len(changes) == 6 and {(row.state, row.reason) for row in changes} == {("suppressed", "muted")}
    assert {house.address(row.address_id).door for row in changes} == {"telegram", "mail"}
    rest = [row for row in house.outbox(kind="notice") if row.ticket_id == other]
    assert len(rest) == 8 and {row.state for row in rest} == {"pending"}


async def test_agents_see_that_a_ticket_is_muted_and_why_an_answer_did_not_go(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    await house.desk(Mute(ticket), IVAN)
    await house.desk(AddComment(ticket, "hello"), ANNA)
    card = await _card(house, ticket)
    assert card.muted and card.notice is not None
    assert (card.notice.state, card.notice.reason) == ("suppressed", "muted")
    answer = (await house.ask(ReadTicket(ticket), ANNA)).messages.items[-1]
    assert [(way.state, way.reason) for way in answer.ways] == [("suppressed", "muted")]
    own = await _own(house, ticket)
    assert own.muted and Verb.UNMUTE in own.verbs and Verb.MUTE not in own.verbs


async def test_agents_see_that_an_answer_waits_no_more_because_its_reader_muted_the_ticket(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    await house.desk(AddComment(ticket, "Hello"), ANNA)
    await house.desk(Mute(ticket), IVAN)
    answer = house.rows("messages")[-1]
    assert [row.reason for row in house.notices() if row.message_id == answer.id] == ["muted"]
    assert [(row.message_id, row.state) for row in house.outbox(kind="echo")] == [(answer.id, "pending")]


async def test_muting_twice_is_muting_once_and_unmuting_speaks_again(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    for wish in (Unmute(ticket), Mute(ticket), Mute(ticket), Unmute(ticket), Unmute(ticket)):
        await house.desk(wish, IVAN)
    assert house.events(ticket) == ["TicketOpened", "TicketMuted", "TicketUnmuted"]
    assert house.ticket(ticket).workflow_rev == 0
    await house.desk(AddComment(ticket, "hello"), ANNA)
    assert [row.state for row in house.notices()] == ["pending", "pending"]


async def test_who_mutes_still_speaks_and_is_still_answered_at_the_press(house: House) -> None:
    """D3: muting closes one's ears, not one's mouth; the dialogue's own prompts are no notices of the ticket."""
    await house.staff()
    ticket = await _at(house, "waiting")
    await house.desk(Mute(ticket), IVAN)
    await house.desk(AddComment(ticket, "it is the red one"), IVAN)
    assert house.ticket(ticket).status == "in_progress"
    assert house.outbox(kind="message")[-1].state == "pending"


async def test_a_muted_file_is_not_told_either(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    await house.desk(Mute(ticket), IVAN)
    await house.desk(AddComment(ticket, "see this", (Attachment("a.pdf", "application/pdf", {"id": "a"}),)), ANNA)
    await house.stored()
    rows = [(row.kind, row.state, row.reason) for row in house.notices()[1:]]
    assert rows == [("notice", "suppressed", "muted"), ("file", "suppressed", "muted")]


async def test_a_ticket_that_was_closed_can_be_heard_again(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    await house.desk(Mute(ticket), IVAN)
    await house.desk(Cancel(ticket), IVAN)
    await house.desk(Unmute(ticket), IVAN)
    assert not (await _own(house, ticket)).muted
    assert (await house.refused(Mute(ticket), IVAN)).code is Code.BUTTON


async def test_what_still_waits_when_a_ticket_is_muted_stays_where_it_is(house: House) -> None:
    """D3, agreement 2: the audience is checked again when a row is sent; muted, nothing of the ticket reaches them."""
    await house.staff()
    ticket = await house.opened()
    telegram = Scripted()
    await house.out(telegram)
    await house.desk(AddComment(ticket, "hello"), ANNA)
    await house.desk(Mute(ticket), IVAN)
    await house.out(telegram)
    assert telegram.kinds == ["notice"], "the receipt"


# Edits


async def test_an_edit_keeps_the_old_text_and_shows_it_to_agents_only(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    await house.desk(AddComment(ticket, "the blue one"), IVAN)
    message = _newest(house)
    await house.desk(EditMessage(ticket, message, "the red one"), IVAN)
    await house.desk(EditMessage(ticket, message, "the green one"), IVAN)
    theirs, own = [await _message(house, ticket, by) for by in (ANNA, IVAN)]
    assert (theirs.body, theirs.before, theirs.edited_at is not None) == ("the green one", "the red one", True)
    assert (own.body, own.before, own.edited_at is not None) == ("the green one", None, True)
    assert [row.body for row in house.rows("message_versions")] == ["the blue one", "the red one"]
    edits = [recorded.event for recorded in house.history(ticket) if isinstance(recorded.event, MessageEdited)]
    assert edits == [MessageEdited(message, 2), MessageEdited(message, 3)]
    assert house.ticket(ticket).workflow_rev == 0
    assert [row.message_id for row in house.outbox(kind="echo")] == [message], "two edits are redrawn as one"


async def test_the_edited_opening_is_redrawn_with_the_card(house: House) -> None:
    await house.staff()
    ticket = await house.opened(IVAN, "Phone", "It rings")
    await house.desk(EditMessage(ticket, _newest(house), "It does not ring"), IVAN)
    assert (await _card(house, ticket)).body == "It does not ring"
    assert house.outbox(kind="echo") == []
    assert len(house.outbox(kind="card")) == 1


@pytest.mark.parametrize("same", ["the blue one", "  the blue one\r\n", "the blue\x00 one"])
async def test_an_edit_that_changes_nothing_to_be_seen_is_none(house: House, same: str) -> None:
    ticket = await house.opened(IVAN, "A", "the blue one")
    before = house.count()
    await house.desk(EditMessage(ticket, _newest(house), same), IVAN)
    assert house.count() == before


async def test_only_ones_own_message_of_that_very_ticket_is_edited(house: House) -> None:
    """Faults F3: a note, an answer, another ticket's message, none at all: all are missing."""
    await house.staff()
    ticket, second = await house.opened(), await house.opened()
    opening = house.rows("messages", ticket_id=ticket)[0].id
    await house.desk(AddComment(ticket, "answer"), ANNA)
    answer = _newest(house)
    await house.desk(AddNote(ticket, "note"), ANNA)
    note = _newest(house)
    theirs = await house.opened(MARY)
    wishes: list[tuple[Visitor, TicketId, MessageId]] = [
        (IVAN, ticket, answer),
        (IVAN, ticket, note),
        (IVAN, second, opening),
        (IVAN, theirs, _newest(house)),
        (IVAN, ticket, MessageId(999)),
        (MARY, ticket, opening),
        (ANNA, ticket, opening),
    ]
    for by, of, message in wishes:
        assert (await house.refused(EditMessage(of, message, "changed"), by)).code is Code.MISSING, (by, message)
    await house.desk(EditMessage(ticket, note, "a better note"), ANNA)
    assert all(message.body != "a better note" for message in (await _page(house, ticket, IVAN)))


async def test_a_message_is_edited_to_nothing_only_where_a_file_remains(house: House) -> None:
    ticket = await house.opened(IVAN, "A", "the blue one")
    assert (await house.refused(EditMessage(ticket, _newest(house), " \u200b "), IVAN)).code is Code.EMPTY
    assert (await house.refused(EditMessage(ticket, _newest(house), "x" * 20_001), IVAN)).code is Code.TOO_LONG
    await house.desk(AddComment(ticket, "see", (_photo("a"),)), IVAN)
    await house.desk(EditMessage(ticket, _newest(house), ""), IVAN)
    assert (await _message(house, ticket, IVAN)).body == ""


async def test_a_word_in_a_closed_ticket_can_still_be_mended(house: House) -> None:
    ticket = await _at_end(house)
    await house.desk(EditMessage(ticket, _newest(house), "mended"), IVAN)
    assert (await _own(house, ticket)).body == "mended"
    assert house.ticket(ticket).status == "canceled"


async def test_an_edit_answers_no_pause(house: House) -> None:
    """D2: correcting a letter is not the information that was needed."""
    await house.staff()
    ticket = await house.opened()
    opening = _newest(house)
    await house.desk(MoveStatus(ticket, "waiting", 0, "which one?"), ANNA)
    await house.desk(EditMessage(ticket, opening, "It smokes."), IVAN)
    assert house.ticket(ticket).status == "waiting"


def _newest(house: House) -> MessageId:
    return MessageId(house.rows("messages")[-1].id)


async def _page(house: House, ticket: TicketId, by: Visitor) -> tuple[MessageView, ...]:
    return (await house.ask(ReadTicket(ticket, most=50), by)).messages.items


async def _message(house: House, ticket: TicketId, by: Visitor) -> MessageView:
    return (await _page(house, ticket, by))[-1]


# Albums


def _photo(name: str) -> Attachment:
    return Attachment(f"{name}.jpg", "image/jpeg", {"id": name}, kind="photo")


def _part(ref: str, album: str = "a1", chat: str = "1001") -> Origin:
    return Origin(Door.TELEGRAM, chat, ref, album)


async def test_an_album_that_opens_a_ticket_is_its_one_opening_word(house: House) -> None:
    outcome = await house.desk(OpenTicket("", "the rack", attachments=(_photo("1"),), origin=_part("51")), IVAN)
    ticket = outcome.ticket
    assert ticket is not None
    for n, caption in ((2, ""), (3, "from behind")):
        await house.desk(AddComment(ticket, caption, (_photo(str(n)),), _part(f"5{n}")), IVAN)
    [said] = await _page(house, ticket, IVAN)
    assert said.body == "the rack\n\nfrom behind"
    assert [file.name for file in said.files] == ["1.jpg", "2.jpg", "3.jpg"]
    assert house.events(ticket) == ["TicketOpened", "FilesAdded", "FilesAdded"]
    assert [row.kind for row in house.notices()] == ["notice"], "one receipt"
    assert [post.ref for post in house.rows("posts")] == ["51", "52", "53"], "a reply to any part finds the ticket"


async def test_an_album_is_one_answer_and_asks_for_one_choice(house: House) -> None:
    """D7: the pieces of one word are one answer."""
    await house.staff()
    ticket = await _at(house, "resolved")
    for n in range(3):
        await house.desk(AddComment(ticket, f"c{n}" * (n != 1), (_photo(str(n)),), _part(f"6{n}")), IVAN)
    assert house.events(ticket)[3:] == ["CommentAdded", "ChoiceAsked", "FilesAdded", "FilesAdded"]
    said = await _message(house, ticket, IVAN)
    assert (said.body, len(said.files)) == ("c0\n\nc2", 3)
    assert [row.message_id for row in house.outbox(kind="message")][1:] == [said.id], "after the agent's own"


async def test_parts_that_come_at_once_join_too(house: House) -> None:
    ticket = await house.opened()
    parts = [AddComment(ticket, f"c{n}", (_photo(str(n)),), _part(f"7{n}")) for n in range(6)]
    await asyncio.gather(*(house.desk(part, IVAN, f"tg:{n}") for n, part in enumerate(parts)))
    said = await _message(house, ticket, IVAN)
    assert sorted(said.body.split("\n\n")) == [f"c{n}" for n in range(6)]
    assert sorted(file.name for file in said.files) == [f"{n}.jpg" for n in range(6)]
    assert house.count()["messages"] == 2


async def test_albums_of_two_people_or_two_tickets_never_mix(house: House) -> None:
    """The chat's id of an album is a name that others may bear too."""
    await house.staff()
    first, second, theirs = await house.opened(), await house.opened(), await house.opened(MARY)
    for ticket, by, chat in ((first, IVAN, "1001"), (second, IVAN, "1001"), (theirs, MARY, "1002")):
        for n in range(2):
            part = _part(f"{ticket}{n}", chat=chat)
            await house.desk(AddComment(ticket, f"{by.name} {n}", (_photo(f"{ticket}-{n}"),), part), by)
    await house.desk(AddComment(theirs, "I see", (_photo("x"),), Origin(Door.SLACK, "C0DESK", "1.1", "a1")), ANNA)
    for ticket, by, name in ((first, IVAN, IVAN.name), (second, IVAN, IVAN.name), (theirs, MARY, MARY.name)):
        said = (await _page(house, ticket, by))[1]
        assert said.body == f"{name} 0\n\n{name} 1"
        assert [file.name for file in said.files] == [f"{ticket}-0.jpg", f"{ticket}-1.jpg"]


async def test_the_same_part_delivered_twice_is_there_once(house: House) -> None:
    """Faults A7: the key of a part is its own, and a part of an album is no repeat of another."""
    ticket = await house.opened()
    for n in (0, 0, 1, 1, 0):
        await house.desk(AddComment(ticket, f"c{n}", (_photo(str(n)),), _part(f"8{n}")), IVAN, f"tg:8{n}")
    said = await _message(house, ticket, IVAN)
    assert (said.body, len(said.files)) == ("c0\n\nc1", 2)


async def test_the_rest_of_an_album_is_not_lost_when_its_ticket_closes_meanwhile(house: House) -> None:
    ticket = await house.opened()
    await house.desk(AddComment(ticket, "look", (_photo("0"),), _part("90")), IVAN)
    await house.desk(Cancel(ticket), IVAN)
    await house.desk(AddComment(ticket, "", (_photo("1"),), _part("91")), IVAN)
    assert (await house.refused(AddComment(ticket, "", (_photo("2"),), _part("92", "a2")), IVAN)).code is Code.FINAL
    assert len((await _message(house, ticket, IVAN)).files) == 2


async def test_the_rest_of_an_escalation_is_part_of_its_text(house: House) -> None:
    ticket = await house.opened()
    await house.desk(Escalate(ticket, REASON, "look at this", (_photo("0"),), _part("95")), IVAN)
    await house.desk(AddComment(ticket, "", (_photo("1"),), _part("96")), IVAN)
    assert house.events(ticket) == ["TicketOpened", "TicketEscalated", "StatusMoved", "FilesAdded"]
    assert len((await _message(house, ticket, IVAN)).files) == 2
