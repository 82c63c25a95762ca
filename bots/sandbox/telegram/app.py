"""The HTTP side: the control API, and the Bot API beside it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from bots.sandbox.telegram import botapi, playing, playing_groups, weather
from bots.sandbox.telegram.customer import Impossible
from bots.sandbox.telegram.dispatch import Dispatch
from bots.sandbox.telegram.lines import Lines
from bots.sandbox.telegram.postman import Postman
from bots.sandbox.telegram.refusal import Refusal
from bots.sandbox.telegram.world import World


def build(world: World, lines: Lines) -> FastAPI:
    app = FastAPI(title="Telegram stand-in", lifespan=_lifespan(world))
    app.state.world, app.state.lines, app.state.dispatch = world, lines, Dispatch(world)
    for router in (playing_groups.router, playing.router, weather.router, botapi.router):
        app.include_router(router)
    app.add_exception_handler(Impossible, impossible)
    app.add_exception_handler(Refusal, botapi.refusal)
    return app


async def impossible(_: Request, error: Exception) -> JSONResponse:
    """What a person cannot do, with the reason."""
    assert isinstance(error, Impossible)
    return JSONResponse({"detail": error.reason}, error.status)


def _lifespan(world: World) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as tasks:
            postman = tasks.create_task(Postman(world.updates, world.clock).run())
            yield
            postman.cancel()

    return lifespan
