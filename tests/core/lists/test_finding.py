"""Search: words in any form, filters as people write them, nobody finds what they may not read. On both engines."""

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.customers.commands import AddCompany, AddContact, AddEquipment, AddSite, ChangeCompany
from core.errors import Refusal
from core.kinds import Door, System, TicketId, Visitor
from core.people.commands import SyncStaff
from core.people.person import Member
from core.profile.schema import Profile
from core.search import matching
from core.search.catchup import agree
from core.search.commands import ReadAgain
from core.search.words import stems, terms
from core.storage import migrate, renamed
from core.tickets.commands import AddComment, AddNote, Claim, EditMessage, OpenTicket, Resolve
from core.tickets.handling import Triage
from core.views.lists import finding
from core.views.lists.finding import FindTickets
from core.views.lists.shapes import ME, NOBODY, OPEN, DeskPage, Filter
from tests.core.house import ANNA, BORIS, IVAN, MARY, House

TIME = System("time")


async def found(house: House, words: str = "", *filters: tuple[Filter, str], by: Visitor = ANNA) -> list[int]:
    return [one.id for one in (await page(house, words, *filters, by=by)).lines]


async def page(house: House, words: str = "", *filters: tuple[Filter, str], by: Visitor = ANNA) -> DeskPage:
    return (await house.ask(FindTickets(words, filters, most=50), by)).page


async def read(house: House) -> None:
    """Until nothing waits to be read again."""
    while await house.jobs.read_again():
        pass


async def administrator(house: House) -> Visitor:
    await house.staff()
    granted = f"{house.person(ANNA)}, 'administrator', '', 'command'"
    house.execute(f"INSERT INTO grants (person_id, role, service, source) VALUES ({granted})")
    return ANNA


async def test_a_word_is_found_in_any_form_of_two_languages(house: House) -> None:
    await house.staff()
    first = await house.opened(subject="Шум насоса", body="Стучит при запуске. The printer is offline")
    other = await house.opened(subject="Сломались принтеры", body="Ещё и ёлка упала")
    assert await found(house, "насосы") == [first] == await found(house, "НАСОСАМИ")
    assert await found(house, "printers") == [first] and await found(house, "принтер") == [other]
    assert await found(house, "елки") == [other] and await found(house, "насос принтер") == []
    assert await found(house, "запуск насос") == [first] and await found(house, "прин*") == [other]


async def test_the_newest_come_first_and_the_second_page_goes_on(house: House) -> None:
    await house.staff()
    opened = [await house.opened(subject=f"Насос № {n}") for n in range(5)]
    got, after = list[int](), None
    for _ in range(3):
        part = (await house.ask(FindTickets("насос", after=after, most=2), ANNA)).page
        got += [one.id for one in part.lines]
        after = part.more
    assert got == opened[::-1] and after is None


async def test_however_little_is_looked_at_for_one_page_all_pages_have_everything(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, small in (("WALKS", (2, 3)), ("FURTHER", 4), ("CHUNKS", (2, 3)), ("LOOK", 5)):
        monkeypatch.setattr(matching, name, small)
    monkeypatch.setattr(finding, "LED", 3)
    monkeypatch.setattr(finding, "STEP", 2)
    await house.staff()
    subjects = ["Насос" if n % 2 else "Вентиль" if n > 4 else "Редкость" for n in range(30)]
    opened = [await house.opened(subject=subject) for subject in subjects]
    for ticket in opened[::4]:
        await house.desk(Claim(ticket, 0), ANNA)
    for word in ("Насос", "Вентиль", "Редкость"):
        wanted = [ticket for ticket, subject in zip(opened, subjects, strict=True) if subject == word][::-1]
        assert await _all_pages(house, word) == wanted
        assert await _all_pages(house, word, (Filter.ASSIGNEE, ME)) == [one for one in wanted if one in opened[::4]]
        assert await _all_pages(house, word, by=IVAN) == wanted and await _all_pages(house, word, by=MARY) == []


async def test_a_customer_finds_their_old_ticket_by_a_word_that_everybody_says(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, small in (("WALKS", (2, 3)), ("FURTHER", 4), ("CHUNKS", (2, 3)), ("LOOK", 5)):
        monkeypatch.setattr(matching, name, small)
    await house.staff()
    old = await house.opened(MARY, subject="Насос на даче")
    await house.desk(AddNote(old, "Клиент скандалист"), ANNA)
    for n in range(20):
        await house.opened(subject=f"Насос № {n}")
    assert await found(house, "насосы дача", by=MARY) == [old] == await found(house, "насос", by=MARY)
    assert await found(house, "насос скандалист", by=MARY) == [] == await found(house, "насос № 3", by=MARY)
    assert await found(house, "насос скандал*", (Filter.REQUESTER, str(house.person(MARY)))) == [old]
    assert not (await page(house, "насос", by=MARY)).more, "everything has been looked through"


async def _all_pages(house: House, word: str, *filters: tuple[Filter, str], by: Visitor = ANNA) -> list[int]:
    got, after, pages = list[int](), None, 0
    while after is not None or not pages:
        part = (await house.ask(FindTickets(word, filters, after, most=2), by)).page
        got, after, pages = [*got, *(one.id for one in part.lines)], part.more, pages + 1
        assert pages < 40, "it goes on"
    return got


async def test_what_was_said_among_staff_is_found_by_staff_only(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    await house.desk(AddNote(ticket, "Клиент скандалист"), ANNA)
    await house.desk(AddComment(ticket, "Вентилятор гудит"), IVAN)
    assert await found(house, "скандалисты") == [ticket] == await found(house, "скандалист вентилятор")
    assert await found(house, "скандалист", by=IVAN) == [] and await found(house, "вентилятор", by=IVAN) == [ticket]
    assert await found(house, "вентилятор", by=MARY) == [] == await found(house, by=MARY)


async def test_of_ones_own_ticket_even_staff_find_nothing_that_was_said_among_staff(house: House) -> None:
    await house.staff()
    mine = await house.opened(by=BORIS, subject="Мой монитор")
    await house.desk(AddNote(mine, "Увольнение"), ANNA)
    assert await found(house, "увольнение") == [mine]
    assert await found(house, "увольнение", by=BORIS) == [] and await found(house, "монитор", by=BORIS) == [mine]


async def test_an_edit_takes_the_old_words_away(house: House) -> None:
    await house.staff()
    ticket = await house.opened(subject="Вопрос", body="Пароль: жираф")
    message = house.rows("messages", ticket_id=ticket)[0].id
    await house.desk(EditMessage(ticket, message, "Пароль: забыл"), IVAN)
    assert await found(house, "жираф") == [] and await found(house, "забыл") == [ticket]


async def test_a_ticket_is_found_by_its_number_its_people_and_their_things(house: House) -> None:
    await administrator(house)
    await house.desk(AddCompany("K-17", "Птицефабрика Восход"), ANNA)
    await house.desk(AddSite("S-1", "K-17", "Полевая улица"), ANNA)
    await house.desk(AddEquipment("XK-9000/77", "Вентилятор", "S-1"), ANNA)
    ticket, other = await house.opened(), await house.opened(subject="Совсем другое")
    house.execute(f"UPDATE persons SET email = 'petrov@voshod.example' WHERE id = {house.person(IVAN)}")
    await house.desk(AddContact("petrov@voshod.example", "K-17", "Пётр Петров", phone="+7 (912) 345-67-89"), ANNA)
    await house.desk(Triage(ticket, {"company": "K-17", "equipment": "XK-9000/77"}), ANNA)
    await read(house)
    number = house.ticket(ticket).number
    for words in (number, str(ticket), f"№ {ticket}", number.lower()):
        assert (await found(house, words))[0] == ticket, words
    for words in ("восход", "xk-9000/77", "полевой", "вентилятор"):
        assert await found(house, words) == [ticket], words
    for words in ("89123456789", "+7 912 345 67 89", "пётр петров", "petrov@voshod.example"):
        assert await found(house, words) == [other, ticket], words


async def test_what_is_renamed_is_found_by_its_new_name(house: House) -> None:
    await administrator(house)
    await house.desk(AddCompany("K-17", "Рога"), ANNA)
    ticket = await house.opened()
    await house.desk(Triage(ticket, {"company": "K-17"}), ANNA)
    assert await found(house, "рога") == [ticket]
    await house.desk(ChangeCompany("K-17", "Копыта"), ANNA)
    await read(house)
    assert await found(house, "копыта") == [ticket] and await found(house, "рога") == []
    assert house.rows("renames") == []


async def test_filters_are_read_as_people_write_them(house: House) -> None:
    await house.staff()
    first, second = await house.opened(subject="Насос"), await house.opened(MARY, subject="Насосная")
    await house.desk(Claim(second, 0), ANNA)
    await house.desk(Resolve(first), IVAN)
    status = house.ticket(first).status
    label = house.profile.status(status).label
    for said in (status, label["ru"], label["en"].upper(), label["ru"][:-1]):
        assert await found(house, "насос", (Filter.STATUS, said)) == [first], said
    assert (
        await found(house, "", (Filter.ASSIGNEE, ME)) == [second] == await found(house, "", (Filter.ASSIGNEE, "anna"))
    )
    assert await found(house, "", (Filter.ASSIGNEE, NOBODY), (Filter.STATUS, OPEN)) == []
    assert await found(house, "", (Filter.STATUS, OPEN)) == [second]
    assert (
        await found(house, "насос", (Filter.SINCE, "today")) == [first]
        and await found(house, "", (Filter.UNTIL, "01.01.2020")) == []
    )
    odd = await house.ask(FindTickets("насос", ((Filter.STATUS, "абракадабра"), (Filter.SINCE, "31.31"))), ANNA)
    assert odd.misread == (("status", "абракадабра"), ("since", "31.31")) and len(odd.page.lines) == 1


async def test_a_database_of_before_is_read_in_small_units_and_is_found(house: House) -> None:
    await house.staff()
    tickets = [await house.opened(subject=f"Насос {n}") for n in range(55)]
    await read(house)
    await house.hop.unit(_forget)
    assert await found(house, "насос") == []
    await house.hop.unit(agree)
    await house.desk(ReadAgain(), TIME)
    assert await found(house, "насос") == tickets[:4:-1]
    await read(house)
    assert (await page(house, "насос")).more and house.count()["search"] == 55


def _forget(unit: object) -> None:
    conn = unit.conn  # type: ignore[attr-defined]
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql(
            "INSERT INTO search_words(search_words, rowid, head, said, noted) "
            "SELECT 'delete', ticket_id, head, said, noted FROM search"
        )
    conn.exec_driver_sql("DELETE FROM search")


async def test_the_words_stand_where_the_words_are_after_a_migration_there_and_back(house: House) -> None:
    await house.staff()
    ticket = await house.opened(subject="Насос")
    house.hop.close()
    migrate.downgrade(house.url, "0009")
    migrate.upgrade(house.url)
    again = House(house.url, house.profile, house.files._root)
    try:
        await again.hop.unit(lambda unit: renamed.note(unit.conn, renamed.EVERYTHING))
        await read(again)
        assert await found(again, "насос") == [ticket]
    finally:
        again.close()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80) | st.sampled_from(
    ['"', "'", "a OR b", "NEAR(a b)", "-", "*", '"""', "said:x", "a* b", "^x", "\\", "\x00", "'':*", "!&|", "(", "𞤀𞤁",
     "{head}", "a AND", "--", "; DROP TABLE tickets", "ǅ", "İ", "½", "¶секрет", "１２"]
))  # fmt: skip
async def test_nothing_that_is_typed_is_a_sign_of_the_engines_language(house: House, text: str) -> None:
    """Whatever is asked, the answer is the tickets that have the words; what was written is found by itself."""
    if not house.rows("tickets"):
        await house.staff()
    answer = await house.ask(FindTickets(text), ANNA)
    assert answer.misread == ()
    if terms(text) and len(terms(text)) < 16:
        ticket = await house.opened(subject="x", body=f"x {text}")
        assert ticket in await found(house, text)


def test_both_sides_of_the_index_speak_alike() -> None:
    text = "Насосы +7 (912) 345-67-89 HD-12 ёж printers_old"
    assert all(any({*way} <= stems(text) for way in term) for term in terms(text))


@pytest.mark.parametrize("by", [IVAN, MARY])
async def test_a_customer_finds_their_own_tickets_only(house: House, by: Visitor) -> None:
    await house.staff()
    own = {IVAN: await house.opened(IVAN, "Насос"), MARY: await house.opened(MARY, "Насос")}
    assert await found(house, "насос", by=by) == [own[by]]
    assert await found(house, str(own[IVAN]), by=MARY) == []


async def test_somebody_who_left_the_desk_finds_nothing(house: House, default_profile: Profile) -> None:
    await house.staff()
    await house.opened(subject="Насос")
    await house.desk(SyncStaff((Member(BORIS.external_id, "Boris", None),)), System("slack"))
    assert await found(house, "насос", by=ANNA) == [] and len(await found(house, "насос", by=BORIS)) == 1


async def test_the_index_is_part_of_the_unit(house: House) -> None:
    await house.staff()
    before = house.count()["search"]
    with pytest.raises(Refusal):
        await house.desk(OpenTicket("", ""), IVAN)
    assert house.count()["search"] == before
    ticket = await house.opened(subject="x" * 200, body="слово " * 2000)
    assert house.count()["search"] == before + 1 and await found(house, "слова") == [ticket]


async def test_ten_thousand_words_of_one_ticket_stay_within_what_an_engine_takes(house: House) -> None:
    await house.staff()
    ticket = await house.opened(subject="Шум")
    for begin in range(0, 60_000, 3_000):
        words = " ".join(f"код{begin + n}" for n in range(1_800))
        await house.desk(AddComment(ticket, words[:19_000]), IVAN)
    await house.desk(AddComment(ticket, "насосная станция"), Visitor(Door.TELEGRAM, "1001"))
    assert await found(house, "код17") == [ticket] == await found(house, "шум")
    with sa.create_engine(house.url, poolclass=sa.NullPool).connect() as conn:
        assert conn.execute(sa.text("SELECT length(said) FROM search")).scalar_one() < 400_000
    assert isinstance(ticket, int) and TicketId(ticket)
