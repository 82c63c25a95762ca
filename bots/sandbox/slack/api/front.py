"""The door of the Web API: faults, token, limits, arguments, then the method; every call is written down."""

import asyncio
import json
from collections.abc import Callable

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bots.sandbox.slack.api import chat, conversations, files, groups, marks, people, views
from bots.sandbox.slack.api.arguments import read_arguments
from bots.sandbox.slack.hangup import HangUp
from bots.sandbox.slack.journal import Fault
from bots.sandbox.slack.kinds import Json, Refused
from bots.sandbox.slack.methods import Method, published
from bots.sandbox.slack.serving import Slack
from bots.sandbox.slack.standin import StandIn

Handler = Callable[[StandIn, Json], Json]
HANDLERS: dict[str, Handler] = {
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **groups.METHODS,
    **marks.METHODS,
    **people.METHODS,
    **views.METHODS,
}
APP_TOKEN_METHODS = {"apps.connections.open"}
routes = APIRouter()
KNOWN = published()


@routes.api_route("/api/{name}", methods=["GET", "POST"])
async def call(slack: Slack, name: str, request: Request) -> Response:
    fault = slack.journal.next_fault(name)
    method = KNOWN.get(name)
    if method is None or name not in HANDLERS:
        return _unknown(slack, name)
    arguments: Json = {}
    response = await _spoilt(slack, fault, name)
    if response is None:
        try:
            arguments, ignored = await read_arguments(request, method.takes_json)
            response = _answer(slack, method, arguments, ignored, request)
        except Refused as refusal:
            response = JSONResponse(_refusal(refusal))
    _write_down(slack, name, arguments, response)
    return HangUp() if fault and fault.kind == "drop_after" else response


def _answer(slack: StandIn, method: Method, arguments: Json, json_ignored: bool, request: Request) -> Response:
    _check_token(slack, method, arguments, request)
    wait = slack.limits.wait_for(method.name, method.tier, str(arguments.get("channel", "")))
    if wait:
        return JSONResponse({"ok": False, "error": "ratelimited"}, 429, headers={"Retry-After": str(wait)})
    if json_ignored:
        slack.journal.violation(method.name, "json_not_supported")
    for argument in sorted(method.unknown(set(arguments))):
        slack.journal.violation(method.name, "unknown_argument", argument=argument)
    missing = [name for name in method.required if arguments.get(name) in (None, "")]
    if missing:
        raise Refused("invalid_arguments", *(f"[ERROR] missing required field: {name}" for name in missing))
    return JSONResponse({"ok": True} | HANDLERS[method.name](slack, arguments))


def _check_token(slack: StandIn, method: Method, arguments: Json, request: Request) -> None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    token = token if scheme.lower() == "bearer" else str(arguments.get("token") or "")
    wanted, other = slack.bot_token, slack.app_token
    if method.name in APP_TOKEN_METHODS:
        wanted, other = other, wanted
    if not token:
        raise Refused("not_authed")
    if token == other:
        raise Refused("not_allowed_token_type")
    if token != wanted:
        raise Refused("invalid_auth")


def _refusal(refusal: Refused) -> Json:
    answer: Json = {"ok": False, "error": refusal.error} | refusal.more
    return answer | ({"response_metadata": {"messages": refusal.messages}} if refusal.messages else {})


def _unknown(slack: StandIn, name: str) -> Response:
    slack.journal.violation(name, "unknown_method")
    response = JSONResponse({"ok": False, "error": "unknown_method", "req_method": name})
    _write_down(slack, name, {}, response)
    return response


async def _spoilt(slack: StandIn, fault: Fault | None, name: str) -> Response | None:
    """The answer of a planned fault that comes instead of the work."""
    match fault.kind if fault else None:
        case "500":
            return Response("Internal Server Error", 500)
        case "429" if fault:
            answer = {"ok": False, "error": "ratelimited"}
            return JSONResponse(answer, 429, headers={"Retry-After": str(fault.retry_after)})
        case "error" if fault:
            return JSONResponse({"ok": False, "error": fault.error})
        case "drop_before":
            return HangUp()
        case "slow" if fault:
            await asyncio.sleep(fault.seconds)
    return None


def _write_down(slack: StandIn, name: str, arguments: Json, response: Response) -> None:
    shown = {key: value for key, value in arguments.items() if key != "token"}
    said = bytes(response.body)
    answer = json.loads(said) if isinstance(response, JSONResponse) else said.decode("utf-8", "replace")
    slack.journal.call(name, shown, response.status_code, answer)
