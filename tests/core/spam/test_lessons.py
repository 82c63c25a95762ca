"""The rows of what was taught are the truth: the filter is what they say, whatever way they came about (E3)."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from core.kinds import Door, TicketId, Visitor
from core.profile.load import load
from core.profile.schema import Profile
from core.spam import filter as filters
from core.spam import lessons
from core.spam.filter import Filter, trusting
from core.spam.learned import ENOUGH, Learned, learned
from core.spam.model import Lesson
from core.tickets.handling import MarkAsSpam, RestoreFromSpam
from tests.core.house import ANNA, IVAN, House
from tests.core.spam.corpus import GOOD, SPAM, letters
from tests.core.spam.senders import OLGA, answered, comes

PROBES = letters(9, SPAM, 12) + letters(9, GOOD, 8)


@pytest.fixture(scope="module")
def profile() -> Profile:
    return load(Path(__file__).parents[3] / "profiles" / "software.toml")


def _sender(n: int) -> Visitor:
    return Visitor(Door.MAIL, f"n{n}@x.example", f"N{n}")


async def _came(house: House, topics: tuple[str, ...], count: int) -> list[TicketId]:
    said = letters(len(house.rows("tickets")), topics, count)
    return [await comes(house, text, _sender(n)) for n, text in enumerate(said)]


async def _says(house: House, filter: Filter) -> list[Any]:
    return [await filter(text) for text in PROBES]


def _again(house: House) -> list[Any]:
    """The same, learned from nothing but the rows."""
    rows = house.rows("spam_lessons")[::-1]
    model = learned(*([row.words for row in rows if row.lesson == lesson] for lesson in Lesson))
    return [model(text) if model else None for text in PROBES]


async def test_marking_and_restoring_in_any_order_leave_the_filter_that_the_rows_say(house: House) -> None:
    await house.staff()
    bad, good = await _came(house, SPAM, ENOUGH + 3), await _came(house, GOOD, ENOUGH + 3)
    dice, filter = Random(7), Filter(house.hop, learned)
    for ticket in good:
        await answered(house, ticket)
    last, decided = dict.fromkeys(good, "good"), 0
    for step in range(108):
        ticket = dice.choice([*bad, *good])
        spam = dice.random() < (0.85 if ticket in bad else 0.15)
        await house.desk((MarkAsSpam if spam else RestoreFromSpam)(ticket), ANNA)
        if spam or ticket in last:
            last[ticket] = "spam" if spam else "good"
        if step % 9 == 8:
            said = await _says(house, filter)
            assert said == _again(house)
            decided += any(said)
    assert decided
    assert {row.ticket_id: row.lesson for row in house.rows("spam_lessons")} == last
    fresh = Filter(house.hop, learned)
    assert await _says(house, fresh) == await _says(house, filter)


async def test_every_replica_and_a_restarted_one_judge_alike(
    url: sa.URL, open_house: Callable[[sa.URL], House]
) -> None:
    one, other = open_house(url), open_house(url)
    await one.staff()
    filters = [Filter(one.hop, learned), Filter(other.hop, learned)]
    spam, good = await _came(one, SPAM, ENOUGH + 2), await _came(one, GOOD, ENOUGH + 2)
    for ticket in good:
        await answered(one, ticket)
    assert [await _says(one, filter) for filter in filters] == [[None] * len(PROBES)] * 2
    for turn, ticket in enumerate(spam):
        await (one, other)[turn % 2].desk(MarkAsSpam(ticket), ANNA)
        said = [await _says(one, filter) for filter in filters]
        assert said[0] == said[1]
    assert any(said[0])
    await other.desk(RestoreFromSpam(spam[0]), ANNA)
    assert await _says(one, filters[0]) == await _says(other, Filter(other.hop, learned)) == _again(one)


async def test_what_an_agent_answers_is_a_good_letter_once(sqlite_house: House) -> None:
    house = sqlite_house
    await house.staff()
    ticket, chat = await comes(house, by=OLGA), await house.opened(IVAN)
    for one in (ticket, chat, ticket):
        await answered(house, one)
    (row,) = house.rows("spam_lessons")
    assert (row.ticket_id, row.lesson) == (ticket, "good")


async def test_an_answer_does_not_teach_against_a_persons_verdict(sqlite_house: House) -> None:
    house = sqlite_house
    await house.staff()
    ticket = await comes(house, by=OLGA)
    await answered(house, ticket)
    await house.desk(MarkAsSpam(ticket), ANNA)
    assert [row.lesson for row in house.rows("spam_lessons")] == ["spam"]


async def test_no_word_of_a_letter_is_kept_of_what_was_taught(sqlite_house: House) -> None:
    house = sqlite_house
    await house.staff()
    ticket = await comes(house, "Номер моего паспорта 4510 123456, пароль ПАРОЛЬНИК", OLGA)
    await house.desk(MarkAsSpam(ticket), ANNA)
    (row,) = house.rows("spam_lessons")
    assert all(isinstance(one, int) for one in row.words)
    for table in ("spam_lessons", "spam_verdicts", "events"):
        assert "парольник" not in str(house.rows(table)).casefold()


async def test_a_letter_without_words_is_marked_and_teaches_nothing(sqlite_house: House) -> None:
    house = sqlite_house
    await house.staff()
    ticket = await comes(house, "🎁", OLGA)
    house.execute(f"UPDATE tickets SET subject = '!!' WHERE id = {ticket}")
    await house.desk(MarkAsSpam(ticket), ANNA)
    assert house.ticket(ticket).spam == "agent" and house.rows("spam_lessons") == []
    await house.desk(RestoreFromSpam(ticket), ANNA)
    assert house.ticket(ticket).spam is None


async def test_the_oldest_lessons_give_way_and_a_filter_that_breaks_holds_up_no_letter(
    sqlite_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = sqlite_house
    await house.staff()
    monkeypatch.setattr(lessons, "MOST", 5)
    monkeypatch.setattr(filters, "MOST", 5)
    monkeypatch.setattr(filters, "PAGE", 2)
    tickets = await _came(house, SPAM, 8)
    for ticket in tickets:
        await house.desk(MarkAsSpam(ticket), ANNA)
    seen: list[list[Any]] = []

    def broken(spam: Any, good: Any) -> Learned:
        seen.append(list(spam))
        raise ArithmeticError

    assert await Filter(house.hop, broken)("Кредит") is None
    kept = house.rows("spam_lessons")[::-1]
    assert [row.ticket_id for row in kept] == tickets[:2:-1]
    assert seen == [[row.words for row in kept]]
    assert await trusting("Кредит") is None


async def test_letters_are_judged_while_others_are_learned_from(sqlite_house: House) -> None:
    """Many at once: one learns, nobody judges by half of it."""
    house = sqlite_house
    await house.staff()
    for topics, command in ((SPAM, MarkAsSpam), (GOOD, None)):
        for ticket in await _came(house, topics, ENOUGH):
            await (house.desk(command(ticket), ANNA) if command else answered(house, ticket))
    times = 0

    def count(spam: Any, good: Any) -> Any:
        nonlocal times
        times += 1
        return learned(spam, good)

    filter = Filter(house.hop, count)
    said = await asyncio.gather(*(filter(text) for text in PROBES))
    assert times == 1 and said == _again(house)
