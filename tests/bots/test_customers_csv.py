"""Customers from CSV and to CSV, through the command (B1)."""

import csv
import io
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bots.wiring.customers import _portions
from core.customers.model import Kind, Line
from tests.nursery import started

ROOT = Path(__file__).parents[2]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
Ended = subprocess.CompletedProcess[str]


class Machine:
    """An operator's shell: a folder, a database, and the command."""

    def __init__(self, folder: Path, url: sa.URL) -> None:
        self.folder = folder
        self._url = url.render_as_string(hide_password=False)

    def __call__(self, *arguments: str, **settings: str) -> Ended:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("ZAYAVKA_")}
        given = {f"ZAYAVKA_{name.upper()}": value for name, value in settings.items()}
        return subprocess.run(
            started("-m", "bots", *arguments), cwd=self.folder, capture_output=True, text=True, timeout=60,
            env=clean | {"PYTHONPATH": str(ROOT), "ZAYAVKA_DATABASE_URL": self._url} | given, check=False,
        )  # fmt: skip

    def take(self, kind: str, text: str | bytes, *more: str, **settings: str) -> Ended:
        (self.folder / "in.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        return self("import", "in.csv", "--kind", kind, *more, **settings)

    def give(self, kind: str, **settings: str) -> bytes:
        ended = self("export", kind, "--out", "out.csv", **settings)
        assert ended.returncode == 0, ended.stderr
        return (self.folder / "out.csv").read_bytes()


@pytest.fixture
def machine(url: sa.URL, tmp_path: Path) -> Machine:
    return Machine(tmp_path, url)


@pytest.fixture
def here(sqlite_url: sa.URL, tmp_path: Path) -> Machine:
    """For what no engine changes."""
    return Machine(tmp_path, sqlite_url)


def counted(ended: Ended) -> list[int]:
    """New, changed, unchanged and wrong, as the last line says."""
    assert "Traceback" not in ended.stderr, ended.stderr
    return [
        int(part.partition(":")[2]) for part in ended.stdout.splitlines()[-1].partition(". ")[2].rstrip(".").split(",")
    ]


FILES = {
    "companies": 'Номер;Название;Часовой пояс;Уровень SLA\nК-1;"ООО ""Ферма""";Europe/Moscow;\nК-2;=1+1;;\n',
    "sites": 'number,company,name,address\nS-1,К-1,Barn,"Lane 1, left"\nS-2,К-2,,Lane 2\n',
    "contracts": (
        "Номер;Компания;Действует с;Действует по;Объекты обслуживания\nД-7;К-1;01.01.2026;31.12.2026;S-2, S-1\n"
    ),
    "equipment": "Serial number,Model,Site,Company\n00017,Fan,S-1,\n-5,Pump,,К-2\n",
    "contacts": "Почта;Компания;Имя;Телефон\nIvan@Farm.example;К-1;Иван;+7 900\nivan@farm.example;К-2;Иван;\n",
}


def filled(machine: Machine) -> Iterator[Ended]:
    for kind, text in FILES.items():
        ended = machine.take(kind, "\ufeff" + text)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        yield ended


def test_what_was_taken_in_comes_out_and_taking_it_in_again_changes_nothing(machine: Machine) -> None:
    assert [counted(ended)[0] for ended in filled(machine)] == [2, 2, 1, 2, 2]
    for kind, text in FILES.items():
        lines = text.count("\n") - 1
        assert counted(machine.take(kind, text)) == [0, 0, lines, 0]
        for language in ("ru", "en"):
            raw = machine.give(kind, language=language)
            assert raw.startswith(b"\xef\xbb\xbf")
            assert counted(machine.take(kind, raw)) == [0, 0, lines, 0]


def test_a_dry_run_says_what_the_real_one_then_does(machine: Machine) -> None:
    [*filled(machine)]
    text = (
        "number,name,level\nК-1,Big farm,\nК-2,=1+1,\nК-3,Mill,\n,nobody,\nК-4,Shop,platinum\nК-3,again,\nК-5,\n"
        "К-6,x,,too much\n"
    )
    dry = machine.take("companies", text, "--dry-run", language="en")
    assert dry.stdout.splitlines() == [
        "Line 2, К-1: would change Name",
        "Line 3, К-2: unchanged",
        "Line 4, К-3: would be added",
        "Line 5, —: would be passed over. “Number”: must be filled in.",
        "Line 6, К-4: would be passed over. “SLA level”: the profile has no level “platinum”.",
        "Line 7, К-3: would be passed over. “Number”: was on line 4 already.",
        "Line 8, К-5: would be passed over. “Name”: must be filled in.",
        "Line 9, К-6: would be passed over. More cells than columns.",
        "Dry run, nothing was written. New: 1, changed: 1, unchanged: 1, wrong: 5.",
    ]
    assert machine.take("companies", text, "--dry-run", language="en").stdout == dry.stdout
    done = machine.take("companies", text, language="en")
    assert (counted(dry), dry.returncode) == (counted(done), done.returncode) == ([1, 1, 1, 5], 1)
    assert done.stdout.splitlines()[:3] == [
        "Line 2, К-1: changed Name", "Line 3, К-2: unchanged", "Line 4, К-3: added",
    ]  # fmt: skip
    assert counted(machine.take("companies", text)) == [0, 0, 3, 5]


def test_the_desk_speaks_its_first_language(here: Machine) -> None:
    said = here.take("companies", "Номер,Название\nК-1,Ферма\n", "--dry-run").stdout
    assert said == (
        "Строка 2, К-1: добавится\n"
        "Проверка, ничего не записано. Новых: 1, изменённых: 0, без изменений: 0, с ошибками: 0.\n"
    )


def test_a_column_that_is_not_there_is_left_alone_and_an_empty_cell_empties(here: Machine) -> None:
    [*filled(here)]
    assert "Строка 2, К-1: без изменений" in here.take("companies", "number\nК-1\n").stdout
    assert "Строка 2, К-1: изменено Часовой пояс" in here.take("companies", "number,zone\nК-1,\n").stdout


def test_a_known_person_is_named_anew_and_that_is_said_before(here: Machine) -> None:
    [*filled(here)]
    here.take("companies", "number,name\nК-3,Mill\n")
    said = here.take("contacts", "email,company,person\nivan@farm.example,К-3,Пётр\n", "--dry-run").stdout
    assert "Строка 2, ivan@farm.example, К-3: добавится; у этого человека изменится Имя" in said
    twice = here.take("contacts", "email,company,person\na@x.ru,К-1,Ann\na@x.ru,К-2,Anna\n")
    assert "в строке 2 этот человек назван иначе" in twice.stdout and counted(twice) == [1, 0, 0, 1]


def test_no_spreadsheet_runs_what_is_exported(here: Machine) -> None:
    """Faults E5: every cell of every file, whatever separator it is read with."""
    starts = ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "＝1", "x;=1", "x,=1", '=HYPERLINK("http://x";"y")']
    rows = io.StringIO(newline="")
    csv.writer(rows).writerows([("number", "name"), *((f"={at}", one) for at, one in enumerate(starts))])
    assert counted(here.take("companies", rows.getvalue())) == [len(starts), 0, 0, 0]
    for language in ("ru", "en"):
        raw = here.give("companies", language=language)
        for separator in ",;":
            read = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=separator)
            assert not [cell for row in read for cell in row if cell.startswith((*FORMULA, "＝"))]
        assert counted(here.take("companies", raw)) == [0, 0, len(starts), 0]


REFUSED = {
    "another encoding": ("номер,название\n1,Ёлка\n".encode("cp1251"), "не в кодировке UTF-8"),
    "a spreadsheet": (b"PK\x03\x04" + b"\0" * 100, "Это не CSV"),
    "unknown column": (b"number,name,password\n1,x,y\n", "Столбец «password» не понятен"),
    "no identity": (b"name\nx\n", "Нет столбца «Номер»"),
    "open quote": (b'number,name\n1,"x\n', "не закрыта кавычка"),
    "nothing": (b"", "Файл пуст"),
    "too large": (b"number,name\n" + b"1,x\n" * 6_000_000, "Файл слишком велик"),
    "too long": (b"number,name\n" + b"1,x\n" * 100_001, "Файл слишком велик"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_in_one_line_and_nothing_is_done(here: Machine, name: str) -> None:
    raw, why = REFUSED[name]
    ended = here.take("companies", raw)
    assert (ended.returncode, ended.stdout) == (2, "")
    (line,) = ended.stderr.splitlines()
    assert line.startswith("zayavka: ") and why in line
    assert here.give("companies").decode().count("\n") == 1


def test_what_is_no_file_or_no_list_or_cannot_be_written_is_said(here: Machine) -> None:
    for arguments, why in (
        (("import", "/dev/zero", "--kind", "sites"), "не читается"),
        (("import", ".", "--kind", "sites"), "не читается"),
        (("import", "in.csv", "--kind", "persons"), "Choose one of companies, contacts"),
        (("export", "sites", "--out", "nowhere/out.csv"), "cannot be written"),
        (("export", "sites", "--out", "."), "cannot be written"),
    ):
        ended = here(*arguments)
        assert ended.returncode == 2 and why in ended.stderr and "Traceback" not in ended.stderr, ended.stderr
    assert [path.name for path in here.folder.iterdir() if "partial" in path.name] == []


def test_thousands_of_lines_go_in_and_come_out(here: Machine, sqlite_url: sa.URL) -> None:
    [*filled(here)]
    sites = "number,company,address\n" + "".join(f"N{at},К-1,Lane {at}\n" for at in range(2_500))
    assert counted(here.take("sites", sites)) == [2_500, 0, 0, 0]
    assert here.give("sites").decode().count("\n") == 2_503
    contracts = "number,company,sites\n" + "".join(f'D{at},К-1,"N{at},N{at + 1},N{at + 2}"\n' for at in range(300))
    assert counted(here.take("contracts", contracts)) == [300, 0, 0, 0]
    assert counted(here.take("contracts", contracts, "--dry-run")) == [0, 0, 300, 0]
    with sqlite3.connect(str(sqlite_url.database)) as found:
        assert found.execute("SELECT count(*) FROM contract_sites").fetchone() == (902,)


@pytest.mark.parametrize(("kind", "said"), [("contacts", {}), ("sites", {}), ("contracts", {"sites": "A, B, C"})])
def test_a_unit_stays_under_a_hundred_rows(kind: str, said: dict[str, str]) -> None:
    """Agreement 5: a contact may be a new person too, a contract is a row for each of its sites besides."""
    rows_a_line = {"contacts": 2, "sites": 1, "contracts": 4}[kind]
    lines = [Line({"number": str(at), **said}, (), at) for at in range(1_000)]
    portions = [*_portions(Kind(kind), iter(lines))]
    assert [line for portion in portions for line in portion] == lines
    assert 50 < max(len(portion) * rows_a_line for portion in portions) < 100
