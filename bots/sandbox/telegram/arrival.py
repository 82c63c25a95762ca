"""Reading a request's parameters from wherever the four ways of the Bot API may put them."""

import json
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bots.sandbox.telegram.files import UNTOLD, Upload
from bots.sandbox.telegram.refusal import Json, Refusal, bad

MAX_BODY = 50 << 20
MAX_FIELD = 4 << 20
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


async def read(request: Request) -> tuple[Json, dict[str, Upload]]:
    """https://core.telegram.org/bots/api#making-requests"""
    if int(request.headers.get("content-length") or 0) > MAX_BODY + MAX_FIELD:
        raise Refusal(413, "Request Entity Too Large")
    params: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in FORMS:
        fields, uploads = await form(request)
        return params | fields, uploads
    if kind == "application/json":
        return params | _object(await request.body()), {}
    return params, {}


async def form(request: Request) -> tuple[Json, dict[str, Upload]]:
    params: Json = {}
    uploads: dict[str, Upload] = {}
    async with request.form(max_fields=2000, max_files=100, max_part_size=MAX_FIELD) as fields:
        for name, value in fields.multi_items():
            if isinstance(value, UploadFile):
                mime = value.content_type or UNTOLD
                uploads[name] = Upload(value.filename or "file", mime, await value.read())
            else:
                params[name] = value
    return params, uploads


def _object(body: bytes) -> dict[str, Any]:
    try:
        read = json.loads(body or b"{}")
    except ValueError:
        raise bad("can't parse request JSON object") from None
    if not isinstance(read, dict):
        raise bad("object expected as request")
    return read
