"""What the tests of the Telegram stand-in measure by: bare calls, and the published facts."""

import json
from pathlib import Path
from typing import Any

import aiohttp
import telegram

from tests.standins.telegram import Json, TelegramStandIn

TYPES: dict[str, Json] = json.loads((Path(__file__).parents[1] / "data/telegram-types.json").read_text())["types"]
SCALARS: dict[str, type | tuple[type, ...]] = {
    "Integer": int, "String": str, "Boolean": bool, "True": bool, "Float": (int, float)
}  # fmt: skip


async def call(standin: TelegramStandIn, method: str, **params: Any) -> tuple[int, Json]:
    """A bare call with a JSON body, to see the answer as it is."""
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{standin.url}/bot{standin.token}/{method}", json=params) as answer:
            return answer.status, await answer.json()


async def refused(standin: TelegramStandIn, method: str, **params: Any) -> str:
    """The description of an answer that has to be a refusal."""
    status, answer = await call(standin, method, **params)
    assert (answer["ok"], answer["error_code"]) == (False, status), answer
    return str(answer["description"])


async def drained(standin: TelegramStandIn) -> None:
    """Empties the queue that the tests share."""
    await call(standin, "getUpdates", offset=-1)
    _, answer = await call(standin, "getUpdates", limit=1)
    for update in answer["result"]:
        await call(standin, "getUpdates", offset=update["update_id"] + 1)


def strangers(value: Any, path: str = "") -> list[str]:
    """Fields that python-telegram-bot did not know, anywhere below an object that it parsed."""
    if isinstance(value, (list, tuple)):
        return [found for n, item in enumerate(value) for found in strangers(item, f"{path}[{n}]")]
    if not isinstance(value, telegram.TelegramObject):
        return []
    own = [f"{path}.{name}" for name in value.api_kwargs]
    names = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ()) if name != "api_kwargs"]
    below = [strangers(getattr(value, name, None), f"{path}.{name}") for name in names if not name.startswith("_")]
    return own + [found for each in below for found in each]


def faults_of(kind: str, value: Any, path: str = "") -> list[str]:
    """How a value breaks the published description of its type."""
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{path}: not an array"]
        return [f for n, v in enumerate(value) for f in faults_of(kind.removeprefix("Array of "), v, f"{path}[{n}]")]
    if kind in SCALARS:
        right = isinstance(value, SCALARS[kind]) and (kind in ("Boolean", "True") or not isinstance(value, bool))
        return [] if right else [f"{path}: {value!r} is not {kind}"]
    facts = TYPES[kind]
    if "subtypes" in facts:
        tries = [faults_of(subtype, value, path) for subtype in facts["subtypes"]]
        return min(tries, key=len)
    return _faults_of_fields(facts, value, path)


def _faults_of_fields(facts: Json, value: Any, path: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{path}: not an object"]
    found = [f"{path}.{name}: missing" for name in facts["required"] if name not in value]
    known = facts["required"] | facts["optional"]
    for name, item in value.items():
        if name not in known:
            found.append(f"{path}.{name}: unknown")
        else:
            tries = [faults_of(kind, item, f"{path}.{name}") for kind in known[name]]
            least: list[str] = min(tries, key=len)
            found += least
    return found
