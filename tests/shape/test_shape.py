"""The house itself: floors, sizes, and what prose alone would not keep."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from statistics import median, quantiles

import pytest

from core.kinds import Audience, Event
from core.tickets import event_kinds as events
from core.tickets.lifecycle import REQUESTER_VERBS, STAFF_VERBS, Verb

ROOT = Path(__file__).parent.parent.parent
AWAITS = {
    "desk.py", "jobs.py", "relay", "storage/hop.py", "storage/bells.py", "storage/files.py", "views/ask.py",
    "spam/filter.py",
}  # fmt: skip
"""Where core may be asynchronous: its doors, its trips and the hop."""
LONGEST_MODULE, LONGEST_FUNCTION = 220, 40
Function = ast.FunctionDef | ast.AsyncFunctionDef


def _modules(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_every_import_goes_the_way_the_contracts_say() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def test_every_room_is_protected_and_stands_on_a_floor() -> None:
    contracts = {
        one["id"]: one
        for one in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    }
    rooms = {path.stem for path in (ROOT / "core").iterdir() if _is_room(path)}
    assert {f"core.{room}" for room in rooms - {"api"}} == set(contracts["public-door"]["protected_modules"])
    floors = re.findall(r"\w+", " ".join(contracts["floors-core"]["layers"]))
    assert rooms <= set(floors)


def _is_room(path: Path) -> bool:
    return (path / "__init__.py").exists() or (path.suffix == ".py" and path.name != "__init__.py")


def test_a_rooms_init_imports_nothing() -> None:
    for path in (ROOT / "core").rglob("__init__.py"):
        assert not [node for node in ast.walk(_tree(path)) if isinstance(node, ast.Import | ast.ImportFrom)], path


def test_core_awaits_at_its_doors_only() -> None:
    for path in _modules("core"):
        name = path.relative_to(ROOT / "core").as_posix()
        if name not in AWAITS and name.split("/")[0] not in AWAITS:
            assert not [node for node in ast.walk(_tree(path)) if isinstance(node, ast.AsyncFunctionDef)], name


def test_the_door_hands_names_on_and_defines_none() -> None:
    for path in (ROOT / "core" / "api").glob("*.py"):
        own = [node for node in _tree(path).body if isinstance(node, Function | ast.ClassDef)]
        assert not own, path


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path.relative_to(ROOT)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1


def test_modules_and_functions_stay_small(record_property: Callable[[str, object], None]) -> None:
    """Migrations are records of the past and may be long. The medians are printed by -rA and kept in the report."""
    paths = [path for path in _modules("core", "bots", "bench") if "migrations" not in path.parts]
    modules = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    functions = dict(found for path in paths for found in _functions(path))
    for name, sizes in (("module", modules), ("function", functions)):
        lengths = list(sizes.values())
        record_property(f"{name} median, p90, longest", (median(lengths), quantiles(lengths, n=10)[-1], max(lengths)))
        print(f"{name}: median {median(lengths)}, p90 {quantiles(lengths, n=10)[-1]:.0f}, longest {max(lengths)}")
    assert not {name: size for name, size in modules.items() if size > LONGEST_MODULE}
    assert not {name: size for name, size in functions.items() if size > LONGEST_FUNCTION}


def test_no_module_is_a_drawer() -> None:
    drawers = {"utils", "util", "helpers", "common", "manager", "base", "misc"}
    assert not [path for path in _modules("core", "bots", "bench") if drawers & set(path.with_suffix("").parts)]


def test_constraints_name_versions_only() -> None:
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        assert re.fullmatch(r"[A-Za-z0-9_.\-]+==[A-Za-z0-9_.+!\-]+|#.*|", line), line


@pytest.mark.parametrize("kind", events.KINDS.values(), ids=events.KINDS)
def test_every_kind_of_event_is_read_back_as_it_was_written(kind: type[Event]) -> None:
    values = {field.name: _value(str(field.type)) for field in fields(kind)}  # type: ignore[arg-type]
    event = kind(**values)
    assert events.read(kind.__name__, events.written(event)) == event
    assert isinstance(event.audience, Audience) and event.version >= 1


def _value(kind: str) -> object:
    return True if "bool" in kind else "x" if "str" in kind else 7


def test_every_kind_of_event_is_in_the_table() -> None:
    assert set(events.KINDS) == {kind.__name__ for kind in Event.__subclasses__()}


def test_every_verb_belongs_to_a_side() -> None:
    assert {*REQUESTER_VERBS, *STAFF_VERBS} == set(Verb)
    assert not {*REQUESTER_VERBS} & {*STAFF_VERBS}


def test_every_verb_of_the_requester_is_drawn_in_telegram() -> None:
    draw = pytest.importorskip("bots.telegram.draw", reason="the customers' bot draws no card yet")
    assert set(REQUESTER_VERBS) <= set(draw.DRAWN)


def test_every_verb_of_the_agents_is_drawn_in_slack() -> None:
    draw = pytest.importorskip("bots.slack.draw", reason="the agents' door draws no card yet")
    assert set(STAFF_VERBS) <= set(draw.DRAWN)
