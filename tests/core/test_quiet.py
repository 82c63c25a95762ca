"""Letters to the desk's own people: who is called to what (E7), quiet hours, and one digest a day."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.wall import local
from core.clock import DAY, HOUR, MINUTE
from core.errors import Code, Refusal
from core.kinds import Door, Holder
from core.people import quiet
from core.people.commands import SetQuiet, StopDigests, SyncStaff
from core.people.person import Member
from core.profile.access import Telling
from core.profile.schema import Profile
from core.tickets.commands import AddComment, AddNote, Claim
from tests.core.house import ANNA, BORIS, IVAN, TIME, House

ZONE = "Europe/Moscow"
TOLD = Telling(on=("opened", "comment"), tell=("assignee",), otherwise=("role:agent",), ways=("mail",))


@pytest.fixture
def profile(profile: Profile) -> Profile:
    notices = profile.notices.model_copy(update={"staff": (TOLD,)})
    return profile.model_copy(update={"notices": notices, "doors": ("telegram", "mail")})


def calls(house: House, state: str | None = None) -> list[str]:
    rows = [row for row in house.outbox(kind="call") if state in (None, row.state)]
    return [house.address(row.address_id).key for row in rows]


async def peopled(house: House) -> None:
    members = [
        Member(one.external_id, one.name, f"{one.name.lower()}@desk.example", zone=ZONE) for one in (ANNA, BORIS)
    ]
    await house.desk(SyncStaff(tuple(members)), TIME)


async def test_a_new_ticket_calls_whoever_is_named_otherwise_and_an_answer_its_assignee(house: House) -> None:
    await peopled(house)
    ticket = await house.opened()
    assert calls(house) == ["anna@desk.example", "boris@desk.example"]
    await house.desk(Claim(ticket, 0), ANNA)
    await house.desk(AddComment(ticket, "Still broken"), IVAN)
    assert calls(house)[2:] == ["anna@desk.example"]


async def test_nobody_is_called_to_what_they_did_themselves(house: House) -> None:
    await peopled(house)
    await house.opened(by=ANNA)
    assert calls(house) == ["boris@desk.example"]


async def test_within_quiet_hours_a_letter_waits_until_they_are_over(house: House) -> None:
    await peopled(house)
    now = local(ZoneInfo(ZONE), house.clock.now())
    hours = f"{now:%H:%M}–{(now.hour + 2) % 24:02}:00"
    await house.desk(SetQuiet(hours), ANNA)
    await house.opened()
    due = {house.address(row.address_id).key: row.due_at - row.made_at for row in house.outbox(kind="call")}
    assert due["boris@desk.example"] == 0
    assert HOUR <= due["anna@desk.example"] <= 2 * HOUR
    assert [house.address(row.address.id).key for row in await house.claim_outbox(Door.MAIL)] == ["boris@desk.example"]


async def test_a_digest_tells_all_of_a_day_in_one_letter_once(house: House) -> None:
    await peopled(house)
    now = local(ZoneInfo(ZONE), house.clock.now())
    await house.desk(SetQuiet(digest=f"{(now.hour + 3) % 24:02}:00"), ANNA)
    first, second = await house.opened(subject="Printer"), await house.opened(subject="Scanner")
    await house.desk(AddComment(first, "Hurry"), IVAN)
    assert calls(house, "pending") == ["boris@desk.example"] * 3
    assert await house.jobs.digests_due() == 0
    await house.pass_time(4 * 3600)
    assert await house.jobs.digests_due() == 1
    (letter,) = [row for row in house.outbox(kind="prompt") if row.content.get("letter") == "digest"]
    assert house.address(letter.address_id).key == "anna@desk.example"
    told = {one["subject"]: one["happened"] for one in letter.content["tickets"]}
    assert told == {"Printer": ["opened", "comment"], "Scanner": ["opened"]}
    assert house.ticket(second).number in [one["number"] for one in letter.content["tickets"]]
    await house.pass_time(2 * 86400)
    assert await house.jobs.digests_due() == 0


async def test_who_has_left_the_desk_reads_no_digest(house: House) -> None:
    await peopled(house)
    await house.desk(SetQuiet(digest="09:00"), ANNA)
    await house.opened()
    await house.desk(SyncStaff((Member(BORIS.external_id, "Boris", "boris@desk.example"),)), TIME)
    await house.pass_time(2 * 86400)
    assert await house.jobs.digests_due() == 1
    assert not [row for row in house.outbox(kind="prompt") if row.content.get("letter") == "digest"]


@pytest.mark.parametrize("said", ["evening", "25:00–08:00", "20:00–20:00", "20:00"])
async def test_what_is_no_time_is_refused(house: House, said: str) -> None:
    await peopled(house)
    refusal = await house.refused(SetQuiet(said), ANNA)
    assert refusal.code is Code.HOURS
    with pytest.raises(Refusal):
        quiet.moment("noon")


@given(st.integers(0, 1439), st.integers(0, 1439), st.integers(1_600_000_000, 1_900_000_000))
def test_quiet_hours_end_at_their_end_and_hold_only_within(start: int, end: int, second: int) -> None:
    """The slow oracle looks at the wall: minutes since the beginning, round the clock. No zone changes here."""
    if start == end:
        return
    at = second * 1_000_000
    hours = quiet.hours(f"{start // 60:02}:{start % 60:02}–{end // 60:02}:{end % 60:02}")
    assert hours is not None
    wall = local(ZoneInfo(ZONE), at)
    into = (wall.hour * 60 + wall.minute - start) % 1440
    until = quiet.over(hours, ZONE, at)
    assert (until is not None) == (into < (end - start) % 1440)
    if until is not None:
        assert 0 < until - at <= DAY
        ends = local(ZoneInfo(ZONE), until)
        assert (ends.hour, ends.minute, ends.second) == (end // 60, end % 60, 0)
        assert (until - at) // MINUTE < 1440


async def test_who_has_stopped_digests_gets_neither_them_nor_single_letters(house: House) -> None:
    await peopled(house)
    await house.desk(SetQuiet(digest="09:00"), ANNA)
    await house.desk(StopDigests(), ANNA)
    await house.desk(StopDigests(), BORIS)
    await house.opened()
    assert calls(house, "pending") == ["boris@desk.example"]
    await house.pass_time(2 * 86400)
    assert await house.jobs.digests_due() == 0
    assert [row.reason for row in house.outbox(kind="call", state="suppressed")] == ["no digest wanted"]


async def test_two_agents_whose_machines_answer_each_others_calls_are_soon_left_alone(house: House) -> None:
    """Each letter is a note in answer to a call, and calls the other (faults C5, F4)."""
    told = Telling(on=("note",), tell=("role:agent",), ways=("mail",))
    house.desk._profile = house.profile.model_copy(
        update={"notices": house.profile.notices.model_copy(update={"staff": (told,)})}
    )
    await peopled(house)
    ticket = await house.opened()
    for n in range(30):
        by = (ANNA, BORIS)[n % 2]
        await house.desk(AddNote(ticket, f"I am away ({n})"), Holder(house.person(by), Door.MAIL))
    assert len(calls(house, "pending")) == 20
    assert {row.reason for row in house.outbox(kind="call", state="suppressed")} == {"brake: call"}
    await house.desk(AddNote(ticket, "Said in Slack"), ANNA)
    assert len(calls(house, "pending")) == 21
