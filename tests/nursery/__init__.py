"""Processes of the product in milliseconds: one process imports everything once, and forks each that a test starts.

`started(...)` is the beginning of a command line for `subprocess` and `asyncio`. What runs is a process of its own,
with environment, folder, streams and exit of its own; only its imports are spared. A test of what is imported starts
Python itself, and so does one test at least of each kind, so that the product is seen to start from nothing.
"""

import os
import socket
import sys
import time
from pathlib import Path

ADDRESS = "ZAYAVKA_TEST_NURSERY"
"""The setting that names the socket; where it is not set, Python is started as ever."""

IMPORTS = 600.0
ERRAND = Path(__file__).with_name("errand.py")


def started(*arguments: str) -> list[str]:
    """`python ARGUMENTS`, where they begin with `-m MODULE` or `-c CODE`."""
    address = os.environ.get(ADDRESS)
    if address is None:
        return [sys.executable, *arguments]
    if not ready(address).exists():
        _woken(address)
    return [sys.executable, "-I", "-S", str(ERRAND), address, *arguments]


def ready(address: str) -> Path:
    """A file that is there once everything is imported."""
    return Path(address).with_name("ready")


def _woken(address: str) -> None:
    """Waits here for the imports, so that no test's own patience is spent on them."""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(address)
    until = time.monotonic() + IMPORTS
    while not ready(address).exists():
        assert time.monotonic() < until, "the nursery does not get ready"
        time.sleep(0.01)
