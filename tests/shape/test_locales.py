"""Every word a person reads: there in each language, sound, and used."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bots.wording import Words
from core.errors import Code
from core.profile.schema import Profile

ROOT = Path(__file__).parent.parent.parent
LOCALES = ROOT / "locales"
LANGUAGES = sorted(path.name for path in LOCALES.iterdir() if path.is_dir())
FILES = sorted({path.name for path in LOCALES.rglob("*.ftl")})


class Arguments(Visitor):
    """The variables that a message asks for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        self.names.add(node.id.name)


def _entries(language: str) -> Iterator[ftl.EntryType]:
    for path in sorted((LOCALES / language).glob("*.ftl")):
        yield from FluentParser().parse(path.read_text(encoding="utf-8")).body


def _messages(language: str) -> dict[str, set[str]]:
    """Key → the arguments it names."""
    found: dict[str, set[str]] = {}
    for entry in _entries(language):
        if isinstance(entry, ftl.Message):
            seen = Arguments()
            seen.visit(entry)
            assert entry.id.name not in found, f"{language}: {entry.id.name} twice"
            found[entry.id.name] = seen.names
    return found


def test_both_languages_are_here() -> None:
    assert LANGUAGES == ["en", "ru"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_junk(language: str) -> None:
    assert not [entry.content for entry in _entries(language) if isinstance(entry, ftl.Junk)]


def test_every_language_has_the_same_keys_with_the_same_arguments() -> None:
    english, russian = _messages("en"), _messages("ru")
    assert english.keys() - russian.keys() == russian.keys() - english.keys() == set()
    assert {key: names for key, names in english.items() if names != russian[key]} == {}


@pytest.mark.parametrize("file", FILES)
def test_a_file_has_the_same_keys_in_the_same_order_in_each_language(file: str) -> None:
    orders = [
        re.findall(r"^([a-z][\w-]*) *=", (LOCALES / one / file).read_text(encoding="utf-8"), re.M) for one in LANGUAGES
    ]
    assert orders[0] == orders[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_formats_with_the_arguments_it_names(language: str, default_profile: Profile) -> None:
    words = Words(default_profile)
    for key, names in _messages(language).items():
        for values in ({name: "<&value>" for name in names}, {name: 3 for name in names}):
            text = words(language, key, **values)
            assert text.strip() and "{" not in text, key


@pytest.mark.parametrize("gender", ["feminine", "masculine", "neuter"])
def test_a_desk_with_a_noun_of_any_gender_is_worded(default_profile: Profile, gender: str) -> None:
    raw = default_profile.model_dump(by_alias=True, mode="json")
    raw["nouns"]["ticket"]["ru"]["gender"] = gender
    words = Words(Profile.model_validate(raw))
    for key, names in _messages("ru").items():
        assert words("ru", key, **dict.fromkeys(names, "x")).strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_words(language: str) -> None:
    assert {f"refusal-{code}" for code in Code} <= _messages(language).keys()


def _strings() -> Iterator[tuple[str, bool]]:
    """Every string in the bots, and whether it is only the beginning of one."""
    for path in (ROOT / "bots").rglob("*.html"):
        yield from ((key, False) for key in re.findall(r'"([a-z]+(?:-[a-z0-9]+)+)"', path.read_text(encoding="utf-8")))
    for path in [*(ROOT / "bots").rglob("*.py"), *(ROOT / "core").rglob("*.py")]:
        if "sandbox" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value, False
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                yield str(node.values[0].value), True


NOT_KEYS = {"slack-action"}
"""A source of the inbox, and no word of anybody's."""
SHAPE = re.compile(r"(tg|slack|refusal|file-lost|page|mail|web|sla|graph|time)-[a-z0-9]+(-[a-z0-9]+)*")


def test_every_key_is_used() -> None:
    found = list(_strings())
    whole = {text for text, begun in found if not begun}
    begins = tuple(text for text, begun in found if begun and text.endswith("-"))
    assert [key for key in _messages("en") if key not in whole and not key.startswith(begins)] == []


def test_every_key_that_is_used_is_there() -> None:
    """Strings that look like keys: a family that the locales know, then words with hyphens."""
    known = _messages("en").keys()
    families = {key.split("-")[0] for key in known}
    used = {
        node.value
        for path in (ROOT / "bots").rglob("*.py")
        if "sandbox" not in path.parts
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        for node in call.args
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    keys = {text for text in used if SHAPE.fullmatch(text) and text.split("-")[0] in families}
    assert keys - known - NOT_KEYS == set()
