"""The stand-in as one web application."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.websockets import WebSocket

from bots.sandbox.slack.acts.state import Unsendable
from bots.sandbox.slack.api import files, front, responding
from bots.sandbox.slack.control import acting, addressing, looking, rigging, settling, speaking
from bots.sandbox.slack.kinds import Refused
from bots.sandbox.slack.standin import StandIn


def application(slack: StandIn) -> FastAPI:
    app = FastAPI(title="Slack stand-in", lifespan=_lifespan(slack))
    app.state.slack = slack
    for part in (front, files, responding, settling, speaking, acting, addressing, looking, rigging):
        app.include_router(part.routes)

    @app.websocket("/link/")
    async def link(socket: WebSocket, ticket: str = "") -> None:
        await slack.board.serve(socket, ticket, slack.courier.acknowledge)

    @app.exception_handler(Refused)
    async def refused(_: Request, error: Refused) -> JSONResponse:
        return JSONResponse({"detail": error.error, "messages": error.messages}, 409)

    @app.exception_handler(Unsendable)
    async def unsendable(_: Request, error: Unsendable) -> JSONResponse:
        return JSONResponse({"detail": str(error)}, error.status)

    return app


def _lifespan(slack: StandIn) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as tasks:
            courier = tasks.create_task(slack.courier.run())
            yield
            courier.cancel()

    return lifespan
