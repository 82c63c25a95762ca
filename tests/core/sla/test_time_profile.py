# ruff: noqa: E501
"""What a profile may say of time, and what each mistake is answered with."""

from pathlib import Path

import pytest

from core.calendar.desk import inspect, load
from core.errors import Misconfigured
from core.profile.schema import Profile
from core.sla.policy import Standing, policy_of, read_policy

PROFILES = Path(__file__).parents[3] / "profiles"
TELECOM = (PROFILES / "telecom.toml").read_text(encoding="utf-8")
FIRST = 'metric = "first_response"\nspan = "4h"\ncalendar = "office"\n'

BROKEN: list[tuple[str, str, str, str]] = [
    ("no such zone", 'zone = "Europe/Moscow"', 'zone = "Europe/Moskau"', "calendars.office"),
    ("no such country", 'country = "RU"', 'country = "XX"', "calendars.office"),
    ("no such hours", 'mon = ["09:00–18:00"]', 'mon = ["09:00–25:00"]', "calendars.office"),
    ("overlapping hours", 'mon = ["09:00–18:00"]', 'mon = ["09:00–18:00", "17:00–19:00"]', "calendars.office"),
    ("no such weekday", 'mon = ["09:00–18:00"]', 'moon = ["09:00–18:00"]', "calendars"),
    ("the name of clock time", 'id = "office"', 'id = "24x7"', "calendars.24x7"),
    ("twin calendar", "[[calendars]]", '[[calendars]]\nid = "office"\nzone = "UTC"\nweek = { mon = ["09:00–18:00"] }\n\n[[calendars]]', "calendars.office"),
    ("a day off without words", 'country = "RU"', 'off = { 2026-12-30 = { ru = "Переезд" } }', "calendars.office.off"),
    ("on and off at once", 'country = "RU"', 'off = { 2026-12-30 = { ru = "П", en = "M" } }\non = { 2026-12-30 = ["09:00–12:00"] }', "calendars.office"),
    ("undefined calendar", FIRST, FIRST.replace("office", "shop"), "targets[1].calendar"),
    ("undefined level", FIRST, FIRST + 'level = "gold"\n', "targets[1].level"),
    ("undefined type", FIRST, FIRST + 'type = ["quality", "cake"]\n', "targets[1].type"),
    ("undefined priority", 'priority = "high"', 'priority = "higher"', "targets[5].priority"),
    ("never wins", FIRST, FIRST + "\n[[targets]]\n" + FIRST, "targets[2]"),
    ("no such metric", 'metric = "first_response"', 'metric = "first_answer"', "targets[1].metric"),
    ("no such span", 'span = "4h"', 'span = "4 hours"', "targets[1].span"),
    ("tells nobody", 'tell = ["assignee", "channel"]', "tell = []", "targets[1].steps.75"),
    ("undefined group", 'tell = ["group:escalation", "channel"]', 'tell = ["group:chiefs"]', "targets[2].steps.100"),
    ("nobody of that kind", 'tell = ["assignee", "channel"]', 'tell = ["boss"]', "targets[1].steps[1].tell"),
    ("a step twice", "at = 75", "at = 100", "targets[1].steps"),
    ("waits for no hours", 'within = "office"', 'within = "shop"', "targets[6].steps.200"),
    ("level without words", "[[calendars]]", '[[levels]]\nid = "gold"\nlabel = { ru = "Золото" }\n\n[[calendars]]', "levels.gold"),
    ("two default levels", "[[calendars]]", '[[levels]]\nid = "a"\nlabel = { ru = "А", en = "A" }\ndefault = true\n\n[[levels]]\nid = "b"\nlabel = { ru = "Б", en = "B" }\ndefault = true\n\n[[calendars]]', "levels.default"),
    ("silence and nothing follows", 'on_silence = "closed"', "", "statuses.resolved"),
    ("silence leads nowhere", 'on_silence = "closed"', 'on_silence = "gone"', "statuses.resolved.on_silence"),
    ("silence without a move", 'on_silence = "closed"', 'on_silence = "canceled"', "statuses.resolved.on_silence"),
    ("silence on no calendar", 'working_days = 3, calendar = "office"', 'working_days = 3, calendar = "shop"', "statuses.resolved.silence"),
    ("silence of two measures", "working_days = 3,", "working_days = 3, hours = 24,", "statuses"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "said", "instead", "place"), BROKEN, ids=[row[0] for row in BROKEN])
def test_each_mistake_has_a_finding_that_names_its_place(
    tmp_path: Path, what: str, said: str, instead: str, place: str
) -> None:
    assert said in TELECOM
    path = tmp_path / "broken.toml"
    path.write_text(TELECOM.replace(said, instead, 1), encoding="utf-8")
    _, findings = inspect(path)
    assert place in " ".join(f.place for f in findings), [str(found) for found in findings]
    assert all(found.problem and found.mend for found in findings)
    with pytest.raises(Misconfigured, match=r"does not pass"):
        load(path)


@pytest.fixture(scope="module")
def telecom() -> Profile:
    return load(PROFILES / "telecom.toml")


def test_a_policy_is_made_once_and_read_back_as_it_was(telecom: Profile) -> None:
    policy = policy_of(telecom)
    assert policy_of(telecom) is policy
    other = telecom.model_copy(update={"targets": telecom.targets[:1]})
    kept = read_policy(policy.version, policy.rules.model_dump_json(), other)
    assert kept.rules == policy.rules and kept.version == policy.version != policy_of(other).version
    standing = Standing("quality", "critical")
    assert [kept.choose(one, standing) for one in kept.metrics] == [
        policy.choose(one, standing) for one in policy.metrics
    ]
