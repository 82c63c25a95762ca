"""Time leaves alone what is set aside as spam: nothing closes, resumes or is asked for meanwhile (E3, D7, B7)."""

from pathlib import Path

import pytest

from core.clock import DAY, HOUR, SECOND
from core.kinds import Instant, TicketId
from core.profile.load import load
from core.profile.schema import Profile
from core.sla.commands import SilenceDue, StepsDue, SurveyDue
from core.tickets.commands import AddComment, Mute, Resolve
from core.tickets.handling import MarkAsSpam, RestoreFromSpam
from core.tickets.timed import ChoiceDue, ResumeDue
from tests.core.house import ANNA, IVAN, TIME, House
from tests.core.sla.rows import swept

MONTH = 30 * DAY / SECOND


@pytest.fixture(scope="module")
def profile() -> Profile:
    return load(Path(__file__).parents[3] / "profiles" / "telecom.toml")


def _over(house: House, ticket: TicketId) -> Instant:
    return int(house.rows("silences", ticket_id=ticket)[0].due_at)


async def test_a_silence_waits_and_begins_anew_when_it_is_restored(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    await house.desk(Resolve(ticket), IVAN)
    first = _over(house, ticket)
    await house.desk(MarkAsSpam(ticket), ANNA)
    await house.pass_time(MONTH)
    await swept(house)
    assert house.ticket(ticket).status == "resolved" and _over(house, ticket) == first
    await house.desk(RestoreFromSpam(ticket), ANNA)
    assert _over(house, ticket) > house.clock.now()
    await house.pass_time(MONTH)
    await swept(house)
    assert house.ticket(ticket).status == "closed"


async def test_what_was_put_off_comes_back_only_when_it_is_restored(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    house.execute(f"UPDATE tickets SET resume_at = {house.clock.now() + HOUR} WHERE id = {ticket}")
    await house.desk(MarkAsSpam(ticket), ANNA)
    await house.pass_time(MONTH)
    assert await house.jobs.resume_due() == 0
    await house.desk(RestoreFromSpam(ticket), ANNA)
    assert await house.jobs.resume_due() == 1


async def test_a_timer_that_rings_in_the_same_moment_does_nothing(sqlite_house: House) -> None:
    house = sqlite_house
    await house.staff()
    ticket = await house.opened()
    await house.desk(Resolve(ticket), IVAN)
    at = _over(house, ticket)
    await house.desk(MarkAsSpam(ticket), ANNA)
    before = house.ticket(ticket)
    for command in (SilenceDue(ticket, at), ResumeDue(ticket, at), ChoiceDue(ticket, at), StepsDue(ticket),
                    SurveyDue(ticket, at)):  # fmt: skip
        assert (await house.desk(command, TIME)).ticket == ticket
    assert house.ticket(ticket) == before


async def test_who_has_muted_it_meanwhile_is_told_nothing_of_what_had_waited(sqlite_house: House) -> None:
    house = sqlite_house
    await house.staff()
    ticket = await house.opened()
    house.execute("UPDATE outbox SET state = 'sent'")
    await house.desk(AddComment(ticket, "Проверяем"), ANNA)
    for command, by in ((MarkAsSpam(ticket), ANNA), (Mute(ticket), IVAN), (RestoreFromSpam(ticket), ANNA)):
        await house.desk(command, by)
    assert [(row.state, row.reason) for row in house.outbox(kind="notice")] == [("sent", None), ("suppressed", "muted")]
