"""The Bot API itself, behind its token; https://core.telegram.org/bots/api#making-requests"""

import asyncio

from fastapi import APIRouter, Request
from fastapi.responses import Response

from bots.sandbox.telegram import arrival
from bots.sandbox.telegram.dispatch import Answer, Dispatch, refused
from bots.sandbox.telegram.lines import Lines
from bots.sandbox.telegram.playing import Here
from bots.sandbox.telegram.refusal import Refusal
from bots.sandbox.telegram.world import World

UNAUTHORIZED = Refusal(401, "Unauthorized")
NOT_FOUND = Refusal(404, "Not Found")

router = APIRouter(include_in_schema=False)


@router.api_route("/bot{token}/{method}", methods=["GET", "POST"])
async def call(token: str, method: str, request: Request, world: Here) -> Response:
    authorized(world, token)
    dispatch: Dispatch = request.app.state.dispatch
    params, uploads = await arrival.read(request)
    answer = await dispatch(method, params, uploads)
    if answer.cut:
        lines: Lines = request.app.state.lines
        lines.cut(request)
        await asyncio.sleep(0)
    return response(answer)


@router.get("/file/bot{token}/{path:path}")
async def download(token: str, path: str, world: Here) -> Response:
    authorized(world, token)
    stored = world.files.by_path(path)
    if stored is None:
        raise NOT_FOUND
    return Response(stored.content, media_type="application/octet-stream")


@router.api_route("/{anything:path}", methods=["GET", "POST"])
async def nowhere(anything: str) -> Response:
    raise NOT_FOUND


def authorized(world: World, token: str) -> None:
    if token != world.token:
        raise UNAUTHORIZED


def response(answer: Answer) -> Response:
    return Response(answer.body, answer.status or 500, media_type="application/json")


async def refusal(_: Request, error: Exception) -> Response:
    """What a handler raised, as the server puts it."""
    assert isinstance(error, Refusal)
    return response(refused(error))
