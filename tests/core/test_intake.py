"""How a ticket begins: nothing typed is lost, nothing unseen is kept, and people who act at once do not collide."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clock import DAY, HOUR, SECOND
from core.errors import Code, Refusal
from core.jobs import Jobs
from core.kinds import System, TicketId, Visitor
from core.people.commands import SetLanguage, SyncStaff
from core.people.person import Member
from core.texts import clean, one_line, shorten
from core.tickets.commands import AddComment, AddNote, Attachment, Claim, MoveStatus, OpenTicket
from core.tickets.timed import ResumeDue
from core.views.queries import MyTickets, ReadTicket, StaffCard, WhoAmI
from tests.core.house import AGENTS, ANNA, BORIS, IVAN, MARY, House


async def _said(house: House, subject: str, body: str) -> tuple[str, str]:
    ticket = await house.opened(IVAN, subject, body)
    card = (await house.ask(ReadTicket(ticket), IVAN)).card
    return card.subject, card.body


async def test_a_subject_beyond_its_place_stands_whole_in_the_body(house: House) -> None:
    long = "слово " * 60
    subject, body = await _said(house, long, "and more")
    assert len(subject) <= 200 and subject.endswith("…")
    assert body == f"{long.strip()}\n\nand more"


async def test_without_a_subject_the_first_line_is_one(house: House) -> None:
    assert await _said(house, "", "\n  It smokes \nand stinks") == ("It smokes", "It smokes \nand stinks")
    subject, body = await _said(house, " ", "x" * 500)
    assert len(subject) == 200 and body == "x" * 500


@pytest.mark.parametrize(
    "subject", ["", " ", "\n\t", "\x00\x07", "\u200f", "\u200b", "\ufeff", "\u2060\u00ad", "\ud800"]
)
@pytest.mark.parametrize("command", [OpenTicket, AddComment, AddNote])
async def test_what_nobody_could_see_is_empty(sqlite_house: House, subject: str, command: type) -> None:
    house = sqlite_house
    await house.staff()
    ticket = await house.opened()
    wish = OpenTicket(subject, subject) if command is OpenTicket else command(ticket, subject)
    with pytest.raises(Refusal) as refused:
        await house.desk(wish, ANNA)
    assert refused.value.code is Code.EMPTY


@pytest.mark.parametrize("subject", ["\u200f", "\u200b", " \ufeff "])
async def test_an_unseen_subject_does_not_make_a_ticket_empty(house: House, subject: str) -> None:
    assert (await _said(house, subject, f"{subject}\nHelp"))[0] == "Help"


async def test_signs_that_hurt_are_gone_and_every_other_stays(house: House) -> None:
    subject, body = await _said(house, "A\u202eB\x00C\ud800D 👩‍👩‍👧 ё", "l1\r\nl2\rl3\x1b[31m 👍🏽 שלום \U0001f600")
    assert subject == "ABCD 👩‍👩‍👧 ё"
    assert body == "l1\nl2\nl3[31m 👍🏽 שלום 😀"


async def test_the_longest_text_fits_and_one_sign_more_is_refused(house: House) -> None:
    assert (await _said(house, "S", "я" * 20_000))[1] == "я" * 20_000
    for wish in (OpenTicket("S", "я" * 20_001), AddComment(TicketId(1), "я" * 20_001)):
        with pytest.raises(Refusal) as refused:
            await house.desk(wish, IVAN)
        assert refused.value.params == {"limit": 20_000, "length": 20_001}


async def test_a_photo_without_a_word_or_a_name_has_a_subject_and_a_name(house: House) -> None:
    photo = Attachment("", "", {"id": 1}, kind="photo")
    ticket = (await house.desk(OpenTicket("", "", attachments=(photo,)), IVAN)).ticket
    assert ticket is not None
    page = await house.ask(ReadTicket(ticket), IVAN)
    assert page.card.subject.strip()
    assert [(file.name, file.media_type) for file in page.card.files] == [("photo", "application/octet-stream")]


@pytest.mark.parametrize(
    "name", ["Я" * 300, "X" * 5000, "", "\u202e\x00", "a\nb", "👩‍👩‍👧" * 40, "'; DROP TABLE x; --"]
)
async def test_any_name_can_open_a_ticket_and_be_shown(house: House, name: str) -> None:
    ticket = await house.opened(Visitor(IVAN.door, "77", name, "ru"))
    await house.desk(SyncStaff((Member("U1", name, "a@b.c"), Member("U1", name, "a@b.c"))), System("slack"))
    await house.desk(SyncStaff((Member("U1", name + "\u202e\x00", "a@b.c"),)), System("slack"))
    shown = [(await house.ask(StaffCard(ticket), ANNA)).requester.name, (await house.ask(WhoAmI(), ANNA)).name]
    for one in shown:
        assert 0 < len(one) <= 300
        assert not {"\u202e", "\x00", "\n"} & set(one)


async def test_file_names_are_names_only(house: House) -> None:
    hostile = ["../../etc/passwd", "a\x00b.png", "\u202egnp.exe", "CON", "x" * 400 + ".pdf", "a\nb.txt", ""]
    files = tuple(Attachment(name, "text/plain", {"id": name.encode().hex()}) for name in hostile)
    ticket = (await house.desk(OpenTicket("S", "B", attachments=files), IVAN)).ticket
    assert ticket is not None
    names = [file.name for file in (await house.ask(ReadTicket(ticket), IVAN)).card.files]
    assert names[2] == "gnp.exe"
    assert all(0 < len(name) <= 200 and not set(name) & {"\x00", "\n", "\u202e"} for name in names)


async def test_an_unknown_type_is_refused_and_none_means_the_first(house: House) -> None:
    with pytest.raises(Refusal) as refused:
        await house.desk(OpenTicket("A", "B", type="nonsense"), IVAN)
    assert refused.value.code is Code.UNKNOWN_TYPE
    assert house.ticket(await house.opened()).type == "question"


async def test_the_language_is_guessed_once_and_then_ones_own(house: House) -> None:
    await house.opened(Visitor(IVAN.door, "5", "John", "en-GB"))
    await house.desk(SetLanguage("ru"), Visitor(IVAN.door, "5", "John", "en-GB"))
    assert (await house.ask(WhoAmI(), Visitor(IVAN.door, "5", "John", "de"))).language == "ru"
    assert (await house.ask(WhoAmI(), Visitor(IVAN.door, "6", "Nobody", "zz"))).language == "ru"


async def test_lists_are_paged_without_gaps_and_only_ones_own(house: House) -> None:
    mine = [await house.opened(IVAN if n % 3 else MARY, f"T{n}") for n in range(20)]
    seen: list[TicketId] = []
    before = None
    while True:
        page = await house.ask(MyTickets(before, most=4), IVAN)
        seen += [line.id for line in page.items]
        if page.more is None:
            break
        before = page.more
    assert seen == [id for n, id in reversed(list(enumerate(mine))) if n % 3]
    assert (await house.ask(MyTickets(before=2**70), IVAN)).items
    assert (await house.ask(MyTickets(), Visitor(IVAN.door, "404"))).items == ()


async def test_a_conversation_is_paged_without_gaps(house: House) -> None:
    ticket = await house.opened()
    for n in range(11):
        await house.desk(AddComment(ticket, f"word {n}"), IVAN)
    bodies: list[str] = []
    before = None
    while True:
        page = (await house.ask(ReadTicket(ticket, before, most=3), IVAN)).messages
        bodies = [message.body for message in page.items] + bodies
        if (before := page.more) is None:
            break
    assert bodies == ["It smokes", *(f"word {n}" for n in range(11))]


# At once


async def test_of_twenty_agents_one_gets_the_ticket_and_the_others_learn_who(house: House) -> None:
    """Faults B7."""
    agents = [Visitor(AGENTS[0].door, f"U{n}", f"Agent {n}") for n in range(20)]
    await house.staff(*agents)
    ticket = await house.opened()
    results = await asyncio.gather(*(house.desk(Claim(ticket, 0), one) for one in agents), return_exceptions=True)
    winners = [agent for agent, result in zip(agents, results, strict=True) if not isinstance(result, Exception)]
    assert len(winners) == 1
    refusals = [result for result in results if isinstance(result, Refusal)]
    assert len(refusals) == 19
    assert {(one.code, one.params["assignee"]) for one in refusals} == {(Code.CLAIMED, winners[0].name)}
    assert house.events(ticket) == ["TicketOpened", "TicketAssigned", "StatusMoved"]
    assert (house.ticket(ticket).status, house.ticket(ticket).workflow_rev) == ("in_progress", 1)
    again = await house.desk(Claim(ticket, 0), winners[0])
    assert again.number == f"HD-{ticket}", "one's own ticket again is no loss"


async def test_of_many_moves_at_once_each_revision_is_used_once(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    targets = ["in_progress", "resolved"] * 6
    wishes = [MoveStatus(ticket, target, rev) for rev in range(4) for target in targets]
    await asyncio.gather(*(house.desk(wish, ANNA) for wish in wishes), return_exceptions=True)
    history = house.history(ticket)
    assert [recorded.seq for recorded in history] == list(range(1, len(history) + 1))
    assert house.ticket(ticket).workflow_rev == len(history) - 1
    assert house.ticket(ticket).last_seq == len(history)


async def test_comments_at_once_are_all_there_in_one_history(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    words = [house.desk(AddComment(ticket, f"c{n}"), (IVAN, ANNA, BORIS)[n % 3]) for n in range(24)]
    await asyncio.gather(*words)
    history = house.history(ticket)
    assert [recorded.seq for recorded in history] == list(range(1, 26))
    assert len(house.rows("messages")) == 25


# Time


async def test_a_postponed_ticket_comes_back_once_whoever_looks(house: House) -> None:
    """B7, faults H1: three runners, one return; not before its time."""
    await house.staff()
    tickets = [await house.opened() for _ in range(5)]
    for ticket in tickets:
        await house.desk(MoveStatus(ticket, "postponed", 0, until=house.clock.now() + HOUR), ANNA)
    runners = [Jobs(house.hop, house.desk, []) for _ in range(3)]
    assert await runners[0].resume_due() == 0
    house.hands.forward(HOUR / SECOND)
    await asyncio.gather(*(runner.resume_due() for runner in runners for _ in range(3)))
    for ticket in tickets:
        assert house.events(ticket) == ["TicketOpened", "StatusMoved", "StatusMoved"]
        assert (house.ticket(ticket).status, house.ticket(ticket).resume_at) == ("in_progress", None)
    assert await runners[0].resume_due() == 0


@pytest.mark.parametrize("late", [1, 30 * DAY / SECOND])
async def test_what_fell_due_while_the_house_was_down_is_done_at_its_start(house: House, late: float) -> None:
    """Faults H2."""
    await house.staff()
    ticket = await house.opened()
    await house.desk(MoveStatus(ticket, "postponed", 0, until=house.clock.now() + HOUR), ANNA)
    house.hands.forward(HOUR / SECOND + late)
    assert await Jobs(house.hop, house.desk, []).resume_due() == 1
    assert house.ticket(ticket).status == "in_progress"


async def test_a_time_that_was_changed_meanwhile_fires_nothing(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    due = house.clock.now() + HOUR
    await house.desk(MoveStatus(ticket, "postponed", 0, until=due), ANNA)
    await house.desk(MoveStatus(ticket, "in_progress", 1), ANNA)
    await house.desk(MoveStatus(ticket, "postponed", 2, until=due + DAY), ANNA)
    house.hands.forward(2 * HOUR / SECOND)
    await house.desk(ResumeDue(ticket, due), System("time"))
    assert house.ticket(ticket).status == "postponed"


# Texts


@given(st.text())
def test_clean_text_stays_clean_and_fits_the_databases(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert "\x00" not in once
    once.encode()


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    once = one_line(text)
    assert one_line(once) == once
    assert len(once.splitlines()) <= 1


@given(st.text(), st.integers(1, 50))
def test_a_shortened_text_keeps_its_beginning_and_its_limit(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == text if len(text) <= limit else text.startswith(short[:-1]) and short.endswith("…")
