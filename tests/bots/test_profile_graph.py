"""`zayavka profile graph`: a profile's state machine as SVG, PNG and Mermaid, in both languages."""

import struct
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from core.api.profile import load
from core.profile.graph import graph
from tests.bots.test_cli import refused, zayavka

PROFILES = Path(__file__).parents[2] / "profiles"
SVG = "{http://www.w3.org/2000/svg}"


def texts(root: ET.Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", sorted(path.stem for path in PROFILES.glob("*.toml")))
def test_a_shipped_profile_is_drawn_with_all_its_words(name: str, language: str, tmp_path: Path) -> None:
    file = PROFILES / f"{name}.toml"
    ended = zayavka("profile", "graph", str(file), "--language", language, folder=tmp_path)
    assert ended.returncode == 0 and ended.stderr == ""
    said = " ".join(texts(ET.fromstring(ended.stdout)))
    profile = load(file)
    for status in profile.statuses:
        assert status.label[language] in said
    for button in profile.buttons:
        if button.to and button.label:
            assert button.label[language] in said


def test_the_telephony_desk_says_what_it_is_asked_for_in_a_workshop(tmp_path: Path) -> None:
    ended = zayavka("profile", "graph", str(PROFILES / "telecom.toml"), "--language", "en", folder=tmp_path)
    found = texts(ET.fromstring(ended.stdout))
    for line in (
        "Telephony support: statuses and moves", "start, kind: new", "end, kind: closed",
        "• resolution clock stands still",
        "• silence, 3 working days: “Closed”", "• customer answers: “In progress”", "• moving here takes a comment",
        "• taken: “In progress”", "• customer's button: “Escalate”", "agent", "customer", "system",
    ):  # fmt: skip
        assert line in found
    assert "15 min: “In progress”" in " ".join(found)


def test_a_png_is_the_svg_in_twice_its_size(tmp_path: Path) -> None:
    for name in ("desk.png", "desk.svg"):
        ended = zayavka("profile", "graph", str(PROFILES / "default.toml"), "--out", name, folder=tmp_path)
        assert ended.stdout == f"{name}\n", ended.stderr
    content = (tmp_path / "desk.png").read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    root = ET.parse(tmp_path / "desk.svg").getroot()
    assert struct.unpack(">II", content[16:24]) == (2 * int(root.attrib["width"]), 2 * int(root.attrib["height"]))


def test_mermaid_has_an_arrow_for_each_pair_and_names_who_may(tmp_path: Path) -> None:
    file = PROFILES / "telecom.toml"
    ended = zayavka("profile", "graph", str(file), "--format", "mermaid", "--language", "en", folder=tmp_path)
    lines = ended.stdout.splitlines()
    assert lines[3] == "stateDiagram-v2"
    pairs = {(edge.source, edge.target) for edge in graph(load(file)).edges}
    arrows = [line for line in lines if " --> " in line and "[*]" not in line]
    assert len(arrows) == len(pairs)
    assert "    [*] --> s1" in lines
    assert "    s1 --> s2: agent, system" in lines
    assert [line for line in lines if line.endswith("--> [*]")] == ["    s8 --> [*]", "    s9 --> [*]"]


def test_words_cannot_break_out_of_a_diagram(tmp_path: Path) -> None:
    text = (PROFILES / "default.toml").read_text(encoding="utf-8")
    hostile = tmp_path / "desk.toml"
    hostile.write_text(text.replace('en = "New"', 'en = "<b>\\"New\\": #1; & co"'), encoding="utf-8")
    said = '<b>"New": #1; & co'
    assert said in texts(
        ET.fromstring(zayavka("profile", "graph", str(hostile), "--language", "en", folder=tmp_path).stdout)
    )
    drawn = zayavka("profile", "graph", str(hostile), "--language", "en", "--format", "mermaid", folder=tmp_path).stdout
    assert "#lt;b#gt;#quot;New#quot;#58; #35;1#59; & co<br/>" in drawn


def test_a_profile_with_findings_is_drawn_and_the_findings_are_told(tmp_path: Path) -> None:
    text = (PROFILES / "default.toml").read_text(encoding="utf-8")
    broken = tmp_path / "desk.toml"
    broken.write_text(text.replace('to = "canceled"', 'to = "cancelled"'), encoding="utf-8")
    ended = zayavka("profile", "graph", str(broken), "--language", "en", folder=tmp_path)
    assert ended.returncode == 0
    assert "names the status 'cancelled', which is not defined" in ended.stderr
    assert "Canceled" in texts(ET.fromstring(ended.stdout))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing.toml",), "there is no such file"),
        ((str(PROFILES / "default.toml"), "--format", "gif"), "There is no format 'gif'"),
        ((str(PROFILES / "default.toml"), "--language", "de"), "The profile has no 'de'"),
        ((str(PROFILES / "default.toml"), "--out", "no/such/folder.svg"), "cannot be written"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_one_line(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    ended = zayavka("profile", "graph", *arguments, folder=tmp_path)
    assert ended.returncode == 2 and "Traceback" not in ended.stderr
    assert refused(ended).startswith("zayavka: ") and said in ended.stderr
