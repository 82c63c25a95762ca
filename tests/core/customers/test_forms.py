"""What people type, in its form; what a spreadsheet would run; how long a contract lasts."""

import csv
import io
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.clock import SECOND
from core.customers.forms import read, sifted
from core.customers.model import FIELDS, Fault, Kind, Line, Problem
from core.customers.sheet import MOST_BYTES, Flaw, Unreadable, defused, headed, parse, restored, written
from core.customers.term import Standing, Term, standing, term

NAMES = {headed(field.name): field.name for field in FIELDS[Kind.SITES]}
STARTERS = "=+-@\t\r\n＝＋－＠"


def _at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * SECOND


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("2026-12-31", "2026-12-31"), ("31.12.2026", "2026-12-31"), (" 1.2.2026 ", "2026-02-01"), ("", "")],
)
def test_dates_are_read_as_people_here_write_them(typed: str, kept: str) -> None:
    assert read(Kind.CONTRACTS, {"valid_from": typed}) == Line({"valid_from": kept})


@pytest.mark.parametrize("typed", ["12/31/2026", "31.02.2026", "2026-13-01", "tomorrow", "0001-01-01", "9999-12-31"])
def test_a_date_that_is_none_or_ambiguous_is_a_fault(typed: str) -> None:
    assert read(Kind.CONTRACTS, {"valid_from": typed}).faults == (Fault("valid_from", Problem.DAY, typed),)


@pytest.mark.parametrize("typed", ["Mars/Olympus", "Europe", "../../etc/passwd", "/etc/localtime", "tzdata.zi"])
def test_a_zone_that_is_none_is_a_fault(typed: str) -> None:
    assert read(Kind.COMPANIES, {"zone": typed}).faults == (Fault("zone", Problem.ZONE, typed),)


def test_only_what_is_said_is_read_and_it_is_one_clean_line() -> None:
    said = {"name": " ООО\r\n\u202eФерма\x00 ", "unheard": "x", "number": "и\u0306"}
    assert read(Kind.COMPANIES, said) == Line({"number": "й", "name": "ООО Ферма"})
    long = read(Kind.COMPANIES, {"number": "1" * 101})
    assert long.faults == (Fault("number", Problem.LONG, "1" * 101),)


def test_equal_lists_of_sites_are_equal_texts() -> None:
    assert read(Kind.CONTRACTS, {"sites": "S2;S1, S2,,"}).record == {"sites": "S1, S2"}
    assert read(Kind.SITES, {"number": "S1,S2"}).faults == (Fault("number", Problem.SEPARATOR, "S1,S2"),)


def test_a_file_says_each_thing_once() -> None:
    said = [
        ("a@x.ru", "1", "Ann"), ("b@x.ru", "1", "Bob"), ("a@x.ru", "1", "Ann"), ("a@x.ru", "2", "Anna"),
        ("", "1", "C"), ("", "1", "D"),
    ]  # fmt: skip
    lines = [Line({"email": one, "company": two, "person": who}, (), at) for at, (one, two, who) in enumerate(said, 2)]
    faults = [line.faults for line in sifted(Kind.CONTACTS, lines)]
    assert faults[:2] == [(), ()] and faults[4:] == [(), ()]
    assert faults[2] == (Fault("email", Problem.REPEATED, "2"),)
    assert faults[3] == (Fault("person", Problem.CONTRADICTED, "2"),)


@given(st.text())
def test_nothing_that_leaves_is_a_formula_and_everything_comes_back(text: str) -> None:
    assert not defused(text).startswith(tuple(STARTERS))
    assert restored(defused(text)) == text


@given(st.sampled_from(["", "'", "''"]), st.sampled_from(STARTERS), st.text(max_size=5))
def test_what_looks_defused_already_comes_back_too(quotes: str, starter: str, rest: str) -> None:
    assert restored(defused(quotes + starter + rest)) == quotes + starter + rest
    assert defused(quotes + starter + rest).startswith("'")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=4, max_size=4), st.sampled_from(";,"))
def test_a_row_comes_back_through_a_file(cells: list[str], separator: str) -> None:
    raw = written([list(NAMES.values()), cells], separator).encode("utf-8-sig")
    rows = parse(raw, NAMES, ["number"])
    assert [row.said for row in rows] == (
        [dict(zip(NAMES.values(), cells, strict=True))] if "".join(cells).strip() else []
    )


LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("=+-@'\",; "), max_size=8)


@given(st.lists(LINES, min_size=1, max_size=4), st.sampled_from(",;"))
@example(["", ","], ";")
def test_no_cell_becomes_a_formula_where_another_separator_is_expected(cells: list[str], separator: str) -> None:
    """The end of the row may fall into a quoted cell there, and is no formula."""
    raw = written([cells], separator)
    for expected in ",;":
        rows = csv.reader(io.StringIO(raw, newline=""), delimiter=expected)
        cells_there = [cell.removesuffix("\r\n") for row in rows for cell in row]
        assert not [cell for cell in cells_there if cell.startswith(tuple(STARTERS))]


UNREADABLE = {
    "nothing": (b"", Flaw.EMPTY),
    "no header": (b" \n;;\n", Flaw.EMPTY),
    "another encoding": ("номер".encode("cp1251"), Flaw.ENCODING),
    "UTF-16": ("number,address".encode("utf-16"), Flaw.ENCODING),
    "no text": (b"number,address\0", Flaw.BINARY),
    "a spreadsheet": (b"PK\3\4\x14\0", Flaw.BINARY),
    "unknown column": (b"number,colour\n", Flaw.COLUMN),
    "unnamed column": (b"number,,address\n", Flaw.COLUMN),
    "column twice": (b"number,address,Number\n", Flaw.TWICE),
    "no identity": (b"address\nx\n", Flaw.LACKING),
    "open quote": (b'number\n"x\n', Flaw.BROKEN),
    "stray quote": (b'number\n"x"y\n', Flaw.BROKEN),
    "endless cell": (b"number\n" + b"x" * 200_000, Flaw.BROKEN),
    "too many lines": (b"number\n" + b"1\n" * 100_001, Flaw.LARGE),
    "too many bytes": (b"number\n" + b"x" * MOST_BYTES, Flaw.LARGE),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(name: str) -> None:
    raw, flaw = UNREADABLE[name]
    with pytest.raises(Unreadable) as refused:
        parse(raw, NAMES, ["number"])
    assert refused.value.flaw is flaw


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    rows = parse(b'number,address\r\n1,"two\r\nlines"\r\n\r\n2,x,\r\n3\r\n4,x,y\r\n', NAMES, ["number"])
    assert [(row.at, row.crowded) for row in rows] == [(2, False), (5, False), (6, False), (7, True)]
    assert rows[2].said == {"number": "3"}


def test_a_contract_lasts_through_its_last_day_on_the_customers_own_clock() -> None:
    lasts = term("Europe/Moscow", "2026-01-01", "2026-12-31")
    assert lasts == Term(_at("2025-12-31T21:00"), _at("2026-12-31T21:00"))
    moments = [(lasts.since or 0) - 1, lasts.since or 0, (lasts.until or 0) - 1, lasts.until or 0]
    assert [standing(lasts, at) for at in moments] == [
        Standing.AHEAD, Standing.IN_FORCE, Standing.IN_FORCE, Standing.RUN_OUT,
    ]  # fmt: skip


def test_an_open_end_never_comes() -> None:
    assert standing(term("Asia/Omsk", "", ""), 0) is Standing.IN_FORCE
    assert standing(term("Asia/Omsk", "2026-01-01", ""), _at("2199-01-01")) is Standing.IN_FORCE
