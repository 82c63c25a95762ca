"""The way of one call: checked against the description, hit by an ordered fault, limited, played, written down."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from bots.sandbox.telegram import facts
from bots.sandbox.telegram.facts import Method
from bots.sandbox.telegram.faults import Fault
from bots.sandbox.telegram.files import Upload
from bots.sandbox.telegram.methods.call import Call
from bots.sandbox.telegram.methods.table import HANDLERS, LIMITED
from bots.sandbox.telegram.refusal import Json, Refusal, bad
from bots.sandbox.telegram.world import World

NOT_FOUND = Refusal(404, "Not Found")


@dataclass(frozen=True, slots=True)
class Answer:
    """`result` is what the log keeps; a cut connection has no body that anyone reads."""

    status: int
    body: bytes
    result: Any = None
    cut: bool = False


class Dispatch:
    def __init__(self, world: World) -> None:
        self._world = world
        self._methods = facts.load()

    async def __call__(self, name: str, raw: Json, uploads: dict[str, Upload]) -> Answer:
        method = self._methods.get(name.lower())
        if method is None:
            self._violation(name, "unknown method")
            return self._logged(name, raw, refused(NOT_FOUND))
        try:
            answer = await self._perform(method, raw, uploads)
        except Refusal as refusal:
            answer = refused(refusal)
        return self._logged(method.name, shown(raw, uploads), answer)

    async def _perform(self, method: Method, raw: Json, uploads: dict[str, Upload]) -> Answer:
        params = self._typed(method, raw, uploads)
        chat_id = self._concerned(params)
        fault = self._world.faults.take(method.name, chat_id)
        if fault and (refusal := fault.refusal()):
            raise refusal
        if fault and fault.kind == "drop_before":
            return Answer(0, b"", cut=True)
        if fault and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        if method.name in LIMITED and chat_id is not None:
            self._world.limits.admit(chat_id, method.name)
        answer = await self._play(Call(self._world, method.name, params, uploads))
        return cut(answer, fault)

    def _concerned(self, params: Json) -> int | None:
        """The person whom a call is about: the chat's, or the one who pressed."""
        press = self._world.presses.get(params.get("callback_query_id", ""))
        chat_id = press.person.id if press else params.get("chat_id")
        return chat_id if isinstance(chat_id, int) else None

    async def _play(self, call: Call) -> Answer:
        if call.method == "getUpdates":
            return await self._updates(call)
        handler = HANDLERS.get(call.method)
        if handler is None:
            self._violation(call.method, "the stand-in does not play this method")
            raise bad(f"method {call.method} is not played by the stand-in")
        result = handler(call)
        return Answer(200, json.dumps({"ok": True, "result": result}).encode(), result)

    async def _updates(self, call: Call) -> Answer:
        updates = self._world.updates
        updates.allow(call.get("allowed_updates"))
        served = await updates.poll(call.get("offset", 0), call.get("limit", 100), call.get("timeout", 0))
        body = b'{"ok":true,"result":[' + b",".join(update.body for update in served) + b"]}"
        return Answer(200, body, [update.update_id for update in served])

    def _typed(self, method: Method, raw: Json, uploads: dict[str, Upload]) -> Json:
        """Parameters by their declared types; what the description does not know is noted and ignored."""
        params: Json = {}
        for name, value in raw.items():
            types = method.types(name)
            if types is None:
                self._violation(method.name, f"unknown parameter {name}")
            elif value is not None:
                params[name] = facts.coerce(name, types, value)
        complaint = facts.missing(method, params.keys() | uploads.keys())
        if complaint:
            self._violation(method.name, complaint)
            raise bad(complaint)
        return params

    def _violation(self, method: str, reason: str) -> None:
        self._world.violations.append({"at": self._world.clock.now(), "method": method, "reason": reason})

    def _logged(self, method: str, params: Json, answer: Answer) -> Answer:
        log = self._world.log
        line = {"n": len(log) + 1, "at": self._world.clock.now(), "method": method, "params": params}
        outcome = {"result": answer.result} if answer.status == 200 else {"error": answer.result}
        log.append(line | {"status": answer.status} | outcome | ({"cut": True} if answer.cut else {}))
        self._world.changes.fire()
        return answer


def refused(refusal: Refusal) -> Answer:
    return Answer(refusal.code, json.dumps(refusal.body()).encode(), refusal.description)


def cut(answer: Answer, fault: Fault | None) -> Answer:
    """The work is done, and nobody will hear of it."""
    return Answer(answer.status, b"", answer.result, cut=True) if fault and fault.kind == "drop_after" else answer


def shown(raw: Json, uploads: dict[str, Upload]) -> Json:
    return raw | {name: {"file": upload.name, "size": len(upload.content)} for name, upload in uploads.items()}
