"""The control API of the surroundings: ordered trouble, a dead server, and the terms it works on."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from bots.sandbox.mail.content import Json
from bots.sandbox.mail.faults import Fault
from bots.sandbox.mail.orders import Ordered, Terms
from bots.sandbox.mail.port import Port
from bots.sandbox.mail.reading import Here

router = APIRouter(prefix="/sandbox")


async def port_of(request: Request) -> Port:
    port: Port = request.app.state.port
    return port


Door = Annotated[Port, Depends(port_of)]


@router.get("/weather")
async def weather(world: Here) -> list[Fault]:
    return world.faults.waiting


@router.post("/weather")
async def order(world: Here, ordered: Ordered) -> Json:
    world.faults.waiting.append(ordered.fault())
    return {}


@router.delete("/weather")
async def clear(world: Here, port: Door) -> Json:
    """Fine again: nothing is ordered any more, and the dead are alive."""
    world.faults.waiting.clear()
    await port.revive()
    return {}


@router.post("/dead")
async def die(port: Door) -> Json:
    port.die()
    return {}


@router.delete("/dead")
async def revive(port: Door) -> Json:
    await port.revive()
    return {}


@router.post("/terms")
async def terms(world: Here, new: Terms) -> Json:
    """For connections made from now on; what is not named falls back to its default."""
    world.terms = new
    return {}
