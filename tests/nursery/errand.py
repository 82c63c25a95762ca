"""Stands in the place of a forked process: has its folder, environment and streams, passes on signals, ends as it does.

Run without the site's packages, to be there in milliseconds. When it is killed, the forked one is killed too.
"""

import array
import contextlib
import json
import os
import signal
import socket
import sys

PASSED_ON = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1)


def main() -> None:
    address, *arguments = sys.argv[1:]
    line = socket.socket(socket.AF_UNIX)
    line.connect(address)
    early: list[int] = []
    for number in PASSED_ON:
        signal.signal(number, lambda at, _: early.append(at))
    streams = array.array("i", [0, 1, 2])
    line.sendmsg([b"!"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, streams)])
    order = {"arguments": arguments, "folder": os.getcwd(), "environment": dict(os.environ)}
    line.sendall(json.dumps(order).encode() + b"\n")
    told = line.makefile("rb")
    pid = int(told.readline())

    def passed_on(number: int, _: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)

    for number in PASSED_ON:
        signal.signal(number, passed_on)
    for number in early:
        passed_on(number, None)
    for stream in (0, 1, 2):
        os.close(stream)
    status = int(told.readline() or -signal.SIGKILL)
    if status < 0:
        with contextlib.suppress(OSError):  # nobody handles SIGKILL
            signal.signal(-status, signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    os._exit(status)


if __name__ == "__main__":
    main()
