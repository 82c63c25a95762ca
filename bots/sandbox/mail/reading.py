"""The control API of the readers: the letters that came, what was wrong with them, and a scanner's visit."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from bots.sandbox.mail.content import Json
from bots.sandbox.mail.orders import Scanned, Wanted
from bots.sandbox.mail.scanner import scan
from bots.sandbox.mail.world import Letter, World

router = APIRouter(prefix="/sandbox")


async def world_of(request: Request) -> World:
    world: World = request.app.state.world
    return world


async def letter_of(number: int, request: Request) -> Letter:
    letters = (await world_of(request)).letters
    if not 1 <= number <= len(letters):
        raise HTTPException(404, f"there is no letter {number}")
    return letters[number - 1]


Here = Annotated[World, Depends(world_of)]
Kept = Annotated[Letter, Depends(letter_of)]


@router.get("/letters")
async def letters(world: Here, to: str | None = None, after: int = 0) -> list[Json]:
    return [view(letter) for letter in world.found(to, after=after)]


@router.get("/letters/{number}")
async def letter(kept: Kept) -> Json:
    return view(kept)


@router.get("/letters/{number}/raw")
async def raw(kept: Kept) -> Response:
    return Response(kept.raw, media_type="message/rfc822")


@router.post("/wait")
async def wait(world: Here, wanted: Wanted) -> Json:
    """Until so many letters to the recipient hold the text, accepted after the letter `after`; the latest is given."""
    end = world.clock.monotonic() + wanted.timeout
    while len(found := world.found(wanted.recipient, wanted.text, wanted.after)) < wanted.count:
        if not await world.changes.wait(end - world.clock.monotonic()):
            raise HTTPException(408, f"{len(found)} of {wanted.count} letters hold {wanted.text!r}")
    return view(found[-1])


@router.get("/violations")
async def violations(world: Here) -> list[Json]:
    return world.violations


@router.get("/log")
async def log(world: Here, after: int = 0) -> list[Json]:
    return world.log[after:]


@router.post("/scan")
async def scanned(world: Here, order: Scanned) -> list[Json]:
    return await scan(world.found(after=order.after))


def view(letter: Letter) -> Json:
    read = letter.content
    envelope = {"number": letter.number, "at": letter.at, "sender": letter.sender, "recipients": letter.recipients}
    words = {"subject": read.subject, "message_id": read.message_id, "text": read.text, "html": read.html}
    rest = {"headers": read.headers, "attachments": read.attachments, "links": read.links}
    return envelope | {"smtputf8": letter.smtputf8, "size": len(letter.raw)} | words | rest
