"""From what a form brought to what the core is asked for."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from bots.web.body import Overflow, capped, drained
from bots.web.forms import AGAIN, Typed
from bots.web.spool import Kept
from core.api.commands import (
    AddComment,
    AddObserver,
    Attachment,
    Cancel,
    Close,
    Escalate,
    Mute,
    OpenTicket,
    Rate,
    Resolve,
    ReturnToWork,
    Unmute,
)
from core.api.kinds import Command, TicketId
from core.api.shapes import Verb

FILES = 10
FIELDS = 20
WORDS = 1_000_000
WHOLE_FILES = 5
"""How many of the largest files fit into one request."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A filled-in form. `token` proves that it came from a page of ours."""

    typed: Typed
    token: str
    uploads: tuple[UploadFile, ...]


Make = Callable[[TicketId, Typed, tuple[Attachment, ...]], Command]
COMMANDS: Mapping[str, Make] = {
    Verb.ANSWER: lambda ticket, typed, files: AddComment(ticket, typed.text, files),
    Verb.RESOLVE: lambda ticket, typed, files: Resolve(ticket),
    Verb.CLOSE: lambda ticket, typed, files: Close(ticket),
    Verb.CANCEL: lambda ticket, typed, files: Cancel(ticket),
    Verb.RETURN: lambda ticket, typed, files: ReturnToWork(ticket),
    Verb.RATE: lambda ticket, typed, files: Rate(ticket, typed.picked, typed.text),
    Verb.ESCALATE: lambda ticket, typed, files: Escalate(ticket, typed.picked, typed.text, files),
    Verb.MUTE: lambda ticket, typed, files: Mute(ticket),
    Verb.UNMUTE: lambda ticket, typed, files: Unmute(ticket),
    Verb.OBSERVE: lambda ticket, typed, files: AddObserver(ticket, typed.text),
    AGAIN: lambda ticket, typed, files: OpenTicket("", typed.text, attachments=files, linked_to=ticket),
}


async def read(request: Request, verb: str, limit: int) -> Wish:
    """Raises Overflow, or HTTPException for what is no form."""
    most = WHOLE_FILES * limit + WORDS
    try:
        form = await capped(request, most).form(max_files=FIELDS, max_fields=FIELDS, max_part_size=WORDS)
    except Overflow:
        await drained(request, 2 * most)
        raise
    uploads = tuple(one for one in form.getlist("files") if isinstance(one, UploadFile) and (one.filename or one.size))
    return Wish(Typed(verb, _text(form, "text"), _text(form, "picked")), _text(form, "form"), uploads)


def key(nonce: str, typed: Typed, kept: list[Kept]) -> str:
    """The press as the core remembers it. Another text from the same page is another press, and is not lost."""
    said = "\0".join([typed.verb, typed.text, typed.picked, *(f"{one.attachment.name}/{one.digest}" for one in kept)])
    return f"web:{nonce}:{hashlib.sha256(said.encode(errors='replace')).hexdigest()[:16]}"


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
