"""Cursors. https://docs.slack.dev/apis/web-api/pagination"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import TypeVar

from bots.sandbox.slack.api.arguments import number
from bots.sandbox.slack.kinds import Json, Refused

T = TypeVar("T")


def page(items: Sequence[T], arguments: Json, default: int, most: int = 1000) -> tuple[Sequence[T], str]:
    """One page and the cursor of the next, empty at the end."""
    start = _offset(str(arguments.get("cursor") or ""))
    end = start + number(arguments, "limit", default, most)
    return items[start:end], _cursor(end) if end < len(items) else ""


def _cursor(offset: int) -> str:
    return urlsafe_b64encode(f"next:{offset}".encode()).decode()


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(urlsafe_b64decode(cursor).decode().removeprefix("next:"))
    except ValueError as error:
        raise Refused("invalid_cursor") from error
