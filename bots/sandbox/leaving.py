"""A stand-in's process leaves at once when it is told to, or when whoever started it is gone."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn


class LeavingServer(uvicorn.Server):
    """`leave` closes what is the stand-in's own, and then calls this one."""

    def __init__(self, config: uvicorn.Config, until_stdin_closes: bool) -> None:
        super().__init__(config)
        self._until_stdin_closes = until_stdin_closes

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.leave)
        if self._until_stdin_closes:
            loop.add_reader(sys.stdin.fileno(), self._read_stdin)
        yield

    def _read_stdin(self) -> None:
        if not os.read(sys.stdin.fileno(), 1024):
            asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
            self.leave()

    def leave(self) -> None:
        self.should_exit = True
