"""What the customer's side reads of its tickets, and what of them is nobody else's (A11, B10). On both engines."""

import pytest

from core.errors import Code, Refusal
from core.kinds import FileId, TicketId, Visitor
from core.profile.schema import Profile
from core.tickets.commands import AddComment, AddNote, Attachment, Claim, Resolve
from core.tickets.handling import AddObserver
from core.views.lists.finding import FindTickets
from core.views.own import ColleaguesTickets, ReadCourse, ReadFile, SeesColleagues, SimilarTickets, TicketFiles
from core.views.queries import MyTickets, ReadTicket, Which
from tests.core.house import AHMED, ANNA, IVAN, MARY, House


@pytest.fixture(params=["hidden", "seen"])
def colleagues(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def profile(default_profile: Profile, colleagues: str) -> Profile:
    raw = default_profile.model_dump(by_alias=True, mode="json")
    return Profile.model_validate({**raw, "access": {**raw["access"], "colleagues": colleagues}})


async def together(house: House, *visitors: Visitor) -> None:
    """They are contacts of one company."""
    house.execute("INSERT INTO companies (id, number, name, zone, level) VALUES (7, 'C-7', 'Farm', '', '')")
    for one in visitors:
        values = f"{house.person(one)}, 7, '', ''"
        house.execute(f"INSERT INTO contacts (person_id, company_id, position, phone) VALUES ({values})")


async def missing(house: House, query: object, by: Visitor) -> bool:
    try:
        await house.ask(query, by)  # type: ignore[arg-type]
    except Refusal as refusal:
        return refusal.code is Code.MISSING
    return False


async def test_colleagues_see_each_others_tickets_where_the_desk_says_so_and_nobody_else_does(
    house: House, colleagues: str
) -> None:
    await house.staff()
    for visitor in (IVAN, MARY, AHMED):
        await house.opened(visitor, "First", "before the company")
    await together(house, IVAN, MARY)
    hers = await house.opened(MARY, "Pump in the barn", "It hums")
    await house.desk(AddNote(hers, "between us: barn"), ANNA)
    seen = colleagues == "seen"
    assert await house.ask(SeesColleagues(), IVAN) is seen
    assert await house.ask(SeesColleagues(), AHMED) is False
    assert await missing(house, ColleaguesTickets(), AHMED)
    assert await missing(house, ReadTicket(hers), AHMED)
    assert await missing(house, ReadTicket(hers), IVAN) is not seen
    found = [one.id for one in (await house.ask(FindTickets("pump"), IVAN)).page.lines]
    assert found == ([hers] if seen else [])
    assert not (await house.ask(FindTickets("between"), IVAN)).page.lines
    assert not (await house.ask(FindTickets("pump"), AHMED)).page.lines
    assert hers not in [one.id for one in (await house.ask(MyTickets(), IVAN)).items]
    if not seen:
        assert await missing(house, ColleaguesTickets(), IVAN)
        return
    assert [one.id for one in (await house.ask(ColleaguesTickets(), IVAN)).items] == [hers]
    assert not (await house.ask(ColleaguesTickets(which=Which.CLOSED), IVAN)).items
    page = await house.ask(ReadTicket(hers), IVAN)
    assert page.card.verbs == () and [one.body for one in page.messages.items] == ["It hums"]
    for command in (AddComment(hers, "me too"), Resolve(hers), AddObserver(hers, "x@farm.example")):
        assert (await house.refused(command, IVAN)).code is Code.MISSING
    house.execute(f"UPDATE tickets SET spam = 'agent' WHERE id = {hers}")
    assert await missing(house, ReadTicket(hers), IVAN)
    assert not (await house.ask(ColleaguesTickets(), IVAN)).items
    assert not (await house.ask(FindTickets("pump"), IVAN)).page.lines


async def test_a_list_is_filtered_by_what_statuses_mean(house: House) -> None:
    await house.staff()
    first, second, third = [await house.opened(subject=f"Printer {n}") for n in range(3)]
    house.execute(f"UPDATE tickets SET status = 'waiting' WHERE id = {second}")
    await house.desk(Resolve(third), IVAN)

    async def listed(which: Which) -> list[TicketId]:
        return [one.id for one in (await house.ask(MyTickets(which=which), IVAN)).items]

    assert await listed(Which.ALL) == [third, second, first]
    assert await listed(Which.OPEN) == [second, first]
    assert await listed(Which.WAITING) == [third, second]
    assert await listed(Which.CLOSED) == [third]
    part = await house.ask(MyTickets(most=1, which=Which.OPEN), IVAN)
    assert part.more == second
    assert [one.id for one in (await house.ask(MyTickets(part.more, which=Which.OPEN), IVAN)).items] == [first]


async def test_what_is_alike_is_ones_own_open_and_says_enough_of_the_same(house: House) -> None:
    await house.staff()
    mine = await house.opened(subject="Насос в корпусе перегревается", body="Гудит и пахнет горелым")
    hers = await house.opened(MARY, "Насос перегревается", "тоже")
    shared = await house.opened(AHMED, "Лампа мигает", "в коридоре")
    await house.desk(AddObserver(shared, "ivan@farm.example"), AHMED)
    house.execute(f"UPDATE observers SET person_id = {house.person(IVAN)} WHERE ticket_id = {shared}")

    async def alike(words: str) -> list[TicketId]:
        return [one.id for one in await house.ask(SimilarTickets(words), IVAN)]

    assert await alike("Перегрелся насос, корпус третий") == [mine] and hers not in await alike("насос перегревается")
    assert await alike("Опять мигают лампы в коридоре") == [shared]
    for words in ("", "насос", "Здравствуйте, пожалуйста помогите", "Принтер жуёт бумагу и насос", "¶ * ' \" ()"):
        assert await alike(words) == [], words
    await house.desk(Resolve(mine), IVAN)
    assert await alike("Насос в корпусе перегревается") == []


async def test_files_and_history_hold_nothing_that_is_said_among_staff(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    await house.desk(Claim(ticket, 0), ANNA)
    await house.desk(AddNote(ticket, "secret", (Attachment("inner.txt", "text/plain", {}),)), ANNA)
    await house.desk(AddComment(ticket, "Here", (Attachment("guide.pdf", "application/pdf", {}),)), ANNA)
    assert [one.name for one in await house.ask(TicketFiles(ticket), IVAN)] == ["guide.pdf"]
    assert await missing(house, TicketFiles(ticket), MARY)
    ids = {row.name: FileId(row.id) for row in house.rows("attachments")}
    assert (await house.ask(ReadFile(ids["guide.pdf"]), IVAN)).name == "guide.pdf"
    for file, who in ((ids["guide.pdf"], MARY), (ids["inner.txt"], IVAN), (FileId(404), IVAN)):
        assert await missing(house, ReadFile(file), who)
    course = await house.ask(ReadCourse(ticket), IVAN)
    kinds = [type(one.told.event).__name__ for one in course.moments]
    assert "NoteAdded" not in kinds and {"TicketOpened", "TicketAssigned", "CommentAdded"} <= {*kinds}
    part = await house.ask(ReadCourse(ticket, most=2), IVAN)
    assert part.before is not None
    earlier = await house.ask(ReadCourse(ticket, part.before, most=50), IVAN)
    assert [one.seq for one in (*earlier.moments, *part.moments)] == [one.seq for one in course.moments]
    assert await missing(house, ReadCourse(ticket), MARY)
