"""Queues whose channels are not there yet: told of, in the common channel till then, at home once they are (X2)."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bots.settings import read
from bots.slack.places import Known, Lacks, lacking
from bots.wiring.inspect import inspect_all
from core.kinds import System, TicketId
from core.profile.catalogue import Lookup
from core.profile.schema import Profile
from core.tickets.commands import AddComment
from core.tickets.orders import KeepOrders
from tests.bots.slack.bureau import both, profile
from tests.bots.slack.office import IVAN, PROFILES, Office, named, office
from tests.standins.slack import SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")

SALES, HOSTING = "late-sales", "late-hosting"


def two_queues(language: str = "ru") -> Profile:
    services = [
        {"id": "support", "label": both("Поддержка", "Support")},
        {"id": "sales", "label": both("Продажи", "Sales"), "channel": SALES},
        {"id": "hosting", "label": both("Хостинг", "Hosting"), "channel": HOSTING},
    ]
    return profile(services=services, languages=["ru", "en"] if language == "ru" else ["en", "ru"], access={})


@pytest_asyncio.fixture(loop_scope="module")
async def here(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Office]:
    async with office(slack, tmp_path, profile=two_queues()) as running:
        yield running


async def settled(desk: Office) -> None:
    async def so() -> bool:
        query = "SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')"
        return not await desk.hop.read(lambda conn: conn.exec_driver_sql(query).scalar_one())

    await desk.until(so, 20)


async def cards(desk: Office, channel: str, ticket: TicketId) -> list[bool]:
    """Whether each can be pressed."""
    found = await desk.slack.messages(channel)
    ours = [one for one in found if one.get("bot_id") and not one.get("thread_ts")]
    return [
        bool(one["buttons"] or one["menus"])
        for one in ours
        if named(ticket, one["plain"]) or f"-{ticket}:" in one["plain"]
    ]


async def test_without_its_channel_a_queue_stands_in_the_common_one_and_the_agents_are_told_what_to_do(
    here: Office,
) -> None:
    ticket = await here.open("Счёт", service="sales")
    await here.card(ticket)
    told = await here.anna.sees(here.channel, "Не у всех очередей есть свой канал")
    for name in (SALES, HOSTING):
        assert f"{name}: такого канала нет, или бот его не видит" in told["plain"]
    assert "/invite @zayavka" in told["plain"]
    await here.bot.reconcile()
    await here.bot.reconcile()
    await settled(here)
    posts = [one for one in await here.slack.messages(here.channel) if "Не у всех" in one["plain"]]
    assert len(posts) == 1


async def test_a_channel_that_appears_is_used_at_once_and_open_cards_follow_without_a_second_one(here: Office) -> None:
    old = await here.open("Старый счёт", service="sales")
    other = await here.open("Хостинг", service="hosting")
    await here.card(old)
    place = await here.slack.channel(SALES, members=[here.anna], bot_member=False)
    await here.bot.reconcile()
    await here.anna.sees(here.channel, f"{SALES}: бота в этом канале нет")
    await here.slack.join(place, here.workspace.bot_user)
    await here.anna.sees(here.channel, f"Канал {SALES} найден")
    fresh = await here.open("Новый счёт", service="sales")
    await here.until(lambda: has(here, place, fresh))
    await here.desk(AddComment(old, "Где счёт?"), IVAN)
    await here.until(lambda: has(here, place, old))
    await settled(here)
    assert await cards(here, here.channel, old) == [False] and await cards(here, place, old) == [True]
    assert await cards(here, here.channel, fresh) == [] and await cards(here, here.channel, other) == [True]
    card = next(one for one in await here.slack.messages(place) if named(fresh, one["plain"]))
    await here.anna.say(place, "Уточню", thread=card["ts"])
    await here.spoken(fresh, "Уточню")


async def has(desk: Office, channel: str, ticket: TicketId) -> bool:
    return any(await cards(desk, channel, ticket))


async def test_a_card_that_is_only_drawn_anew_goes_along_too(slack: SlackStandIn, tmp_path: Path) -> None:
    services = [{"id": "sales", "label": both("Продажи", "Sales"), "channel": "even-later"}]
    given = profile(services=services, access={}).model_copy(
        update={"lookup": Lookup(url="https://shop.example/{name}")}
    )
    async with office(slack, tmp_path, profile=given) as desk:
        ticket = await desk.open("Счёт", service="sales")
        await desk.card(ticket)
        await settled(desk)
        place = await slack.channel("even-later", members=[desk.anna])
        await desk.bot.reconcile()
        person = (await desk.seen_by(desk.anna, ticket))[0].requester.id
        await desk.desk(KeepOrders(person, problem="slow"), System("orders"))
        await desk.until(lambda: has(desk, place, ticket))
        await settled(desk)
        assert await cards(desk, desk.channel, ticket) == [False]


async def test_in_english_too(slack: SlackStandIn, tmp_path: Path) -> None:
    async with office(slack, tmp_path, profile=two_queues("en")) as desk:
        told = await desk.anna.sees(desk.channel, "Not every queue has its own channel")
        assert f"{HOSTING}: there is no such channel, or the bot can't see it" in told["plain"]


async def test_what_an_operator_is_told_names_what_to_do_first() -> None:
    assert lacking({}) is None
    assert "There is no Slack channel 'a'" in str(lacking({"b": Lacks.OUTSIDE, "a": Lacks.ABSENT}))
    assert "/invite" in str(lacking({"b": Lacks.OUTSIDE}))


async def test_channels_that_are_found_do_not_disturb_whoever_reads() -> None:
    known = Known({"a": "1"})
    reading = iter(known.items())
    known.add({"b": "2"})
    assert list(reading) == [("a", "1")] or dict(known) == {"a": "1", "b": "2"}
    assert known == {"a": "1", "b": "2"}


async def test_zayavka_check_names_them_too(slack: SlackStandIn, tmp_path: Path) -> None:
    place = await slack.channel("agents")
    given = {
        "slack_bot_token": slack.bot_token, "slack_app_token": slack.app_token, "slack_api_url": slack.api,
        "slack_channel": place, "profile": str(PROFILES / "itsm.toml"),
        "database_url": f"sqlite:///{tmp_path / 'no.db'}",
    }  # fmt: skip
    (problem,) = await inspect_all(read(**given))
    assert "no Slack channel 'it-network', 'it-workplaces'" in problem and "Make it in Slack" in problem
