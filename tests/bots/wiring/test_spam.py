"""The filter is an extra: without its library everything else works, and `zayavka check` says what is missing."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from bots.wiring import inspect, spam
from core.api.ports import trusting
from core.spam.filter import Filter

ROOT = Path(__file__).parents[3]


def test_check_says_that_the_library_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert inspect.remarks() == []
    monkeypatch.setattr(inspect, "find_spec", lambda name: None)
    (said,) = inspect.remarks()
    assert "zayavka[spam]" in said


def test_the_filter_is_wired_where_it_is_installed_and_every_letter_is_good_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    core = SimpleNamespace(hop=None)
    assert isinstance(spam.suspects(core), Filter)  # type: ignore[arg-type]
    monkeypatch.setattr(spam, "learn", None)
    assert spam.suspects(core) is trusting  # type: ignore[arg-type]


def test_the_product_is_imported_without_the_library() -> None:
    hidden = "import sys; sys.modules['sklearn'] = sys.modules['scipy'] = sys.modules['numpy'] = None; "
    code = (
        "import importlib.util as u; u.find_spec = lambda name, f=u.find_spec: None if name == 'sklearn' else f(name); "
    )
    wired = "import bots.wiring.letters, bots.wiring.spam as s; assert s.learn is None; print('well')"
    command = [sys.executable, "-c", hidden + code + wired]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "well", done.stderr[-2000:]
