"""`zayavka profile diff`: what another version of a desk means for the tickets of this one."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.clock import DAY
from core.kinds import Instant, TicketId
from core.profile.change import Heap
from core.profile.diff import changes
from core.profile.load import judge
from core.profile.schema import Profile
from core.tickets.commands import Claim, MoveStatus, OpenTicket
from tests.bots.test_cli import refused, zayavka
from tests.core.house import ANNA, IVAN, MARY, House

PROFILES = Path(__file__).parents[2] / "profiles"
DEFAULT = (PROFILES / "default.toml").read_text(encoding="utf-8")
Row = dict[str, Any]
Diff = Callable[..., list[Row]]


@pytest.fixture
def diff(tmp_path: Path) -> Diff:
    def told(*replaced: tuple[str, str], url: str = "sqlite:///none.db") -> list[Row]:
        text = DEFAULT
        for said, instead in replaced:
            assert said in text
            text = text.replace(said, instead)
        (tmp_path / "new.toml").write_text(text, encoding="utf-8")
        ended = zayavka("profile", "diff", "default", "./new.toml", "--json", folder=tmp_path, database_url=url)
        assert ended.returncode == 0, ended.stderr
        return [json.loads(line) for line in ended.stdout.splitlines()]

    return told


@pytest.fixture
async def desk(sqlite_house: House) -> str:
    """Three tickets: one postponed, one in progress, one new; two are questions."""
    await sqlite_house.staff()
    for who, kind in ((IVAN, "question"), (IVAN, "incident"), (MARY, "question")):
        await sqlite_house.desk(OpenTicket("Слышно через раз", "", kind), who)
    first, second, _ = [TicketId(row.id) for row in sqlite_house.rows("tickets")]
    for ticket in (first, second):
        await sqlite_house.desk(Claim(ticket, sqlite_house.ticket(ticket).workflow_rev), ANNA)
    later = Instant(sqlite_house.clock.now() + DAY)
    rev = sqlite_house.ticket(first).workflow_rev
    await sqlite_house.desk(MoveStatus(first, "postponed", rev, until=later), ANNA)
    return str(sqlite_house.url)


async def test_what_stands_in_a_status_that_is_gone_is_counted(diff: Diff, desk: str) -> None:
    rows = diff(('id = "postponed"', 'id = "later"'), ('"postponed"', '"later"'), url=desk)
    gone = next(row for row in rows if row["place"] == "statuses.postponed")
    assert (gone["change"], gone["tickets"]) == ("has another id, 'later'", 1)
    assert "stuck" in gone["effect"]
    assert {"place": "statuses.later", "change": "is new", "tickets": 0, "effect": "No ticket stands in it yet"} in rows


async def test_a_type_that_is_gone_counts_its_open_tickets(diff: Diff, desk: str) -> None:
    said = '[[types]]\nid = "question"\nlabel = { ru = "Вопрос", en = "Question" }\n\n'
    (gone,) = [row for row in diff((said, ""), url=desk) if row["place"] == "types.question"]
    assert gone["tickets"] == 2
    assert "keep it" in gone["effect"]


async def test_a_move_that_is_gone_counts_who_could_make_it(diff: Diff, desk: str) -> None:
    said = 'from = ["new", "in_progress", "postponed"]\nto = "waiting"'
    (gone,) = diff((said, said.replace('"in_progress", ', "")), url=desk)
    assert (gone["change"], gone["tickets"]) == ("in_progress → waiting is gone for agent", 1)


async def test_new_targets_touch_no_ticket_that_is_open(diff: Diff, desk: str) -> None:
    (row,) = diff((DEFAULT[-30:], DEFAULT[-30:] + '\n[[targets]]\nmetric = "resolution"\nspan = "8h"\n'), url=desk)
    assert (row["place"], row["change"], row["tickets"]) == ("targets", "resolution is new", 0)
    assert "keep the targets" in row["effect"]


async def test_a_field_required_to_resolve_concerns_the_open_tickets_of_its_type(diff: Diff, desk: str) -> None:
    label = 'label = { ru = "Вопрос", en = "Question" }'
    cause = 'id = "cause"\nlabel = { ru = "Причина", en = "Cause" }\nrequired = "resolve"\nagents_only = true\n'
    since = 'id = "since"\nlabel = { ru = "С какого дня", en = "Since when" }\nrequired = "open"\n'
    first = '[[priorities]]\nid = "low"'
    fields = f"[[fields]]\n{cause}\n[[fields]]\n{since}\n"
    rows = diff((label, f'{label}\nfields = ["cause", "since"]'), (first, fields + first), url=desk)
    told = {row["change"]: row["tickets"] for row in rows}
    assert told["'cause' is required to resolve"] == 2
    assert told["'since' is required to open"] == 0


def test_without_a_database_the_changes_are_told_alone(tmp_path: Path) -> None:
    ended = zayavka("profile", "diff", "default", "telecom", folder=tmp_path)
    assert ended.returncode == 0
    assert "statuses.postponed" in ended.stdout and "?" in ended.stdout
    assert "not counted: there is no database" in ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == []


def test_a_database_that_does_not_answer_is_said(tmp_path: Path) -> None:
    nowhere = "postgresql://nobody@127.0.0.1:9/x"
    ended = zayavka("profile", "diff", "default", "telecom", "--json", folder=tmp_path, database_url=nowhere)
    assert ended.returncode == 0
    assert "cannot be reached" in ended.stderr
    gone = next(row for line in ended.stdout.splitlines() if (row := json.loads(line))["place"] == "statuses.postponed")
    assert gone["tickets"] is None


def test_a_version_that_cannot_run_is_refused(tmp_path: Path) -> None:
    (tmp_path / "new.toml").write_text(DEFAULT.replace('to = "canceled"', 'to = "cancelled"'), encoding="utf-8")
    assert "does not pass" in refused(zayavka("profile", "diff", "default", "./new.toml", folder=tmp_path))
    assert "no such file" in refused(zayavka("profile", "diff", "./old.toml", "default", folder=tmp_path))


def test_the_same_desk_in_other_words_of_toml_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "new.toml").write_text(f"# The same.\n{DEFAULT}", encoding="utf-8")
    ended = zayavka("profile", "diff", "default", "./new.toml", folder=tmp_path)
    assert (ended.returncode, ended.stdout) == (0, "The two versions mean the same.\n")


def profile_of(said: Row) -> Profile:
    profile, findings = judge(said)
    assert profile is not None, findings
    return profile


SAID = {name: tomllib.loads((PROFILES / f"{name}.toml").read_text(encoding="utf-8")) for name in ("itsm", "telecom")}


def changed(desk: str, change: Callable[[Row], object]) -> dict[str, str]:
    """By place, what is told of a change."""
    said = json.loads(json.dumps(SAID[desk], default=str))
    old = profile_of(said)
    change(said)
    new = profile_of(said)
    return {f"{one.place}: {one.change}": one.effect for one in changes(old, new)}


@pytest.mark.parametrize("desk", SAID)
def test_no_table_of_a_profile_changes_in_silence(desk: str) -> None:
    old = profile_of(SAID[desk])
    other = profile_of(SAID["telecom" if desk == "itsm" else "itsm"])
    for name in Profile.model_fields:
        new = old.model_copy(update={name: getattr(other, name)})
        told = [one.place for one in changes(old, new)]
        differs = name != "digest" and getattr(old, name) != getattr(other, name)
        assert any(place.startswith(name) for place in told) == differs, (name, told)


def test_silence_says_what_becomes_of_its_timers() -> None:
    shorter = changed("itsm", lambda said: said["statuses"][3]["silence"].update(hours=12))
    assert "keep their time" in shorter["statuses.done.silence: is of another length or leads elsewhere"]
    none = changed("itsm", lambda said: [said["statuses"][3].pop(name) for name in ("silence", "on_silence")])
    assert "dropped" in none["statuses.done.silence: closes nothing any more"]


def test_a_pause_changes_nothing_for_tickets_that_are_open() -> None:
    (effect,) = changed("telecom", lambda said: said["statuses"][3].update(pauses=False)).values()
    assert "by the rules that they began with" in effect


def test_a_target_says_what_it_was() -> None:
    assert "targets: first_response is 6h on office, no longer 4h on office" in changed(
        "telecom", lambda said: said["targets"][0].update(span="6h")
    )


def test_what_tickets_do_not_tell_is_not_guessed() -> None:
    """A table of tickets that has no such column leaves the count open."""
    old = profile_of(SAID["itsm"])
    gone = next(
        one
        for one in changes(old, old.model_copy(update={"services": old.services[:-1]}))
        if one.place == "services.supply"
    )
    known: list[Heap] = [({"status": "done", "service": "supply"}, 2), ({"status": "closed", "service": "supply"}, 5)]
    assert gone.touched(known) == 2
    assert gone.touched([({"status": "done"}, 2)]) is None
