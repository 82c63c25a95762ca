"""Storms: reports make nothing, forged senders little, and a customer is answered all the while (faults C6, G1)."""

import asyncio
import time
from email import policy

import pytest

from bots.email.channel import LIMITS
from core.outbox import brakes
from tests.bots.email.postal.desk import MailDesk
from tests.bots.email.postal.responders import letter
from tests.bots.email.postal.storms import DESK, MARKED, URL, bounces, forged

IVAN = "ivan@example.org"
PATIENCE = 30.0
"""Real seconds until a known customer has the number of a new ticket."""


async def storm(desk: MailDesk, count: int) -> None:
    for raw, sender in bounces(count):
        await desk.takes(raw, sender)
    await desk.reads()
    assert await desk.writes() == []
    found = desk.house.count()
    assert (found["inbox"], found["tickets"], found["outbox"], found["messages"]) == (count, 0, 0, 0)
    assert {row.state for row in desk.house.inbox()} == {"done"}


async def test_bounces_make_no_letter_and_no_ticket(desk: MailDesk) -> None:
    await storm(desk, 300)


@pytest.mark.soak
async def test_ten_thousand_bounces_make_no_letter_and_no_ticket(desk: MailDesk) -> None:
    await storm(desk, 10_000)


async def known(desk: MailDesk) -> None:
    """Ivan has been a customer for a while."""
    await desk.gets(letter(IVAN, DESK, "Принтер", "Не печатает."), IVAN)
    await desk.writes()
    await desk.house.pass_time(2 * 86_400)


async def flood(desk: MailDesk, count: int, every: float) -> None:
    """In both clocks: a letter each `every` seconds of the desk's, as fast as it takes them."""
    for number in range(count):
        await desk.takes(forged(number), f"victim{number}@example.net")
        if number % 50 == 49:
            await desk.house.pass_time(50 * every)


async def answered(desk: MailDesk, after: int) -> float:
    """How long Ivan waits for the number of what he now writes."""
    before = sum(one.to == IVAN for one in desk.post.letters)
    while len(desk.post.letters) < after:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    begun = time.monotonic()
    await desk.takes(letter(IVAN, DESK, "Телефон", "Молчит."), IVAN)
    async with asyncio.timeout(10 * PATIENCE):
        while sum(one.to == IVAN for one in desk.post.letters) == before:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return time.monotonic() - begun


async def besieged(desk: MailDesk, count: int) -> float:
    """Forged senders at a thousand a minute while intake and relay run as they do; how long the customer waits."""
    await known(desk)
    desk.channel.limits = LIMITS
    relay = desk.house.relay(desk.channel)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(desk.intake.run())
        tasks.create_task(relay.run())
        asked = tasks.create_task(answered(desk, after=20))
        await flood(desk, count, every=0.06)
        waited = await asked
        while desk.house.inbox(state="new"):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
        desk.intake.stop()
        relay.stop()
    await desk.writes()
    return waited


def unharmed(desk: MailDesk, count: int) -> None:
    acks = [one for one in desk.post.letters if one.to != IVAN]
    print(f"{count} forged senders, {len(acks)} acknowledged")
    assert len(acks) == min(count, brakes.STRANGERS[0])
    assert len({one.to for one in acks}) == len(acks)
    for one in acks:
        said = (
            one.letter.as_string(policy=policy.default) + one.text + str(one.letter["Subject"]) + str(one.letter["To"])
        )
        assert MARKED not in said and URL not in said
    withheld = desk.house.outbox(reason="brake: strangers")
    assert len(withheld) == max(0, count - brakes.STRANGERS[0])


async def test_forged_senders_stay_under_the_brake_and_a_customer_is_answered(desk: MailDesk) -> None:
    waited = await besieged(desk, 500)
    print(f"the customer waited {waited:.1f} s")
    unharmed(desk, 500)
    assert waited < PATIENCE


@pytest.mark.soak
async def test_ten_thousand_forged_senders_stay_under_the_brake(desk: MailDesk) -> None:
    waited = await besieged(desk, 10_000)
    print(f"the customer waited {waited:.1f} s")
    unharmed(desk, 10_000)
    assert waited < PATIENCE
