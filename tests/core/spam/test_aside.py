"""A ticket that is spam is nobody's business until it is restored, and then as if it had come now (E3)."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.clock import DAY, SECOND
from core.errors import Code
from core.kinds import Command, Door, Origin
from core.profile.load import load
from core.profile.schema import Profile
from core.sla.commands import Acknowledge
from core.spam.model import Judge, Verdict
from core.tickets.commands import AddComment, AddNote, Attachment, Claim, MoveStatus
from core.tickets.handling import Assign, MarkAsSpam, RestoreFromSpam, Triage
from core.tickets.lifecycle import Verb
from core.views.lists.reading import ReadQueue
from core.views.lists.shapes import Queue
from core.views.queries import MyTickets, ReadTicket, StaffCard
from tests.core.house import ANNA, BORIS, House
from tests.core.sla.rows import again, course, swept
from tests.core.spam.senders import EVE, HEADER, OLGA, WORDS, answered, comes

PROFILES = Path(__file__).parents[3] / "profiles"


@pytest.fixture(scope="module")
def profile() -> Profile:
    """Strangers are welcome by mail, everything is told, and there are targets."""
    return load(PROFILES / "software.toml")


def leaving(house: House) -> list[tuple[str, str]]:
    """What has left or will: the kind, and to whom."""
    return [
        (row.kind, house.address(row.address_id).key)
        for row in house.outbox()
        if row.state in ("pending", "sending", "sent")
    ]


@pytest.mark.parametrize("suspected", [HEADER, WORDS])
async def test_a_letter_that_is_spam_is_kept_and_nobody_hears_of_it(house: House, suspected: Verdict) -> None:
    await house.staff()
    ticket = await comes(house, suspected=suspected)
    assert house.ticket(ticket).spam == suspected.judge
    assert house.events(ticket) == ["MarkedAsSpam"]
    assert leaving(house) == [] and house.rows("targets") == [] and house.ticket(ticket).assignee is None
    (line,) = (await house.ask(ReadQueue(Queue.SPAM), ANNA)).lines
    assert line.id == ticket and line.aside is not None
    assert (line.aside.body, line.aside.address, line.aside.verdict) == (
        "Кредит без отказа",
        EVE.external_id,
        suspected,
    )


async def test_a_restored_letter_is_a_ticket_like_any_other_from_then_on(house: House) -> None:
    await house.staff()
    plain = await comes(house, by=OLGA)
    usual = [(kind, key.replace("olga@shop", "eve@spam")) for kind, key in leaving(house)]
    assert ("card", "C0DESK") in usual and ("notice", EVE.external_id) in usual
    house.execute("UPDATE outbox SET state = 'sent'")
    ticket = await comes(house, suspected=WORDS)
    await house.pass_time(3 * DAY / SECOND)
    house.execute("UPDATE outbox SET state = 'refused' WHERE state = 'sent'")
    await house.desk(RestoreFromSpam(ticket), ANNA)
    told = leaving(house)
    assert sorted(told) == sorted([*usual, ("log", "C0DESK")])
    assert told[0] == ("card", "C0DESK")
    assert house.ticket(ticket).spam is None
    assert house.events(ticket)[:3] == ["MarkedAsSpam", "RestoredFromSpam", "TicketOpened"]
    assert house.events(ticket)[3:] == house.events(plain)[1:]
    began = [row.started_at for row in house.rows("targets", ticket_id=ticket)]
    assert began and min(began) > house.ticket(ticket).opened_at + 2 * DAY
    assert (await house.ask(ReadQueue(Queue.SPAM), ANNA)).lines == ()


async def test_marking_stops_what_waits_to_be_told_and_every_clock(house: House) -> None:
    await house.staff()
    ticket = await comes(house, by=OLGA)
    await answered(house, ticket, "Проверяем")
    assert ("notice", OLGA.external_id) in leaving(house)
    await house.desk(MarkAsSpam(ticket), BORIS)
    assert {key for _, key in leaving(house)} == {"C0DESK"}
    status = house.ticket(ticket).status
    running = [clock for clock in course(house, ticket).clocks if not clock.over]
    assert running and all(clock.paused and clock.due_at is None for clock in running)
    await house.pass_time(30 * DAY / SECOND)
    await swept(house)
    assert house.ticket(ticket).status == status
    assert "SlaBreached" not in house.events(ticket) and course(house, ticket) == again(house, ticket)


async def test_restoring_goes_on_where_it_stood(house: House) -> None:
    await house.staff()
    ticket = await comes(house, by=OLGA)
    await answered(house, ticket, "Проверяем")
    await house.desk(MarkAsSpam(ticket), BORIS)
    await house.pass_time(DAY / SECOND)
    await house.desk(RestoreFromSpam(ticket), BORIS)
    assert leaving(house).count(("notice", OLGA.external_id)) == 2
    assert house.events(ticket).count("TicketOpened") == 1
    running = [clock for clock in course(house, ticket).clocks if not clock.over]
    assert running and not any(clock.paused for clock in running)
    assert course(house, ticket) == again(house, ticket)


async def test_both_ways_can_be_gone_any_number_of_times_and_twice_is_once(house: House) -> None:
    await house.staff()
    ticket = await comes(house, by=OLGA)
    for _ in range(3):
        for command in (MarkAsSpam(ticket), MarkAsSpam(ticket), RestoreFromSpam(ticket), RestoreFromSpam(ticket)):
            await house.desk(command, ANNA)
    assert [name for name in house.events(ticket) if "Spam" in name] == ["MarkedAsSpam", "RestoredFromSpam"] * 3
    assert house.events(ticket).count("TicketOpened") == 1
    assert [row.lesson for row in house.rows("spam_lessons")] == ["good"]
    assert house.rows("spam_verdicts") == []


async def test_an_agent_confirms_what_a_filter_has_said_and_only_that_teaches(house: House) -> None:
    await house.staff()
    ticket = await comes(house, suspected=HEADER)
    assert house.rows("spam_lessons") == []
    await house.desk(MarkAsSpam(ticket), ANNA)
    assert [row.lesson for row in house.rows("spam_lessons")] == ["spam"]
    assert house.ticket(ticket).spam == Judge.AGENT and leaving(house) == []


async def test_other_tickets_of_the_requester_are_left_alone(house: House) -> None:
    await house.staff()
    first, second = await comes(house, by=OLGA), await comes(house, by=OLGA)
    await house.desk(MarkAsSpam(first), ANNA)
    assert house.ticket(second).spam is None
    await answered(house, second)
    assert ("notice", OLGA.external_id) in leaving(house)


async def test_words_that_come_meanwhile_are_shown_when_it_is_restored(house: House) -> None:
    """Below the card, in their order, with the files."""
    await house.staff()
    ticket = await comes(house, suspected=WORDS)
    more = (Attachment("price.pdf", "application/pdf", {"n": 1}),)
    await house.desk(AddComment(ticket, "Вы получили письмо?", more, Origin(Door.MAIL, EVE.external_id, "<2@x>")), EVE)
    await house.stored()
    assert leaving(house) == []
    await house.desk(RestoreFromSpam(ticket), ANNA)
    assert [kind for kind, key in leaving(house) if key == "C0DESK"][:3] == ["card", "message", "file"]
    assert [kind for kind, _ in leaving(house)].count("card") == 1


@pytest.mark.parametrize(
    "make",
    [lambda id: Claim(id, 0), lambda id: AddComment(id, "word"), lambda id: Triage(id, {"priority": "high"}),
     lambda id: Assign(id, 0, group=None), lambda id: MoveStatus(id, "solved", 0), Acknowledge],
)  # fmt: skip
async def test_agents_restore_before_they_do_anything_else(sqlite_house: House, make: "type[Command]") -> None:
    house = sqlite_house
    await house.staff()
    ticket = await comes(house, suspected=HEADER)
    refused = await house.refused(make(ticket), ANNA)  # type: ignore[call-arg]
    assert refused.code in (Code.SPAM, Code.ROLE)
    await house.desk(AddNote(ticket, "Посмотрите, это клиент?"), ANNA)
    assert leaving(house) == []


async def test_a_shared_card_offers_the_way_back_and_the_requester_sees_no_difference(sqlite_house: House) -> None:
    house = sqlite_house
    await house.staff()
    ticket = await comes(house, by=OLGA)
    before = (await house.ask(ReadTicket(ticket), OLGA)).card
    assert Verb.SPAM in (await house.ask(StaffCard(ticket), ANNA)).verbs
    await house.desk(MarkAsSpam(ticket), ANNA)
    shared = await house.ask(StaffCard(ticket), ANNA)
    assert shared.verbs == (Verb.NOTE, Verb.RESTORE) and shared.spam == Verdict(Judge.AGENT)
    page = await house.ask(ReadTicket(ticket), OLGA)
    assert replace(page.card, promise=None) == replace(before, promise=None) and page.card.spam is None
    assert [line.id for line in (await house.ask(MyTickets(), OLGA)).items] == [ticket]


async def test_the_requester_can_go_on_and_nobody_is_told(sqlite_house: House) -> None:
    house = sqlite_house
    await house.staff()
    ticket = await comes(house, by=OLGA)
    await house.desk(MarkAsSpam(ticket), ANNA)
    house.execute("UPDATE outbox SET state = 'sent' WHERE state = 'pending'")
    await house.desk(AddComment(ticket, "Ответьте!"), OLGA)
    assert {row.kind for row in house.outbox(state="pending")} <= {"card"}


async def test_a_sender_who_wants_no_answer_gets_no_receipt_later_either(sqlite_house: House) -> None:
    house = sqlite_house
    await house.staff()
    ticket = await comes(house, suspected=WORDS, unanswered=True)
    await house.desk(RestoreFromSpam(ticket), ANNA)
    assert ("notice", EVE.external_id) not in leaving(house)
    assert house.outbox(kind="notice")[0].reason == "no answer wanted"


async def test_who_is_known_is_not_thrown_out_by_the_words_but_by_a_mail_server(sqlite_house: House) -> None:
    house = sqlite_house
    await house.staff()
    first = await comes(house, by=OLGA)
    assert house.ticket(await comes(house, by=OLGA, suspected=WORDS)).spam is None
    assert house.ticket(await comes(house, by=OLGA, suspected=HEADER)).spam == "header"
    assert house.ticket(await comes(house, by=OLGA, suspected=HEADER, linked_to=first)).spam is None


async def test_whose_every_ticket_is_spam_is_not_known(sqlite_house: House) -> None:
    house = sqlite_house
    await house.staff()
    await house.desk(MarkAsSpam(await comes(house)), ANNA)
    assert house.ticket(await comes(house, suspected=WORDS)).spam == "words"


async def test_the_queue_is_read_page_by_page(house: House) -> None:
    await house.staff()
    made = [await comes(house, suspected=HEADER) for _ in range(7)]
    first = await house.ask(ReadQueue(Queue.SPAM, most=3), ANNA)
    second = await house.ask(ReadQueue(Queue.SPAM, after=first.more, most=3), ANNA)
    third = await house.ask(ReadQueue(Queue.SPAM, after=second.more, most=3), ANNA)
    assert [line.id for page in (first, second, third) for line in page.lines] == made[::-1]
    assert third.more is None
