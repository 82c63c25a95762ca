"""Says where the app listens: at an HTTP door, or at the end of its own sockets."""

from fastapi import APIRouter, BackgroundTasks

from bots.sandbox.slack.control.bodies import Addressed
from bots.sandbox.slack.door import Door
from bots.sandbox.slack.kinds import Json
from bots.sandbox.slack.serving import Slack

routes = APIRouter(prefix="/sandbox")


@routes.post("/http")
async def over_http(slack: Slack, body: Addressed, later: BackgroundTasks) -> Json:
    """The URL has to give its challenge back first; with it Socket Mode is switched off."""
    door = Door(body.url, body.signing_secret, slack.clock)
    await door.verify(slack.world.app.verification_token)
    slack.courier.door = door
    told = await slack.board.disconnect("link_disabled")
    later.add_task(slack.board.cut_later)
    return {"url": door.url, "connections": told}


@routes.delete("/http")
async def over_sockets(slack: Slack) -> Json:
    slack.courier.door = None
    return {"url": None}
