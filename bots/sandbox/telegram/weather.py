"""The control API of the surroundings: faults, limits, the queue, and what was seen of the bot."""

import json

from fastapi import APIRouter, HTTPException, Query, Response

from bots.sandbox.telegram import view
from bots.sandbox.telegram.customer import Impossible
from bots.sandbox.telegram.faults import Fault
from bots.sandbox.telegram.orders import Again, Injected, NextId, Ordered, Switch, TopicMode
from bots.sandbox.telegram.playing import Here, customer_of
from bots.sandbox.telegram.queued import Queued
from bots.sandbox.telegram.refusal import Json

router = APIRouter(prefix="/sandbox")


@router.get("/wait")
async def wait(
    world: Here, user: int, text: str = "", after: int = 0, count: int = 1, seconds: float = Query(10, alias="timeout")
) -> Json:
    """Until so many bot messages hold the text, made or changed since the message `after`; the latest is returned."""
    person = (await customer_of(user, world)).person
    end = world.clock.monotonic() + seconds
    while len(found := view.matches(person, text, after)) < count:
        if not await world.changes.wait(end - world.clock.monotonic()):
            raise HTTPException(408, f"{len(found)} of {count} bot messages hold {text!r}")
    return view.message(world, found[-1])


@router.get("/log")
async def log(world: Here, after: int = 0) -> list[Json]:
    return world.log[after:]


@router.get("/violations")
async def violations(world: Here) -> list[Json]:
    return world.violations


@router.get("/bans")
async def bans(world: Here) -> list[Json]:
    return world.limits.bans


@router.get("/updates")
async def updates(world: Here) -> list[Json]:
    return [_update(each, world.clock.now()) for each in world.updates.everything()]


@router.post("/redeliver")
async def redeliver(world: Here, again: Again) -> Json:
    if again.all == (again.update_id is not None):
        raise Impossible(422, "name an update_id or all")
    return {"update_ids": world.updates.redeliver(again.update_id)}


@router.get("/faults")
async def faults(world: Here) -> list[Fault]:
    return world.faults.waiting


@router.post("/faults")
async def order(world: Here, fault: Ordered) -> Json:
    world.faults.waiting.append(Fault(**fault.model_dump()))
    return {}


@router.delete("/faults")
async def clear(world: Here) -> Json:
    world.faults.waiting.clear()
    return {}


@router.post("/inject")
async def inject(world: Here, injected: Injected) -> Json:
    return {"update_id": world.updates.inject(injected.update)}


@router.post("/update-id")
async def jump(world: Here, next_id: NextId) -> Json:
    world.updates.jump(next_id.next)
    return {}


@router.post("/limits")
async def limits(world: Here, switch: Switch) -> Json:
    world.limits.on = world.updates.strict = switch.on
    return {}


@router.post("/topics")
async def topics(world: Here, mode: TopicMode) -> Json:
    world.mode.on, world.mode.users = mode.on, mode.users
    return {}


@router.get("/files/{file_id}")
async def file(world: Here, file_id: str) -> Response:
    stored = world.files.by_id(file_id)
    if stored is None:
        raise Impossible(404, "there is no such file")
    return Response(stored.content, media_type=stored.mime)


def _update(update: Queued, now: float) -> Json:
    fate: Json = {"served": update.served, "confirmed": update.confirmed, "expired": update.expired(now)}
    fate |= {"failures": update.failures}
    return {"update_id": update.update_id, "kind": update.kind} | fate | {"update": json.loads(update.body)}
