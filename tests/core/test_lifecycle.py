"""The state machine: every move of the default desk, every other refused, and no walk of any desk off its graph."""

from collections.abc import Callable
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.clock import HOUR
from core.desk import Desk
from core.errors import Code, Refusal
from core.kinds import Command, TicketId
from core.profile.check import check
from core.profile.schema import Profile
from core.profile.states import Party
from core.tickets import lifecycle
from core.tickets.commands import AddComment, Cancel, Claim, MoveStatus, OpenTicket, Rate, Resolve, ReturnToWork
from core.tickets.events import StatusMoved, TicketRated
from core.tickets.lifecycle import REQUESTER_VERBS, STAFF_VERBS, Signs, Verb
from core.views.ask import Ask
from core.views.queries import ReadTicket, StaffCard
from core.views.shapes import TicketCard
from tests.core.house import ANNA, BORIS, IVAN, House

AGENT = {
    "new": ["in_progress", "waiting", "postponed", "resolved"],
    "in_progress": ["waiting", "postponed", "resolved"],
    "waiting": ["in_progress", "postponed", "resolved"],
    "postponed": ["in_progress", "waiting", "resolved"],
    "resolved": ["in_progress", "closed"],
    "closed": [],
    "canceled": [],
}
"""The default desk once more, drawn by hand from its picture."""

PRESSES = {
    "new": {Resolve, Cancel},
    "in_progress": {Resolve, Cancel, ReturnToWork},
    "waiting": {Resolve, Cancel},
    "postponed": {Resolve, Cancel},
    "resolved": {ReturnToWork, Resolve, Rate},
    "closed": {Rate},
    "canceled": {Cancel},
}
"""What the requester's press is answered with no refusal; asking for what is so already is none."""


@pytest.mark.parametrize(("source", "target"), list(product(AGENT, AGENT)))
def test_an_agent_makes_the_moves_of_the_picture_and_no_other(profile: Profile, source: str, target: str) -> None:
    if target in AGENT[source]:
        assert lifecycle.judge_move(profile, source, target, Party.AGENT).to == target
        return
    with pytest.raises(Refusal) as refused:
        lifecycle.judge_move(profile, source, target, Party.AGENT)
    assert refused.value.code is (Code.FINAL if source in ("closed", "canceled") else Code.MOVE)
    assert refused.value.params == {"status": source, "to": target, "open": tuple(AGENT[source])}


ALIVE = (Verb.WATCH, Verb.SNOOZE, Verb.PARENT, Verb.MERGE, Verb.SPLIT, Verb.SPAM)


def test_agents_are_offered_what_applies_now_in_one_order(profile: Profile) -> None:
    claimed = Signs(assigned=True, paused=True, promised=True, told=True)
    assert lifecycle.staff_verbs(profile, "new", Signs()) == (
        Verb.CLAIM, Verb.REPLY, Verb.NOTE, Verb.MOVE, Verb.TRIAGE, Verb.ASSIGN, *ALIVE,
    )  # fmt: skip
    assert lifecycle.staff_verbs(profile, "in_progress", claimed) == (
        Verb.REPLY, Verb.NOTE, Verb.NOT_ENOUGH, Verb.ACK, Verb.MOVE, Verb.TRIAGE, Verb.ASSIGN, Verb.WHY,
        *ALIVE,
    )  # fmt: skip
    closed = (Verb.NOTE, Verb.TRIAGE, Verb.WATCH, Verb.SPLIT, Verb.SPAM)
    assert lifecycle.staff_verbs(profile, "closed", Signs()) == closed
    assert lifecycle.staff_verbs(profile, "new", Signs(merged=True)) == (Verb.UNMERGE,)
    assert lifecycle.staff_verbs(profile, "new", Signs(spam=True)) == (Verb.NOTE, Verb.RESTORE)


def test_nobody_is_assigned_where_nobody_may(profile: Profile) -> None:
    alone = profile.model_copy(update={"access": profile.access.model_copy(update={"assign": ()})})
    assert Verb.ASSIGN not in lifecycle.staff_verbs(alone, "new", Signs())


async def _at(house: House, status: str) -> TicketId:
    """A ticket that got to a status by the shortest lawful way."""
    ticket = await house.opened()
    if status == "canceled":
        await house.desk(Cancel(ticket), IVAN)
    elif status == "closed":
        await house.desk(MoveStatus(ticket, "resolved", 0), ANNA)
        await house.desk(MoveStatus(ticket, "closed", 1), ANNA)
    elif status != "new":
        until = house.clock.now() + HOUR
        await house.desk(MoveStatus(ticket, status, 0, "please say more", until), ANNA)
    return ticket


async def test_every_press_of_the_requester_in_every_status(house: House) -> None:
    await house.staff()
    presses: list[Callable[[TicketId], Command]] = [Resolve, Cancel, ReturnToWork, lambda id: Rate(id, "5")]
    for status in AGENT:
        taken = set()
        for press in presses:
            ticket = await _at(house, status)
            before = house.ticket(ticket)
            command = press(ticket)
            try:
                await house.desk(command, IVAN)
                taken.add(type(command))
            except Refusal as refusal:
                assert refusal.code is Code.BUTTON
                assert refusal.params == {"status": status}
                assert house.ticket(ticket) == before
        assert taken == PRESSES[status], status


async def test_a_move_demands_its_comment_and_its_time(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    now = house.clock.now()
    wishes = [
        (MoveStatus(ticket, "waiting", 0), Code.COMMENT),
        (MoveStatus(ticket, "waiting", 0, " \n\x00 "), Code.COMMENT),
        (MoveStatus(ticket, "postponed", 0), Code.UNTIL),
        (MoveStatus(ticket, "postponed", 0, until=now - 1), Code.UNTIL_PAST),
        (MoveStatus(ticket, "nowhere", 0), Code.MOVE),
        (MoveStatus(ticket, "resolved", 7), Code.CHANGED),
    ]
    for wish, code in wishes:
        with pytest.raises(Refusal) as refused:
            await house.desk(wish, ANNA)
        assert refused.value.code is code, wish
    assert house.events(ticket) == ["TicketOpened"]


async def test_what_came_with_a_move_that_was_made_meanwhile_is_not_lost_in_silence(house: House) -> None:
    """Two agents move at once: the second one's words to the customer are either said or refused, never dropped."""
    await house.staff()
    ticket = await house.opened()
    await house.desk(MoveStatus(ticket, "waiting", 0, "Which printer?"), ANNA)
    with pytest.raises(Refusal) as refused:
        await house.desk(MoveStatus(ticket, "waiting", 0, "Send us the serial number"), BORIS)
    assert refused.value.code is Code.CHANGED
    assert len(house.rows("messages")) == 2


async def test_another_time_for_a_postponed_ticket_is_not_lost_in_silence(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    first, second = house.clock.now() + HOUR, house.clock.now() + 2 * HOUR
    await house.desk(MoveStatus(ticket, "postponed", 0, until=first), ANNA)
    await house.desk(MoveStatus(ticket, "postponed", 0, until=first), ANNA)
    with pytest.raises(Refusal):
        await house.desk(MoveStatus(ticket, "postponed", 1, until=second), ANNA)
    assert house.ticket(ticket).resume_at == first


async def test_a_move_with_a_comment_tells_the_customer_once(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    await house.desk(MoveStatus(ticket, "waiting", 0, "Which printer?"), ANNA)
    told = [row for row in house.notices(IVAN) if row.ticket_id == ticket]
    assert [row.kind for row in told] == ["notice", "notice"], "the receipt, and one for comment and move together"
    assert told[1].message_id == house.rows("messages")[1].id


async def test_the_customers_answer_takes_a_waiting_ticket_on(house: House) -> None:
    await house.staff()
    ticket = await _at(house, "waiting")
    await house.desk(AddComment(ticket, "It is the red one"), IVAN)
    assert house.ticket(ticket).status == "in_progress"
    assert house.events(ticket)[-2:] == ["CommentAdded", "StatusMoved"]
    await house.desk(AddComment(ticket, "Agents do not resume"), ANNA)
    assert house.ticket(ticket).status == "in_progress"


async def test_a_grade_replaces_another_and_both_stand_in_the_history(house: House) -> None:
    await house.staff()
    ticket = await _at(house, "resolved")
    for grade in ("5", "5", "2"):
        await house.desk(Rate(ticket, grade), IVAN)
    rated = [recorded.event for recorded in house.history(ticket) if isinstance(recorded.event, TicketRated)]
    assert rated == [TicketRated("5", None), TicketRated("2", "5")]
    with pytest.raises(Refusal) as refused:
        await house.desk(Rate(ticket, "6"), IVAN)
    assert refused.value.code is Code.GRADE


# Random desks


@st.composite
def desks(draw: st.DrawFn, base: Profile) -> Profile:
    """Any graph over up to six statuses that the check lets run."""
    ids = [f"s{n}" for n in range(draw(st.integers(2, 6)))]
    kinds = ["new", "working", "waiting", "on_hold", "resolved", "closed"]
    party = st.sampled_from(["agent", "requester", "system"])
    some = st.sampled_from(ids)
    statuses = [_status(draw, id, kinds, some) for id in ids]
    moves = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "from": st.lists(some, min_size=1, max_size=4, unique=True),
                    "to": some,
                    "by": st.lists(party, min_size=1, max_size=3, unique=True),
                    "demands": st.sampled_from([[], [], ["comment"]]),
                }
            ),
            min_size=1,
            max_size=8,
        )
    )
    buttons = [{"verb": verb, "to": draw(some)} for verb in ("resolve", "cancel", "return") if draw(st.booleans())]
    raw = base.model_dump(by_alias=True, mode="json") | {
        "statuses": statuses,
        "start": {"status": "s0", "claimed": draw(st.none() | some)},
        "moves": moves,
        "buttons": [*buttons, {"verb": "rate", "to": None}],
        "rating": {"in": draw(st.lists(some, min_size=1, unique=True)), "grades": _grades()},
    }
    return Profile.model_validate(raw)


def _status(draw: st.DrawFn, id: str, kinds: list[str], some: st.SearchStrategy[str]) -> dict[str, Any]:
    rare = st.sampled_from([False, False, False, True])
    return {
        "id": id,
        "kind": draw(st.sampled_from(kinds)),
        "label": {"ru": id, "en": id},
        "final": draw(rare),
        "asks_until": draw(rare),
        "on_answer": draw(st.none() | some),
        "on_time": draw(st.none() | some),
    }


def _grades() -> list[dict[str, Any]]:
    return [{"id": id, "label": {"ru": id, "en": id}} for id in ("1", "2")]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_offered_means_accepted_and_not_offered_means_refused(default_profile: Profile, data: st.DataObject) -> None:
    """Over any graph at all, checked or not: the pure rules agree with each other."""
    profile = data.draw(desks(default_profile))
    for status in (one.id for one in profile.statuses):
        offered = lifecycle.requester_verbs(profile, status)
        for verb in (Verb.RESOLVE, Verb.CANCEL, Verb.RETURN):
            if verb in offered:
                target = lifecycle.button_target(profile, status, verb)
                assert lifecycle.judge_move(profile, status, target, Party.REQUESTER)
            else:
                with pytest.raises(Refusal):
                    lifecycle.button_target(profile, status, verb)
        assert set(offered) <= set(REQUESTER_VERBS)
        for assigned in (False, True):
            assert set(lifecycle.staff_verbs(profile, status, Signs(assigned))) <= set(STAFF_VERBS)


@pytest.mark.parametrize("seed", range(30))
async def test_no_walk_leaves_the_graph_of_a_checked_desk(
    sqlite_house: House, default_profile: Profile, seed: int
) -> None:
    """A desk that passes the check: what a card offers is done, what it does not is refused, along the arrows only."""
    dice, house = Random(seed), sqlite_house
    desk_profile = _checked_desk(dice, default_profile)
    desk, ask = Desk(house.hop, desk_profile, house.board), Ask(house.hop, desk_profile)
    await house.staff()
    ticket = (await desk(OpenTicket("A", "B"), IVAN)).ticket
    assert ticket is not None
    for _ in range(15):
        shared = await ask(StaffCard(ticket), ANNA)
        own = (await ask(ReadTicket(ticket), IVAN)).card
        await _step(dice, desk, house, shared, own)
        _follows_the_arrows(house, desk_profile, ticket)


async def _step(dice: Random, desk: Desk, house: House, shared: TicketCard, own: TicketCard) -> None:
    """One thing that somebody tries, offered or not."""
    ticket, until = shared.id, house.clock.now() + HOUR
    target = dice.choice([target.id for target in shared.targets] + [f"s{dice.randrange(6)}"])
    command, by, offered = dice.choice(
        [
            (MoveStatus(ticket, target, shared.rev, "why", until), ANNA, target in {one.id for one in shared.targets}),
            (Claim(ticket, shared.rev), ANNA, Verb.CLAIM in shared.verbs or shared.assignee is not None),
            (AddComment(ticket, "reply"), ANNA, Verb.REPLY in shared.verbs),
            (AddComment(ticket, "answer"), IVAN, Verb.ANSWER in own.verbs),
            (Resolve(ticket), IVAN, Verb.RESOLVE in own.verbs),
            (Cancel(ticket), IVAN, Verb.CANCEL in own.verbs),
            (ReturnToWork(ticket), IVAN, Verb.RETURN in own.verbs),
            (Rate(ticket, "1"), IVAN, Verb.RATE in own.verbs),
        ]
    )
    before = house.history(ticket)
    try:
        await desk(command, by)
        assert offered or house.history(ticket) == before, f"{command} was not offered and did something"
    except Refusal as refusal:
        assert not offered, f"{command} was offered and refused: {refusal}"
        assert house.history(ticket) == before


def _follows_the_arrows(house: House, profile: Profile, id: TicketId) -> None:
    ticket = house.ticket(id)
    moved = [recorded.event for recorded in house.history(id) if isinstance(recorded.event, StatusMoved)]
    arrows = {(source, move.to) for move in profile.moves for source in move.sources}
    assert {(event.source, event.to) for event in moved} <= arrows
    assert ticket.status == (moved[-1].to if moved else profile.start.status)
    assert not profile.status(ticket.status).asks_until or ticket.resume_at, "postponed, and nobody knows until when"


def _checked_desk(dice: Random, base: Profile) -> Profile:
    while True:
        profile = Profile.model_validate(_rolled(dice, base))
        if not check(profile):
            return profile


def _rolled(dice: Random, base: Profile) -> dict[str, Any]:
    """A desk at random that often passes: what the check always refuses is not rolled to begin with."""
    ids = [f"s{n}" for n in range(dice.randint(3, 6))]
    statuses = [_rolled_status(dice, id, ids) for id in ids]
    claimed = dice.choice([None, *(one["id"] for one in statuses[1:] if not one["asks_until"])])
    buttons = _buttons(dice, statuses)
    moves = {(a, b): {"agent"} for a, b in zip(ids, ids[1:], strict=False)}
    for _ in range(dice.randint(1, 6)):
        moves.setdefault((dice.choice(ids), dice.choice(ids)), set()).add("agent")
    for one in statuses:
        for step in ("on_answer", "on_time"):
            moves.setdefault((one["id"], one[step] or one["id"]), set()).add("system")
    for button in buttons:
        for source in dice.sample(ids, 2):
            moves.setdefault((source, button["to"]), set()).add("requester")
    if claimed:
        moves.setdefault(("s0", claimed), set()).add("agent")
    shut = {one["id"] for one in statuses if one["final"]}
    return base.model_dump(by_alias=True, mode="json") | {
        "statuses": statuses,
        "start": {"status": "s0", "claimed": claimed},
        "moves": [
            {"from": [a], "to": b, "by": sorted(by)} | ({"demands": ["comment"]} if dice.random() < 0.2 else {})
            for (a, b), by in moves.items() if a != b and a not in shut
        ],
        "buttons": [*buttons, {"verb": "rate", "to": None}],
        "rating": {"in": [dice.choice(ids[:-1]), ids[-1]], "grades": _grades()},
    }  # fmt: skip


def _rolled_status(dice: Random, id: str, ids: list[str]) -> dict[str, Any]:
    last, asks = id == ids[-1], id not in (ids[0], ids[-1]) and dice.random() < 0.2
    final = last and dice.random() < 0.3
    others = [one for one in ids if one != id]
    return {
        "id": id,
        "kind": "closed" if last else dice.choice(["new", "working", "waiting", "resolved"]),
        "label": {"ru": id, "en": id},
        "asks_until": asks,
        "final": final,
        "on_answer": None if final else dice.choice([None, None, dice.choice(others)]),
        "on_time": dice.choice(others) if asks else None,
    }


def _buttons(dice: Random, statuses: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ended = [one["id"] for one in statuses if one["kind"] in ("resolved", "closed")]
    under_way = [one["id"] for one in statuses if one["id"] not in ended and not one["asks_until"]]
    leads = {"resolve": ended, "cancel": ended, "return": under_way}
    return [{"verb": verb, "to": dice.choice(leads[verb])} for verb in leads if leads[verb] and dice.random() < 0.5]
