# ruff: noqa: E501
"""What a profile may say, and what each mistake is answered with."""

from pathlib import Path

import pytest

from core.errors import Misconfigured
from core.profile.load import inspect, load
from core.profile.schema import Profile
from core.profile.states import Party
from core.tickets.lifecycle import moves

PROFILES = Path(__file__).parent.parent.parent / "profiles"
DEFAULT = (PROFILES / "default.toml").read_text(encoding="utf-8")

BROKEN: list[tuple[str, str, str, str]] = [
    ("twin status", '[start]\nstatus', '[[statuses]]\nid = "new"\nkind = "new"\nlabel = { ru = "Н", en = "N" }\n\n[start]\nstatus', "statuses.new"),
    ("twin grade", 'id = "4"\nlabel', 'id = "5"\nlabel', "rating.grades.5"),
    ("two defaults", 'en = "High" }', 'en = "High" }\ndefault = true', "priorities.default"),
    ("twin language", '["ru", "en"]', '["ru", "ru"]', "languages.ru"),
    ("no language", '["ru", "en"]', "[]", "languages"),
    ("unknown language", '["ru", "en"]', '["ru", "de"]', "languages"),
    ("words missing", 'ru = "Решена", en = "Resolved"', 'ru = "Решена"', "statuses.resolved.label"),
    ("start nowhere", 'status = "new"', 'status = "nwe"', "start.status"),
    ("claimed nowhere", 'claimed = "in_progress"', 'claimed = "working"', "start.claimed"),
    ("claimed without a move", 'claimed = "in_progress"', 'claimed = "closed"', "start.claimed"),
    ("claimed asks", 'claimed = "in_progress"', 'claimed = "postponed"', "start.claimed"),
    ("move to nowhere", 'to = "closed"', 'to = "gone"', "moves[7]"),
    ("move from nowhere", 'from = ["resolved"]\nto = "closed"', 'from = ["solved"]\nto = "closed"', "moves[7]"),
    ("out of a final one", 'from = ["resolved"]\nto = "closed"', 'from = ["resolved", "canceled"]\nto = "closed"', "statuses.canceled"),
    ("cannot be reached", 'by = ["requester"]', 'by = ["requester"]\n\n[[statuses]]\nid = "island"\nkind = "working"\nlabel = { ru = "О", en = "I" }', "statuses.island"),
    ("button to nowhere", 'verb = "cancel"\nto = "canceled"', 'verb = "cancel"\nto = "cancelled"', "buttons.cancel"),
    ("button without a move", 'verb = "cancel"\nto = "canceled"', 'verb = "cancel"\nto = "waiting"', "buttons.cancel"),
    ("button without a target", 'verb = "cancel"\nto = "canceled"', 'verb = "cancel"', "buttons"),
    ("rate with a target", 'verb = "rate"', 'verb = "rate"\nto = "closed"', "buttons"),
    ("rating without its button", '[[buttons]]\nverb = "rate"\n', "", "rating"),
    ("rated nowhere", 'in = ["resolved", "closed"]', 'in = ["resolved", "done"]', "rating.in"),
    ("asks and nothing follows", 'on_time = "in_progress"', "", "statuses.postponed"),
    ("answer without a move", 'on_answer = "in_progress"', 'on_answer = "closed"', "statuses.waiting.on_answer"),
    ("answer stays where it is", 'on_answer = "in_progress"', 'on_answer = "waiting"', "statuses.waiting.on_answer"),
    ("answer asks", 'on_answer = "in_progress"', 'on_answer = "postponed"', "statuses.waiting.on_answer"),
    ("unknown word", 'claim = true', 'claims = true', "conversation.claims"),
    ("unknown kind", 'kind = "on_hold"', 'kind = "hold"', "statuses.postponed.kind"),
    ("id of no button's data", 'id = "question"', 'id = "вопрос"', "types[1].id"),
    ("subject of no size", "subject = 200", "subject = 5", "limits.subject"),
    ("another version", "version = 1", "version = 2", "version"),
    ("a broken line", 'prefix = "HD"', "prefix = HD", "broken.toml"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "said", "instead", "place"), BROKEN, ids=[row[0] for row in BROKEN])
def test_each_mistake_has_a_finding_that_names_its_place(
    tmp_path: Path, what: str, said: str, instead: str, place: str
) -> None:
    assert said in DEFAULT
    path = tmp_path / "broken.toml"
    path.write_text(DEFAULT.replace(said, instead, 1), encoding="utf-8")
    _, findings = inspect(path)
    assert place in " ".join(f.place for f in findings), [str(found) for found in findings]
    assert all(found.problem and found.mend for found in findings)
    with pytest.raises(Misconfigured, match=r"does not pass"):
        load(path)


@pytest.mark.parametrize("path", sorted(PROFILES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_profile_of_the_house_passes(path: Path) -> None:
    assert inspect(path)[1] == []


def test_a_file_that_is_not_there_or_not_text_is_a_finding(tmp_path: Path) -> None:
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "none.toml", binary, tmp_path):
        profile, findings = inspect(path)
        assert profile is None and len(findings) == 1


def test_the_digest_changes_with_every_byte(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(DEFAULT, encoding="utf-8")
    (tmp_path / "b.toml").write_text(DEFAULT + "\n", encoding="utf-8")
    assert load(tmp_path / "a.toml").digest != load(tmp_path / "b.toml").digest


def test_a_status_that_the_profile_has_dropped_stands_for_itself(default_profile: Profile) -> None:
    left = default_profile.model_copy(update={"statuses": default_profile.statuses[:2]})
    status = left.status("postponed")
    assert (status.label["ru"], status.final, status.on_time) == ("postponed", False, None)
    assert [move.to for move in moves(left, "nowhere", Party.AGENT)] == []
