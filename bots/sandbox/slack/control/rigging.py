"""Shows what the app did, and plans what goes wrong."""

import asyncio
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, BackgroundTasks, HTTPException, Query

from bots.sandbox.slack.control.bodies import Disconnected, FaultPlanned, Limited, Redelivered, Silenced
from bots.sandbox.slack.envelopes import Envelope
from bots.sandbox.slack.journal import Fault
from bots.sandbox.slack.kinds import Json
from bots.sandbox.slack.serving import Slack
from bots.sandbox.slack.standin import StandIn

routes = APIRouter(prefix="/sandbox")


@routes.get("/log")
async def log(slack: Slack, after: int = 0, method: str | None = None) -> list[Json]:
    return [one for one in slack.journal.calls[after:] if method in (None, one["method"])]


@routes.get("/violations")
async def violations(slack: Slack) -> list[Json]:
    return slack.journal.violations


@routes.get("/bans")
async def bans(slack: Slack) -> list[Json]:
    return slack.limits.bans


@routes.get("/envelopes")
async def envelopes(
    slack: Slack, after: int = 0, event_id: str | None = None, state: Annotated[tuple[str, ...], Query()] = ()
) -> list[dict[str, Any]]:
    """Those of one event, or in one of those states, where these are named."""
    sent = slack.courier.envelopes[after:]
    return [asdict(one) for one in sent if event_id in (None, one.event_id) and (not state or one.state in state)]


@routes.get("/sockets")
async def sockets(slack: Slack, at_least: int = 0, seconds: Annotated[float, Query(alias="timeout")] = 10.0) -> Json:
    """The app's open connections, once there are `at_least` so many that were not told to leave."""
    deadline = slack.clock.monotonic() + seconds
    while sum(not line.retiring for line in slack.board.lines) < at_least:
        if not await slack.world.pulse.next(max(0.0, deadline - slack.clock.monotonic())):
            raise HTTPException(408, f"fewer than {at_least} sockets")
    return {"open": len(slack.board.lines), "retiring": sum(line.retiring for line in slack.board.lines)}


@routes.post("/redeliver")
async def redeliver(slack: Slack, body: Redelivered) -> list[Json]:
    chosen = _chosen(slack, body)
    acked = await asyncio.gather(*(slack.courier.redeliver(one) for one in chosen))
    return [
        {"index": one.index, "event_id": one.event_id, "acked": was, "ack_payload": one.ack_payload}
        for one, was in zip(chosen, acked, strict=True)
    ]


@routes.post("/silence")
async def silence(slack: Slack, body: Silenced) -> Json:
    slack.courier.silence(body.drop, body.seed)
    return {"drop": body.drop}


@routes.post("/disconnect")
async def disconnect(slack: Slack, body: Disconnected, later: BackgroundTasks) -> Json:
    """`cut` closes at once without a word."""
    if body.cut:
        lines = list(slack.board.lines)
        for line in lines:
            await slack.board.cut(line)
        return {"connections": len(lines)}
    told = await slack.board.disconnect(body.reason)
    later.add_task(slack.board.cut_later)
    return {"connections": told}


@routes.post("/limits")
async def limits(slack: Slack, body: Limited) -> Json:
    slack.limits.on = body.on
    slack.limits.forget()
    return {"on": body.on}


@routes.post("/faults")
async def plan(slack: Slack, body: FaultPlanned) -> Json:
    slack.journal.faults.append(Fault(**body.model_dump()))
    return {"planned": len(slack.journal.faults)}


@routes.delete("/faults")
async def forget(slack: Slack) -> Json:
    slack.journal.faults.clear()
    return {"planned": 0}


def _chosen(slack: StandIn, body: Redelivered) -> list[Envelope]:
    envelopes = slack.courier.envelopes
    if body.all:
        return list(envelopes)
    if isinstance(body.envelope, int) and 0 <= body.envelope < len(envelopes):
        return [envelopes[body.envelope]]
    found = [one for one in envelopes if one.event_id and one.event_id == body.envelope]
    if not found:
        raise HTTPException(404, f"no envelope {body.envelope}")
    return found
