"""What is forked is a process like any other: folder, streams, exit, signals; and it goes with whoever wanted it."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.nursery import started

SAYS = "import os, sys; print(os.getcwd(), os.environ.get('SAID'), sys.stdin.read(), sys.argv[1:], flush=True);"
WAITS = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"


def ran(code: str, *arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        started("-c", code, *arguments), capture_output=True, text=True, timeout=60, check=False, **more
    )


def test_it_is_forked_here() -> None:
    assert ran("import sys; print('bots.wiring.serve' in sys.modules)").stdout == "True\n"


def test_it_has_a_folder_an_environment_arguments_and_streams_of_its_own(tmp_path: Path) -> None:
    done = ran(SAYS + "sys.exit(3)", "a", "b", cwd=tmp_path, env={"SAID": "Привет"}, input="слово")
    assert (done.returncode, done.stdout, done.stderr) == (3, f"{tmp_path} Привет слово ['a', 'b']\n", "")
    assert "SAID" not in os.environ


@pytest.mark.parametrize(
    ("code", "status", "said"),
    [("import sys; sys.exit('no')", 1, "no\n"), ("1 / 0", 1, "ZeroDivisionError"), ("import sys; sys.exit()", 0, ""),
     ("import os; os.abort()", -signal.SIGABRT, ""), ("import os; os.kill(os.getpid(), 9)", -signal.SIGKILL, ""),
     ("import atexit; atexit.register(print, 'late')", 0, "")],
)  # fmt: skip
def test_it_ends_as_python_does(code: str, status: int, said: str) -> None:
    done = ran(code)
    assert done.returncode == status and said in done.stderr
    assert done.stdout == ("late\n" if "atexit" in code else "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_a_signal_ends_it(number: signal.Signals) -> None:
    with subprocess.Popen(started("-c", WAITS), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        pid = int(process.stdout.readline())
        process.send_signal(number)
        assert process.wait(10) == -number
    until = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_whoever_is_killed_before_it_is_born_takes_nothing_with_it() -> None:
    for patience in range(40):
        process = subprocess.Popen(started("-c", WAITS), stdout=subprocess.DEVNULL)
        time.sleep(patience / 1_000)
        process.kill()
        process.wait()
    assert ran("print('here')").stdout == "here\n"


def test_what_one_does_to_its_modules_no_other_sees() -> None:
    assert ran("import json; json.dumps = None").returncode == 0
    assert ran("import json; print(json.dumps(1))").stdout == "1\n"
