"""The HTTP side: the control API."""

from fastapi import FastAPI

from bots.sandbox.mail import reading, weather
from bots.sandbox.mail.port import Port
from bots.sandbox.mail.world import World


def build(world: World, port: Port) -> FastAPI:
    app = FastAPI(title="Mail stand-in")
    app.state.world, app.state.port = world, port
    for router in (reading.router, weather.router):
        app.include_router(router)
    return app
