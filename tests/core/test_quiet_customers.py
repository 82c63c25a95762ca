"""What customers set for their letters: hours without any, or one a day; the chat is told at once (X4)."""

from zoneinfo import ZoneInfo

import pytest

from core.calendar.wall import local
from core.clock import DAY, HOUR, SECOND
from core.people.commands import SetQuiet
from core.profile.care import Notices
from core.profile.schema import Profile
from core.tickets.commands import AddComment
from core.tickets.handling import AddObserver, DropObserver
from tests.core.house import ANNA, IVAN, MARY, House


@pytest.fixture
def profile(default_profile: Profile) -> Profile:
    """The plain desk, which tells everything both ways."""
    return default_profile.model_copy(
        update={"notices": Notices(default=("chat", "mail")), "doors": ("telegram", "mail")}
    )


def quiet_now(house: House) -> str:
    now = local(ZoneInfo(house.profile.zone), house.clock.now()).hour
    return f"{(now - 1) % 24:02}:00-{(now + 2) % 24:02}:00"


async def test_a_customers_letters_wait_for_the_end_of_their_quiet_hours_and_the_chat_does_not(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    await house.confirmed(IVAN, "ivan@client.example")
    await house.desk(SetQuiet(quiet_now(house)), IVAN)
    await house.desk(AddComment(ticket, "An answer"), ANNA)
    rows = {house.address(row.address_id).door: row for row in house.outbox(kind="notice") if row.message_id}
    assert rows["mail"].due_at > house.clock.now() + HOUR // 2
    assert rows["telegram"].due_at <= rows["telegram"].made_at
    assert rows["mail"].state == "pending"


async def test_a_customer_reads_a_day_in_one_letter_of_their_own_tickets_alone(house: House) -> None:
    await house.staff()
    mine, others = await house.opened(), await house.opened(MARY, "Another's")
    await house.confirmed(IVAN, "ivan@client.example")
    await house.desk(AddObserver(others, person=house.person(IVAN)), ANNA)
    await house.desk(SetQuiet("", "09:00"), IVAN)
    await house.desk(AddComment(mine, "An answer"), ANNA)
    await house.desk(AddComment(others, "An answer"), ANNA)
    await house.desk(DropObserver(others, house.person(IVAN)), ANNA)
    await house.pass_time(DAY // SECOND)
    await house.jobs.digests_due()
    letter = house.outbox(kind="prompt")[-1].content
    assert letter["letter"] == "digest" and letter["client"]
    assert [one["subject"] for one in letter["tickets"]] == ["Printer"]
