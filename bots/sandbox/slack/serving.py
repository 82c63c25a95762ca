"""Hands the running stand-in to the routes."""

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from bots.sandbox.slack.standin import StandIn


def _running(request: Request) -> StandIn:
    running: StandIn = request.app.state.slack
    return running


Slack = Annotated[StandIn, Depends(_running)]
