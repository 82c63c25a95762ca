"""Files of a ticket's public messages, served so that no browser takes them for anything of ours (faults E6)."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from bots.web.visit import Visits
from core.api.errors import Code, Refusal
from core.api.shapes import File, FileState, MessageView

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
SHOWN_UP_TO = 5_000_000
UNKNOWN = "application/octet-stream"
Lies = Callable[[str], Path]


class Contents:
    """`lies` says where the content of a digest lies."""

    def __init__(self, visits: Visits, lies: Lies) -> None:
        self._visits = visits
        self._lies = lies

    async def serve(self, request: Request) -> Response:
        """Raises Refusal(MISSING) for a file of another ticket, of an internal message, or not here yet."""
        message, id = _number(request.path_params["message"]), _number(request.path_params["file"])
        visit = await self._visits(request, message + 1, 1)
        file = _found(visit.page.messages.items, message, id)
        path = self._lies(file.digest or "")
        if not await asyncio.to_thread(path.is_file):
            raise Refusal(Code.MISSING)
        media_type = file.media_type if file.media_type in PICTURES else UNKNOWN
        return FileResponse(path, media_type=media_type, filename=file.name, content_disposition_type="attachment")


def pictured(file: File) -> bool:
    """Whether the page shows it, rather than its name alone."""
    return file.state is FileState.READY and file.media_type in PICTURES and (file.size or 0) <= SHOWN_UP_TO


def _found(messages: tuple[MessageView, ...], message: int, id: int) -> File:
    for one in messages:
        if one.id == message and not one.internal:
            for file in one.files:
                if file.id == id and file.state is FileState.READY and file.digest:
                    return file
    raise Refusal(Code.MISSING)


def _number(text: str) -> int:
    """Raises Refusal(MISSING) for what no row can be numbered with."""
    if not (text.isascii() and text.isdecimal() and len(text) < 16):
        raise Refusal(Code.MISSING)
    return int(text)
