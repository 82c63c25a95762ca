"""`python -m tests.nursery SOCKET`: waits for its first order, imports everything, then forks a process for each order.

Leaves when its standard input is closed, and takes with it whatever it started.
"""

import atexit
import contextlib
import gc
import importlib
import json
import os
import runpy
import select
import selectors
import signal
import socket
import sys
import threading
import time
import traceback
from typing import Any, NoReturn

from tests.nursery import ready

STREAMS = 3


class Home:
    """One connection for each life: an order and three streams come in, its pid and its exit go out."""

    def __init__(self, listening: socket.socket) -> None:
        self._listening = listening
        self._lines: dict[int, socket.socket] = {}
        self._look = selectors.DefaultSelector()
        self._look.register(listening, selectors.EVENT_READ)
        self._look.register(0, selectors.EVENT_READ)
        self._woken, self._waking = os.pipe()
        os.set_blocking(self._waking, False)
        self._look.register(self._woken, selectors.EVENT_READ)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._waking, warn_on_full_buffer=False)

    def keep(self) -> dict[str, Any] | None:
        """Returns an order in the process that it is for, and None in the nursery, when that leaves."""
        while True:
            for key, _ in self._look.select():
                if key.fd == 0:
                    self._kill_all()
                    return None
                if key.fd == self._woken:
                    os.read(self._woken, 4096)
                elif key.fileobj is self._listening:
                    if (order := self._welcome()) is not None:
                        return order
                else:
                    self._left(key.data)
            self._bury()

    def _welcome(self) -> dict[str, Any] | None:
        line, _ = self._listening.accept()
        streams, order = _heard(line)
        if order is None:
            for stream in streams:
                os.close(stream)
            line.close()
            return None
        pid = os.fork()
        if pid == 0:
            self._grow_up(line, streams)
            return order
        for stream in streams:
            os.close(stream)
        self._lines[pid] = line
        self._look.register(line, selectors.EVENT_READ, pid)
        with contextlib.suppress(OSError):  # if nobody listens any more, that is seen next
            line.sendall(b"%d\n" % pid)
        return None

    def _grow_up(self, line: socket.socket, streams: list[int]) -> None:
        """Nothing of the nursery stays open in a life of its own; ⌃C is heard there, even if a shell mutes it here."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for held in (line, self._listening, *self._lines.values()):
            held.close()
        self._look.close()
        os.close(self._woken)
        os.close(self._waking)
        for at, stream in enumerate(streams):
            os.dup2(stream, at)
        for stream in streams:
            os.close(stream)

    def _left(self, pid: int) -> None:
        """Whoever ordered it is gone: it goes too."""
        self._look.unregister(self._lines[pid])
        os.kill(pid, signal.SIGKILL)

    def _bury(self) -> None:
        while self._lines and (found := os.waitpid(-1, os.WNOHANG))[0]:
            line = self._lines.pop(found[0])
            with contextlib.suppress(KeyError):
                self._look.unregister(line)
            with contextlib.suppress(OSError):
                line.sendall(b"%d\n" % os.waitstatus_to_exitcode(found[1]))
            line.close()

    def _kill_all(self) -> None:
        for pid in self._lines:
            os.kill(pid, signal.SIGKILL)


def _heard(line: socket.socket) -> tuple[list[int], dict[str, Any] | None]:
    """No order from somebody who only woke us, or who was killed before it was out."""
    streams: list[int] = []
    try:
        _, streams, _, _ = socket.recv_fds(line, 1, STREAMS)
        with line.makefile("rb") as told:
            said = told.readline()
        return streams, json.loads(said) if said.endswith(b"\n") else None
    except OSError:
        return streams, None


def become(arguments: list[str], folder: str, environment: dict[str, str]) -> NoReturn:
    """As `python ARGUMENTS` would, and ends as that does; but takes nothing apart: that would last 0.4 s."""
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(folder)
    sys.stdin = open(0, encoding="utf-8", closefd=False)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)
    status = _lived(*arguments)
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    if status < 0:
        with contextlib.suppress(OSError):  # nobody handles SIGKILL
            signal.signal(-status, signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    os._exit(status)


def _lived(kind: str, named: str, *rest: str) -> int:
    sys.argv = [kind, *rest]
    try:
        if kind == "-m":
            runpy.run_module(named, run_name="__main__", alter_sys=True)
        else:
            exec(compile(named, "<string>", "exec"), {"__name__": "__main__"})
    except SystemExit as left:
        if left.code is None or isinstance(left.code, int):
            return (left.code or 0) & 0xFF
        print(left.code, file=sys.stderr)
        return 1
    except BaseException as error:
        traceback.print_exc()
        return -signal.SIGINT if isinstance(error, KeyboardInterrupt) else 1
    return 0


def main() -> None:
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(sys.argv[1])
    listening.listen(128)
    if 0 in select.select([0, listening], [], [])[0]:
        return
    importlib.import_module("tests.nursery.everything")
    gc.collect()
    gc.freeze()
    ready(sys.argv[1]).touch()
    order = Home(listening).keep()
    if order is not None:
        become(**order)


if __name__ == "__main__":
    main()
