"""`python -m tests.faults.rig.nursery`: imports everything once, and forks a life of the product for each order."""

import contextlib
import gc
import json
import os
import select
import signal
from typing import Any

from tests.faults.rig.child import live
from tests.faults.rig.orders import Birth

LOOK = 0.01


def main() -> None:
    """Orders come on standard input, one a line; what becomes of each life goes to standard output."""
    gc.collect()
    gc.freeze()
    _say(open=True)
    alive: set[int] = set()
    waiting = b""
    while True:
        readable, _, _ = select.select([0], [], [], LOOK)
        if readable:
            read = os.read(0, 65_536)
            if not read:
                break
            *lines, waiting = (waiting + read).split(b"\n")
            alive.update(_born(Birth.read(line)) for line in lines)
        _bury(alive)
    for pid in alive:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _born(birth: Birth) -> int:
    report = os.dup(1)
    pid = os.fork()
    if pid == 0:
        live(birth, report)
    os.close(report)
    _say(born=pid)
    return pid


def _bury(alive: set[int]) -> None:
    with contextlib.suppress(ChildProcessError):
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            alive.discard(found[0])
            _say(pid=found[0], died=os.waitstatus_to_exitcode(found[1]))


def _say(**words: Any) -> None:
    os.write(1, json.dumps(words).encode() + b"\n")


if __name__ == "__main__":
    main()
