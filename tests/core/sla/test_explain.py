"""Why is it due then: desk C's numbers through the command, and the reckoning of a life with pauses."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from core.clock import HOUR, MINUTE
from core.profile.load import load
from core.profile.schema import Profile
from core.sla.explain import Mark, explain
from core.sla.policy import Standing, policy_of
from core.sla.targets import applied, begun
from tests.core.sla.streams import profile_of, recorded
from tests.nursery import started

ROOT = Path(__file__).parents[3]
FRIDAY = "2026-11-20T17:00:00+03:00"


def promised(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ZAYAVKA_")}
    return subprocess.run(
        started("-m", "bots", "sla", "due", *arguments), cwd=cwd, env=clean | {"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("triaged", "due"),
    [((), "12:00"), (("--type", "incident"), "12:00"), (("--type", "incident", "--category", "registration"), "10:00")],
)
def test_a_letter_of_friday_evening_is_due_on_monday(triaged: tuple[str, ...], due: str) -> None:
    """C3: Friday 17:00 Moscow time and four working hours are Monday 12:00; two are 10:00."""
    done = promised("--profile", "software", *triaged, "--at", FRIDAY, "--json")
    assert done.returncode == 0, done.stderr
    target = json.loads(done.stdout)["targets"][0]
    assert (target["metric"], target["zone"]) == ("first_response", "Europe/Moscow")
    assert target["due_at"] == f"2026-11-23T{due}:00+03:00"
    assert [step["kind"] for step in target["steps"]] == ["from", "window", "window", "due"]
    worked = [step["minutes"] for step in target["steps"] if step["kind"] == "window"]
    assert sum(worked) == target["steps"][-1]["minutes"] and worked[0] == 60


def test_a_time_without_an_offset_is_the_desks_own() -> None:
    said = [promised("--profile", "software", "--at", at, "--json").stdout for at in (FRIDAY, "2026-11-20T17:00")]
    assert said[0] == said[1] != ""


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_reckoning_is_told_in_both_languages(language: str) -> None:
    done = promised("--profile", "telecom", "--at", "2026-12-30T17:00", "--language", language)
    assert done.returncode == 0, done.stderr
    holidays = {"ru": "Новогодние каникулы", "en": "New Year Holidays"}
    assert holidays[language] in done.stdout and "2027-01-11" in done.stdout
    assert "{" not in done.stdout


def test_what_the_profile_does_not_know_is_said_in_one_line() -> None:
    for wrong, said in (
        (["--type", "cake", "--at", FRIDAY], "no type 'cake'"),
        (["--category", "cake", "--at", FRIDAY], "no category 'cake'"),
        (["--at", "soon"], "'soon' is no time"),
    ):
        done = promised("--profile", "telecom", *wrong)
        assert done.returncode == 2 and said in done.stderr and "Traceback" not in done.stderr


def test_the_lines_of_a_paused_clock_add_up(default_profile: Profile) -> None:
    """Every line follows the one before it, and the windows sum up to the promise."""
    policy = policy_of(profile_of(default_profile))
    monday = 20_766 * 1440 + 9 * 60
    course = begun(policy, Standing("question", "high", "silver"), "new", monday * MINUTE)
    for minute, given in (
        (60, ("new", "waiting", False)), (1_440, ("waiting", "new", False)), (1_500, ("new", "waiting", True)),
        (2_880, ("waiting", "new", False)),
    ):  # fmt: skip
        course = applied(course, recorded("move", given, monday + minute), policy)
    clock = next(one for one in course.clocks if one.metric == "resolution")
    told: Any = explain(clock, policy)
    marks = [line.mark for line in told.lines]
    assert marks[:5] == [Mark.FROM, Mark.WINDOW, Mark.PAUSE, Mark.RESTORED, Mark.PAUSE]
    assert Mark.CLOSED in marks, "the holiday of Wednesday the 11th"
    assert sum(line.span for line in told.lines if line.mark is Mark.WINDOW) == 20 * HOUR == told.lines[-1].span
    assert told.due_at == told.lines[-1].start == clock.due_at


def test_the_shipped_desk_is_promised_something() -> None:
    assert len(policy_of(load(ROOT / "profiles" / "telecom.toml")).metrics) == 3
