"""Reads the arguments of a Web API call from query, form, multipart or JSON, as the real service does."""

import json
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bots.sandbox.slack.kinds import Json, Refused

JSON_VALUED = {"blocks", "attachments", "metadata", "view", "files", "message", "unfurls"}


async def read_arguments(request: Request, takes_json: bool) -> tuple[Json, bool]:
    """The arguments, and whether a JSON body was ignored because the method does not take one."""
    arguments: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0]
    if kind == "application/json":
        body = await _json_body(request)
        if not takes_json:
            return arguments, bool(body)
        arguments |= body
    elif request.method == "POST":
        form = await request.form()
        arguments |= {name: value for name, value in form.items() if not isinstance(value, UploadFile)}
    return {name: _decoded(name, value) for name, value in arguments.items() if value is not None}, False


async def _json_body(request: Request) -> dict[str, Any]:
    raw = await request.body()
    try:
        body = json.loads(raw or b"{}")
    except json.JSONDecodeError as error:
        raise Refused("json_not_object") from error
    if not isinstance(body, dict):
        raise Refused("json_not_object")
    return body


def _decoded(name: str, value: Any) -> Any:
    """Structured arguments may come as JSON in a string."""
    if name not in JSON_VALUED or not isinstance(value, str) or not value:
        return value
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        return value


def flag(arguments: Json, name: str, default: bool = False) -> bool:
    value = arguments.get(name, default)
    return value in (True, 1, "1", "true", "True")


def number(arguments: Json, name: str, default: int, most: int) -> int:
    try:
        value = int(arguments.get(name, default))
    except (TypeError, ValueError) as error:
        raise Refused("invalid_arguments", f"[ERROR] must be an integer [json-pointer:/{name}]") from error
    return max(1, min(value or default, most))
