"""Answering in Slack: who else is at it, what came meanwhile, what follows, how it will look (E5–E10)."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio

from bots.elsewhere import Elsewhere, Rehearsed
from bots.slack.presence import AGAIN
from core.clock import SECOND, Clock
from core.jobs import Jobs
from core.kinds import Door, TicketId, Visitor
from core.outbox.model import Place
from core.tickets import presences
from core.tickets.commands import AddComment, MoveStatus
from core.views.presence import Rehearsal
from tests.bots.slack.bureau import fields, history, opened, options, pick, profile, promoted
from tests.bots.slack.office import IVAN, Office, office
from tests.core.house import Hands
from tests.standins.slack import Agent, SlackStandIn, Upload

pytestmark = pytest.mark.asyncio(loop_scope="module")

REPLY, SOLVE = "v1:reply", "v1:solve"


@dataclass
class There:
    """The customers' doors as far as the agents' one borrows of them."""

    typed: list[Place] = field(default_factory=list)

    async def types(self, place: Place) -> None:
        self.typed.append(place)

    def rehearse(self, found: Rehearsal) -> Rehearsed:
        said = found.told.message.body if found.told.message else ""
        return Rehearsed(f"{type(found.told.event).__name__}: {said}", "Re: тема", ("Решено",))

    @property
    def lent(self) -> Elsewhere:
        return Elsewhere({Door.TELEGRAM: self.rehearse}, {Door.TELEGRAM: self.types})


@dataclass
class Here:
    desk: Office
    hands: Hands
    there: There

    async def passes(self, seconds: float) -> None:
        self.hands.forward(seconds)
        await Jobs(self.desk.hop, self.desk.desk, []).presences_due()

    async def present(self, ticket: TicketId, many: int) -> None:
        """Returns when so many are there: a sign is given after its window was opened or closed."""

        async def so() -> bool:
            now = self.desk.hop.clock.now()
            return len(await self.desk.hop.read(lambda conn: presences.now(conn, ticket, now))) == many

        await self.desk.until(so)

    async def mary(self) -> Agent:
        """An agent who reads English."""
        mary = await self.desk.slack.agent("Mary", "mary@example.org", locale="en-GB")
        await self.desk.slack.join(self.desk.channel, mary)
        return mary

    async def gone(self, ticket: TicketId, words: str) -> None:
        async def so() -> bool:
            return words not in (await self.desk.card(ticket))["plain"]

        await self.desk.until(so)

    async def edits(self) -> int:
        return len(await self.desk.slack.log(method="chat.update"))


@pytest_asyncio.fixture(loop_scope="module")
async def here(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Here]:
    hands, clock, there = Hands(tmp_path / "clock"), Clock(f"file:{tmp_path / 'clock'}"), There()
    async with office(slack, tmp_path, profile=profile(), clock=clock, elsewhere=there.lent) as running:
        await promoted(running, running.anna)
        yield Here(running, hands, there)


async def says(agent: Agent, words: str) -> bool:
    return any(words in view["plain"] for view in await agent.views())


async def typed(agent: Agent, words: str) -> None:
    (block,) = [one for one in fields((await agent.views())[-1]) if one.startswith("body")]
    await agent.press_in_view(block_id=block, action_id="v1:typing", selected=words)


# Who is at it


async def test_the_second_to_answer_sees_the_first_and_the_card_shows_both_until_they_go(here: Here) -> None:
    desk = here.desk
    ticket = await desk.open()
    await opened(desk, desk.anna, ticket, action_id=REPLY)
    await desk.receipt()
    mary = await here.mary()
    await here.present(ticket, 1)
    await opened(desk, mary, ticket, action_id=REPLY)
    assert await says(mary, "✍️ Анна is answering") and await says(mary, "Agree on who answers")
    assert not await says(desk.anna, "Mary")
    await opened(desk, desk.boris, ticket, action_id="v1:note")
    assert await says(desk.boris, "✍️ Анна отвечает") and not await says(desk.boris, "Договоритесь")
    await here.present(ticket, 3)
    await typed(desk.anna, "Доб")
    await desk.until(lambda: says(desk.anna, "✍️ Mary отвечает"))
    assert await says(desk.anna, "👀 Борис смотрит")
    before = await here.edits()
    await here.passes(4)
    await desk.card(ticket, "✍️ Анна отвечает · ✍️ Mary отвечает · 👀 Борис смотрит")
    for agent in (mary, desk.boris):
        assert [one["status"] for one in (await agent.close_view())["told"]] == ["acked"]
    await here.present(ticket, 1)
    await here.passes(4)
    await here.gone(ticket, "Mary")
    await desk.anna.submit({"body": "Добрый день!"})
    await here.gone(ticket, "отвечает")
    assert await here.edits() - before <= 4
    heard = [repr(one.content) for one in desk.pocket.got]
    assert not any("Mary" in one or "Борис" in one for one in heard)


async def test_a_glance_is_no_edit_and_silence_is_over_after_a_minute(here: Here) -> None:
    desk = here.desk
    ticket = await desk.open()
    await opened(desk, desk.boris, ticket, action_id="v1:triage")
    before = await here.edits()
    await here.present(ticket, 1)
    await desk.boris.close_view()
    await here.present(ticket, 0)
    await here.passes(10)
    await opened(desk, desk.anna, ticket, action_id=REPLY)
    await here.present(ticket, 1)
    await here.passes(4)
    await desk.card(ticket, "✍️ Анна отвечает")
    await here.passes(70)
    await here.gone(ticket, "отвечает")
    assert await here.edits() - before == 2
    await desk.anna.close_view()


async def test_whoever_answers_elsewhere_can_say_so_and_strangers_cannot(here: Here) -> None:
    desk = here.desk
    ticket = await desk.open()
    card = await desk.card(ticket)
    pressed = {"action_id": "v1:more", "value": f"{ticket}:0:answering", "block_id": "b", "stale": True}
    for _ in range(2):
        await desk.boris.press(desk.channel, card["ts"], **pressed)
    await here.passes(4)
    await desk.card(ticket, "✍️ Борис отвечает")
    vera = await desk.slack.agent("Вера", "vera@example.org", is_restricted=True)
    await desk.slack.join(desk.channel, vera)
    await vera.press(desk.channel, card["ts"], **pressed)
    await vera.whispered("Эти кнопки — для сотрудников поддержки")
    for action in (REPLY, SOLVE):
        await vera.press(desk.channel, card["ts"], action_id=action)
    assert await vera.views() == []


async def test_a_tickets_window_shows_who_looks_and_its_end_is_told(here: Here) -> None:
    desk = here.desk
    ticket = await desk.open()
    await desk.anna.command("/zayavka", f"TS-{ticket}", desk.channel)
    await desk.until(desk.anna.views)
    await here.present(ticket, 1)
    await here.passes(4)
    await desk.card(ticket, "👀 Анна смотрит")
    await desk.anna.close_view()
    await here.present(ticket, 0)
    await here.passes(4)
    await here.gone(ticket, "смотрит")


async def test_the_customers_chat_shows_that_somebody_types_and_nothing_of_what_is_hidden(here: Here) -> None:
    desk = here.desk
    ticket = await desk.open()
    await desk.receipt()
    await opened(desk, desk.anna, ticket, action_id=REPLY)
    for letter in ("Д", "До", "Доб"):
        await typed(desk.anna, letter)
    assert here.there.typed == [Place(Door.TELEGRAM, IVAN.external_id, "")] and AGAIN > 5
    await desk.anna.close_view()
    await opened(desk, desk.boris, ticket, action_id=REPLY)
    await desk.boris.press_in_view(block_id="hidden", action_id="hidden", selected=["hidden"])
    await typed(desk.boris, "Между нами")
    assert len(here.there.typed) == 1
    await desk.boris.close_view()


# What came meanwhile


@pytest.mark.parametrize("english", [False, True])
async def test_what_the_customer_writes_meanwhile_is_told_first_and_the_text_stays(here: Here, english: bool) -> None:
    desk = here.desk
    agent = await here.mary() if english else desk.boris
    ticket = await desk.open()
    view = await opened(desk, agent, ticket, action_id=REPLY)
    await desk.desk(AddComment(ticket, "Уже заработало"), IVAN)
    values = {"body": "Перезагрузите", "status": "in_progress", "hidden": []}
    told = await agent.submit(values)
    assert told["result"] == "updated", told
    view = (await agent.views())[0]
    warning = "Иван has written meanwhile" if english else "пришло новое сообщение: Иван"
    assert warning in view["plain"] and "Уже заработало" in view["plain"]
    assert view["state"]["values"]["body"]["v1:typing"]["value"] == "Перезагрузите"
    assert not (await desk.seen_by(desk.anna, ticket))[1][-1].by_staff
    assert len(view["private_metadata"]) < 300
    assert (await agent.submit())["result"] == "closed"
    assert (await desk.spoken(ticket, "Перезагрузите")).by_staff
    await desk.card(ticket, "В работе")


async def test_a_colleagues_answer_meanwhile_is_told_once_and_two_may_still_both_be_sent(here: Here) -> None:
    desk = here.desk
    ticket = await desk.open()
    await opened(desk, desk.anna, ticket, action_id=REPLY)
    await opened(desk, desk.boris, ticket, action_id=REPLY)
    assert (await desk.anna.submit({"body": "Первый"}))["result"] == "closed"
    told = await desk.boris.submit({"body": "Второй"})
    assert told["result"] == "updated" and await says(desk.boris, "клиенту ответили: Анна")
    assert (await desk.boris.submit({"body": "Второй, точнее"}))["result"] == "closed"
    await desk.spoken(ticket, "Второй, точнее")


async def test_a_status_that_moved_on_is_shown_and_the_answer_can_still_leave(here: Here) -> None:
    desk = here.desk
    ticket = await desk.open(type="question")
    await opened(desk, desk.boris, ticket, action_id=SOLVE)
    shown, _ = await desk.seen_by(desk.anna, ticket)
    await desk.desk(MoveStatus(ticket, "escalated", shown.rev), Visitor(Door.SLACK, desk.anna.id))
    told = await desk.boris.submit({"body": "Готово"})
    assert told["result"] == "updated", told
    assert await says(desk.boris, "всё изменилось")
    status = fields((await desk.boris.views())[0])["status#1"]["element"]
    assert status["initial_option"]["value"] == "resolved"
    assert (await desk.boris.submit())["result"] == "closed"
    assert (await desk.spoken(ticket, "Готово")).by_staff
    await desk.card(ticket, "Решено")


async def test_a_late_answer_that_was_overtaken_is_given_back_word_for_word(here: Here) -> None:
    desk = here.desk
    ticket = await desk.open()
    await opened(desk, desk.boris, ticket, action_id=REPLY)
    await desk.desk(AddComment(ticket, "Уже заработало"), IVAN)
    blocked = asyncio.ensure_future(desk.hop.unit(lambda unit: time.sleep(2.4)))
    await asyncio.sleep(0.05)
    assert (await desk.boris.submit({"body": "Длинный ответ"}))["result"] == "closed"
    await blocked
    whispered = await desk.boris.whispered("пришло новое сообщение: Иван")
    assert "Ваш текст:\nДлинный ответ" in whispered["plain"]


# What follows


async def test_an_answer_resolves_with_its_files_in_one_message_to_the_customer(here: Here) -> None:
    desk = here.desk
    ticket = await desk.open(type="question")
    await desk.receipt()
    heard = len(desk.pocket.got)
    view = await opened(desk, desk.anna, ticket, action_id=SOLVE)
    assert fields(view)["status"]["element"]["initial_option"]["value"] == "resolved"
    await desk.anna.submit({"body": "Заменили шлюз"}, files={"files": [Upload("act.txt", b"signed", "text/plain")]})
    await desk.card(ticket, "Решено")

    async def arrived() -> bool:
        return len(desk.pocket.got) >= heard + 2

    await desk.until(arrived)
    kinds = [one.kind.value for one in desk.pocket.got[heard:]]
    assert kinds == ["notice", "file"]
    await desk.anna.press(
        desk.channel, (await desk.card(ticket))["ts"], action_id=SOLVE, value=f"{ticket}:0::r", block_id="b", stale=True
    )
    view = (await desk.until(desk.anna.views))[0]
    assert "initial_option" not in fields(view)["status"]["element"]
    await desk.anna.close_view()


async def test_a_status_that_needs_a_time_asks_for_it_and_says_so_if_it_is_missing(
    slack: SlackStandIn, tmp_path: Path
) -> None:
    async with office(slack, tmp_path) as desk:
        ticket = await desk.open()
        view = await opened(desk, desk.boris, ticket, action_id=REPLY)
        assert "until" not in fields(view) and options(fields(view)["status"])[0]
        await typed(desk.boris, "Приедем в понедельник")
        view = await pick(desk.boris, "status", "postponed", "v1:then")
        assert list(fields(view))[-3:] == ["status", "until", "hidden"]
        refused = await desk.boris.submit()
        assert "до какого времени" in refused["errors"]["until"]
        until = round(time.time()) + 3600
        assert (await desk.boris.submit({"until": until}))["result"] == "closed"
        card, _ = await desk.seen_by(desk.anna, ticket)
        assert (card.status.id, card.resume_at) == ("postponed", until * SECOND)
        view = await opened(desk, desk.boris, ticket, action_id=REPLY)
        view = await pick(desk.boris, "status", "postponed" if "postponed" in str(view) else "in_progress", "v1:then")
        view = await pick(desk.boris, "status", "resolved", "v1:then")
        assert "until" not in fields(view)
        await desk.boris.close_view()


async def test_hidden_an_answer_and_its_move_reach_staff_alone(here: Here) -> None:
    desk = here.desk
    ticket = await desk.open()
    await desk.receipt()
    heard = len(desk.pocket.got)
    await opened(desk, desk.anna, ticket, action_id=REPLY)
    await desk.anna.submit({"body": "Клиент не платит", "status": "in_progress", "hidden": ["hidden"]})
    await desk.card(ticket, "В работе")
    assert (await desk.spoken(ticket, "Клиент не платит")).internal
    await asyncio.sleep(0.2)
    assert len(desk.pocket.got) == heard


async def test_a_desk_that_hides_begins_hidden_and_says_that_nothing_leaves(
    slack: SlackStandIn, tmp_path: Path
) -> None:
    async with office(slack, tmp_path, profile=profile(conversation={"hidden": True})) as desk:
        ticket = await desk.open()
        view = await opened(desk, desk.boris, ticket, action_id=REPLY)
        assert fields(view)["hidden"]["element"]["initial_options"]
        await desk.boris.press_in_view(action_id="v1:preview")
        await desk.until(lambda: says(desk.boris, "Клиент ничего не увидит"))
        await desk.boris.close_view()
        await desk.boris.submit({"body": "Не наша вина"})
        assert (await desk.spoken(ticket, "Не наша вина")).internal


async def test_sent_twice_or_late_it_is_one_answer(here: Here) -> None:
    desk = here.desk
    ticket = await desk.open(type="question")
    await opened(desk, desk.anna, ticket, action_id=SOLVE)
    blocked = asyncio.ensure_future(desk.hop.unit(lambda unit: time.sleep(2.4)))
    await asyncio.sleep(0.05)
    assert (await desk.anna.submit({"body": "Готово, проверьте"}))["result"] == "closed"
    await blocked
    await desk.anna.whispered("Сохраняем…")
    await desk.card(ticket, "Решено")
    for envelope in (await desk.slack.envelopes())[-3:]:
        await desk.slack.redeliver(envelope["index"])
    _, said = await desk.seen_by(desk.anna, ticket)
    assert [one.body for one in said].count("Готово, проверьте") == 1
    assert (await history(desk, ticket)).count("StatusMoved") == 1


# How it will look, and what a window bears


async def test_the_preview_shows_the_customers_message_by_way_and_sends_nothing(here: Here) -> None:
    desk = here.desk
    ticket = await desk.open()
    await desk.receipt()
    heard = len(desk.pocket.got)
    await opened(desk, desk.anna, ticket, action_id=REPLY)
    await typed(desk.anna, "<!channel> *Добрый день*")
    await desk.anna.press_in_view(action_id="v1:preview")
    await desk.until(lambda: says(desk.anna, "CommentAdded: <!channel> *Добрый день*"))
    shown = (await desk.anna.views())[-1]
    assert "Telegram: Re: тема" in shown["plain"] and "[ Решено ]" in shown["plain"] and shown["submit"] is None
    await desk.anna.close_view()
    await pick(desk.anna, "status", "resolved", "v1:then")
    await desk.anna.press_in_view(action_id="v1:preview")
    await desk.until(lambda: says(desk.anna, "StatusMoved: "))
    assert len(desk.pocket.got) == heard and (await desk.seen_by(desk.anna, ticket))[0].status.id == "new"
    await desk.anna.close_view(everything=True)


async def test_the_modal_opens_in_time_while_the_database_is_slow(here: Here) -> None:
    desk = here.desk
    ticket = await desk.open(type="question")
    card = await desk.card(ticket)
    blocked = asyncio.ensure_future(desk.hop.read(lambda conn: time.sleep(2.2)))
    await asyncio.sleep(0.05)
    pressing = asyncio.ensure_future(desk.anna.press(desk.channel, card["ts"], action_id=SOLVE))
    assert "Загружается" in (await desk.until(desk.anna.views))[0]["plain"]
    await asyncio.gather(blocked, pressing)

    async def ready() -> bool:
        return "body" in fields((await desk.anna.views())[0])

    await desk.until(ready)
    assert (await desk.anna.submit({"body": "Готово"}))["result"] == "closed"
    await desk.card(ticket, "Решено")


async def test_the_largest_words_and_a_subject_of_any_length_are_taken(here: Here) -> None:
    desk = here.desk
    ticket = await desk.open("Т" * 300, "Слово " * 3000)
    view = await opened(desk, desk.anna, ticket, action_id=REPLY)
    await typed(desk.anna, "щ" * 3000)
    await desk.anna.press_in_view(action_id="v1:preview")
    await desk.until(lambda: says(desk.anna, "щщщ"))
    assert len(json.dumps(view["private_metadata"])) < 300
    await desk.anna.close_view()
    assert (await desk.anna.submit())["result"] == "closed"
    assert len((await desk.spoken(ticket, "щщщ")).body) == 3000
