"""A ticket from a message of any channel, by its menu or an emoji: once, with its files, kindly refused (E15)."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from core.kinds import Door, TicketId, Visitor
from core.tickets.commands import AddComment
from core.views.queries import PostAt
from tests.bots.slack.bureau import bureau, fields, history, pick
from tests.bots.slack.hostile import hostile
from tests.bots.slack.office import IVAN, Office, office
from tests.standins.slack import Agent, Json, SlackStandIn, Upload

pytestmark = pytest.mark.asyncio(loop_scope="module")

MAKE, WHO = "v1:make", "v1:who"


@pytest_asyncio.fixture(loop_scope="module")
async def here(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Office]:
    async with office(slack, tmp_path) as running:
        yield running


async def talk(desk: Office, bot: bool = True) -> str:
    return await desk.slack.channel(f"talk-{desk.channel[-6:].lower()}", [desk.anna, desk.boris], bot_member=bot)


async def window(agent: Agent, shows: str = "requester") -> Json:
    """The top modal once it is filled in."""
    async with asyncio.timeout(10):
        while True:
            views = await agent.views()
            if views and shows in str(views[-1]["blocks"]):
                return views[-1]
            await asyncio.sleep(0.03)


async def tickets(desk: Office) -> list[Any]:
    query = "SELECT id, subject, source, requester FROM tickets ORDER BY id"
    return await desk.hop.read(lambda conn: list(conn.exec_driver_sql(query)))


async def settled(desk: Office, event: Json) -> None:
    query = f"SELECT count(*) FROM inbox WHERE state = 'done' AND external_id = '{event['event_id']}'"
    await desk.until(lambda: desk.hop.read(lambda conn: conn.exec_driver_sql(query).scalar_one()))


async def split_word(desk: Office, ticket: TicketId) -> Json:
    """A customer's word in the thread, once it is written down where it stands."""
    await desk.desk(AddComment(ticket, "И сканер сломан"), IVAN)
    said = await desk.said(ticket, "И сканер сломан")
    place = PostAt(Door.SLACK, desk.channel, said["ts"])
    await desk.until(lambda: desk.ask(place, Visitor(Door.SLACK, desk.anna.id)))
    return said


async def requester(desk: Office, agent: Agent, typed: str) -> Any:
    found = await agent.suggest(WHO, typed)
    return found["ack_payload"]["options"]


async def test_from_the_menu_of_a_message_the_form_is_filled_in_and_its_thread_says_the_number_once(
    here: Office,
) -> None:
    place = await talk(here)
    said = await here.boris.say(place, "Клиент <@U404> ждёт & пишет\nне печатает", files=[Upload("log.txt", b"log")])
    await here.anna.shortcut(MAKE, place, said["ts"])
    view = await window(here.anna)
    asked = fields(view)
    assert view["title"]["text"] == "Завести заявку" and "log.txt" in str(view["blocks"])
    assert asked["body"]["element"]["initial_value"] == "Клиент @… ждёт & пишет\nне печатает"
    assert asked["requester"]["element"]["initial_option"]["text"]["text"].startswith("Борис")
    done = await here.anna.submit({"subject": "Принтер", "note": "Срочно"})
    assert done["result"] == "closed", done
    [made] = await tickets(here)
    ticket = TicketId(made.id)
    card = await here.card(ticket, "Принтер")
    told = await here.anna.sees(place, f"HD-{ticket}", thread=said["ts"])
    assert card["ts"].replace(".", "") in str(told["blocks"]) and told["thread_ts"] == said["ts"]
    await here.said(ticket, "Срочно")
    shown, words = await here.seen_by(here.anna, ticket)
    assert shown.requester.name == "Борис" and [one.internal for one in words] == [False, True]

    async def fetched() -> bool:
        return (await here.seen_by(here.anna, ticket))[0].files[0].state == "ready"

    await here.until(fetched)
    await here.boris.shortcut(MAKE, place, said["ts"])
    await window(here.boris, f"HD-{ticket} — заявка из этого сообщения уже есть")
    assert len(await tickets(here)) == 1


async def test_two_agents_send_the_form_at_the_same_time_and_one_ticket_is_made(here: Office) -> None:
    place = await talk(here)
    said = await here.boris.say(place, "Не печатает")
    for agent in (here.anna, here.boris):
        await agent.shortcut(MAKE, place, said["ts"])
        await window(agent)
    done = await asyncio.gather(here.anna.submit(), here.boris.submit())
    assert [one["result"] for one in done] == ["closed", "closed"] and len(await tickets(here)) == 1
    whispers = [*await here.anna.ephemerals(), *await here.boris.ephemerals()]
    assert sum("уже есть" in one["plain"] for one in whispers) == 1
    for envelope in (await here.slack.envelopes())[-4:]:
        await here.slack.redeliver(envelope["index"])
    await here.anna.sees(place, "HD-", thread=said["ts"])
    await asyncio.sleep(0.3)
    assert len(await here.slack.messages(place, said["ts"])) == 2 and len(await tickets(here)) == 1


async def test_an_emoji_makes_it_at_once_and_once(here: Office) -> None:
    place = await talk(here)
    said = await here.boris.say(place, "Не печатает", files=[Upload("log.txt", b"log")])
    event = await here.anna.react(place, said["ts"], "ticket")
    await here.anna.sees(place, "HD-", thread=said["ts"])
    await here.slack.redeliver(event["event_id"])
    await settled(here, await here.boris.react(place, said["ts"], "ticket"))
    await here.boris.whispered("заявка из этого сообщения уже есть")
    [made] = await tickets(here)
    card, [opening] = await here.seen_by(here.anna, TicketId(made.id))
    assert (card.requester.name, made.subject, card.files[0].name) == ("Борис", "Не печатает", "log.txt")
    assert card.source is Door.SLACK and opening.body == "Не печатает"
    assert len(await here.slack.messages(place, said["ts"])) == 2


async def test_an_emoji_in_a_thread_takes_the_message_that_it_stands_on(here: Office) -> None:
    place = await talk(here)
    said = await here.boris.say(place, "Обед?")
    reply = await here.boris.say(place, "И не печатает", thread=said["ts"])
    await here.anna.react(place, reply["ts"], "ticket")
    await here.anna.sees(place, "HD-", thread=said["ts"])
    assert [one.subject for one in await tickets(here)] == ["И не печатает"]


async def test_of_somebody_unknown_the_emoji_asks_with_a_button_that_opens_the_form(here: Office) -> None:
    guest = await here.slack.agent("Гость", "guest@example.org")
    place = await talk(here)
    await here.slack.join(place, guest)
    said = await guest.say(place, "Не работает личный кабинет")
    await here.anna.react(place, said["ts"], "ticket")
    asked = await here.anna.whispered("не хватает нескольких сведений")
    assert not await tickets(here)
    await here.anna.press(place, asked["ts"], action_id=MAKE)
    view = await window(here.anna)
    assert fields(view)["body"]["element"]["initial_value"] == "Не работает личный кабинет"
    assert "initial_option" not in fields(view)["requester"]["element"]
    refused = await here.anna.submit()
    assert refused["errors"] == {"requester": "Выберите человека в поиске или назовите нового."}
    await here.anna.press_in_view(action_id="v1:new-person")
    await window(here.anna, "new:phone")
    done = await here.anna.submit({"new:first_name": "Гость", "new:email": "не почта"})
    assert done["errors"] == {"new:email": "Это не похоже на адрес почты. Пример: ivan@example.org"}
    done = await here.anna.submit({"new:first_name": "Гость", "new:email": "guest@example.org"})
    assert done["result"] == "closed", done
    await here.anna.sees(place, "HD-", thread=said["ts"])
    assert [one.address for one in here.letters.got] == ["guest@example.org"]


async def test_a_stranger_makes_no_ticket_and_is_told_so(here: Office) -> None:
    eve = await here.slack.agent("Ева", "eve@example.org", is_restricted=True)
    place = await talk(here)
    await here.slack.join(place, eve)
    said = await eve.say(place, "Дайте доступ")
    await eve.react(place, said["ts"], "ticket")
    await eve.whispered("")
    await eve.shortcut(MAKE, place, said["ts"])
    shown = await window(eve, "context")
    assert not fields(shown) and not await tickets(here)


async def test_where_the_bot_may_not_look_the_menu_still_makes_a_ticket_and_nothing_else_stops(here: Office) -> None:
    place = await talk(here, bot=False)
    said = await here.boris.say(place, "Не печатает")
    await here.anna.shortcut(MAKE, place, said["ts"])
    await window(here.anna)
    assert (await here.anna.submit())["result"] == "closed"
    [made] = await tickets(here)
    await here.card(TicketId(made.id))
    other = await here.open("Другое")
    await here.card(other)


async def test_a_word_in_a_tickets_thread_is_split_off_as_from_the_card(here: Office) -> None:
    ticket = await here.open("Не печатает")
    said = await split_word(here, ticket)
    await here.anna.shortcut(MAKE, here.channel, said["ts"])
    view = await window(here.anna, "message")
    assert view["callback_id"] == "v1:split"
    assert "сканер" in fields(view)["message"]["element"]["initial_option"]["text"]["text"]
    assert (await here.anna.submit())["result"] == "closed"
    assert "TicketLinked" in await history(here, ticket) and len(await tickets(here)) == 2


async def test_an_emoji_in_a_tickets_thread_splits_once_and_refuses_the_desks_own_words(here: Office) -> None:
    ticket = await here.open("Не печатает")
    said = await split_word(here, ticket)
    card = await here.card(ticket)
    note = await here.anna.say(here.channel, "Смотрю", thread=card["ts"])
    await here.spoken(ticket, "Смотрю")
    for agent in (here.anna, here.boris):
        await settled(here, await agent.react(here.channel, said["ts"], "ticket"))
    await settled(here, await here.anna.react(here.channel, card["ts"], "ticket"))
    await here.anna.react(here.channel, note["ts"], "ticket")
    await here.anna.whispered("Выделить можно только сообщение клиента")
    assert len(await tickets(here)) == 2


async def test_what_is_said_under_the_message_later_is_no_word_of_the_ticket(here: Office) -> None:
    said = await here.boris.say(here.channel, "Не печатает")
    await here.anna.react(here.channel, said["ts"], "ticket")
    await here.anna.sees(here.channel, "HD-", thread=said["ts"])
    later = await here.boris.say(here.channel, "Между нами", thread=said["ts"])
    await settled(here, later)
    [made] = await tickets(here)
    assert await history(here, TicketId(made.id)) == ["TicketOpened"]


async def test_a_long_message_is_kept_whole(here: Office) -> None:
    place = await talk(here)
    text = "\n".join(f"строка {n} " + "я" * 80 for n in range(150))
    said = await here.boris.say(place, text)
    await here.anna.shortcut(MAKE, place, said["ts"])
    await window(here.anna)
    assert (await here.anna.submit())["result"] == "closed"
    [made] = await tickets(here)
    _, [opening] = await here.seen_by(here.anna, TicketId(made.id))
    assert opening.body.split() == text.split()


async def test_hostile_words_and_names_stay_words(here: Office) -> None:
    place = await talk(here)
    for n, text in enumerate(hostile(6)[:6]):
        visitor = Visitor(Door.TELEGRAM, f"9{n}", text, "ru")
        await here.open(text, by=visitor)
        said = await here.boris.say(place, text or "x", files=[Upload(f"{text[:40]}.txt", b"x")])
        await here.anna.shortcut(MAKE, place, said["ts"])
        await window(here.anna)
        for option in await requester(here, here.anna, text.split()[0][:10] if text.split() else "x"):
            assert option["text"]["type"] == "plain_text"
        await here.anna.close_view()


async def test_the_form_asks_what_the_type_asks_and_keeps_what_was_typed(slack: SlackStandIn, tmp_path: Path) -> None:
    async with bureau(slack, tmp_path) as here:
        await here.anna.command("/zayavka", "завести Нет гудка", here.channel)
        view = await window(here.anna)
        assert fields(view)["body"]["element"]["initial_value"] == "Нет гудка"
        await here.anna.press_in_view(action_id="v1:new-person")
        await window(here.anna, "new:email")
        await here.anna.press_in_view(action_id="v1:ties")
        await window(here.anna, "equipment")
        view = await pick(here.anna, "type", "quality")
        assert "field:where" in fields(view) and "field:floor" not in fields(view)
        view = await pick(here.anna, "field:where", "office")
        assert not fields(view)["field:floor"]["optional"]
        sent = {"field:floor": "4", "priority": "high", "service": "box", "due_at": 2_000_000_000, "equipment": "нет"}
        done = await here.anna.submit(sent | {"new:first_name": "Пётр", "new:phone": "+7 912 000-11-22"})
        assert list(done["errors"]) == ["equipment"], done
        done = await here.anna.submit({"equipment": None})
        assert done["result"] == "closed", done
        await here.anna.whispered("Готово")
        [made] = await tickets(here)
        card, _ = await here.seen_by(here.anna, TicketId(made.id))
        assert (card.requester.name, card.priority.id, card.service[-1].id) == ("Пётр", "high", "box")
        assert card.due_at == 2_000_000_000_000_000 and {one.said for one in card.answers} == {"office", "4"}
