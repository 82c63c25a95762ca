"""Killed in the middle of a card's move, the desk has one live card when it is back, and no word twice (X2, A7)."""

from pathlib import Path
from typing import Any

import pytest

from bots.slack.channel import SlackChannel
from core.kinds import Door, TicketId, Visitor
from core.relay.channel import Delivery
from core.tickets.handling import Triage
from tests.bots.slack.office import Office, named, office
from tests.bots.slack.ordeal import settled, two_channels
from tests.standins.slack import Json, SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORDS = 3


class Killed(BaseException):
    """Nobody catches it, as nobody catches a kill."""


def deadly(patch: pytest.MonkeyPatch, number: int, *, after: bool) -> None:
    """The `number`-th delivery to Slack is the last thing that this process does."""
    deliver, done = SlackChannel.deliver, [0]

    async def dying(self: SlackChannel, delivery: Delivery) -> Any:
        done[0] += 1
        if done[0] == number and not after:
            raise Killed
        ending = await deliver(self, delivery)
        if done[0] >= number:
            raise Killed
        return ending

    patch.setattr(SlackChannel, "deliver", dying)


async def posts(desk: Office, channel: str, ticket: TicketId) -> list[Json]:
    every = await desk.slack.messages(channel)
    ours = [one for one in every if one.get("bot_id") and (one.get("thread_ts") or one["ts"]) == one["ts"]]
    return [one for one in ours if named(ticket, one["plain"]) or f"-{ticket}:" in one["plain"]]


STEPS = [(number, after) for number in range(1, WORDS + 4) for after in (False, True)]
"""The new card, what leads back, the carried words, what leads on."""
ALWAYS = ((1, True), (3, True))


@pytest.mark.parametrize(
    ("number", "after"), [one if one in ALWAYS else pytest.param(*one, marks=pytest.mark.soak) for one in STEPS]
)
async def test_a_kill_at_any_step_of_a_move_leaves_one_card_and_each_word_once(
    slack: SlackStandIn, tmp_path: Path, number: int, after: bool
) -> None:
    sales = await slack.channel("sales")
    profile = two_channels(sales)
    async with office(slack, tmp_path, profile=profile) as first:
        await slack.join(sales, first.anna)
        ticket = await first.open("Счёт", service="support")
        card = await first.card(ticket)
        for n in range(WORDS):
            await first.anna.say(first.channel, f"слово-{n}", thread=card["ts"])
            await first.spoken(ticket, f"слово-{n}")
        await settled(first)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(BaseExceptionGroup) as ended:
        async with office(slack, tmp_path, profile=profile, after=first) as second:
            deadly(patch, number, after=after)
            await second.desk(Triage(ticket, {"service": "sales"}), Visitor(Door.SLACK, second.anna.id))
            await settled(second, told=False)
    assert ended.group_contains(Killed)
    async with office(slack, tmp_path, profile=profile, after=first) as third:
        await settled(third, told=False)
        (left,), (live,) = await posts(third, third.channel, ticket), await posts(third, sales, ticket)
        assert (left["ts"], left["buttons"], left["menus"]) == (card["ts"], [], [])
        assert live["buttons"]
        said = " ".join(one["plain"] for one in await slack.messages(sales, live["ts"]))
        assert [said.count(f"слово-{n}") for n in range(WORDS)] == [1] * WORDS
