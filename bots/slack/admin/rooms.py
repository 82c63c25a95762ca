"""What is pressed and sent in the windows of administration, settings and ratings.

Reads answer at once; what changes something is one journalled command, its result the answer (agreement 5).
"""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack.admin.drawing import Pages
from bots.slack.fields import blamed, changes, entered
from bots.slack.hurry import LATER, Hurry, Later
from bots.slack.keeping.parts import NONE, VALUE, do, go, note, row
from bots.slack.keeping.spot import CHAT, DO, EDIT_RECORD, FORMS, RECORD, Spot, led, standing
from bots.slack.keeping.wishes import REC, identified
from bots.slack.lists.screen import Screen
from bots.slack.lists.showing import QUICK, Showing
from bots.slack.speech import Speech
from bots.slack.staff import Staff
from bots.slack.text import Block
from bots.slack.voice import Voice
from bots.slack.wire import Unreadable
from bots.slack.wishes import wish
from core.api.errors import Code, Refusal
from core.api.kinds import Door, Outcome, Visitor

Body = dict[str, Any]
READ = 0.7
"""So many seconds are left, once something is done, for showing what is true now with the acknowledgement."""
FIELDS: Mapping[Code, str] = {
    Code.ADDRESS: "email", Code.ADDRESS_TAKEN: "email", Code.KNOWN: "email", Code.COVER: "cover", Code.HOURS: "hours",
    Code.PERIOD: "last", Code.SERVICE: "service", Code.PERSON: "person",
}  # fmt: skip
NAMED = {"person": "name"}
"""Fields of a person that a record calls otherwise."""


class Rooms:
    def __init__(
        self, client: AsyncWebClient, pages: Pages, showing: Showing, staff: Staff, voice: Voice, hurry: Hurry
    ) -> None:
        self._client = client
        self._pages = pages
        self._show = showing
        self._staff = staff
        self._voice = voice
        self._hurry = hurry

    async def go(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        spot, home = led(body), body["view"]["type"] == "home"
        await self._drawn(Screen(self._client, trigger=body["trigger_id"]) if home else self._here(body), body, spot)

    async def find(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        text = str(body["actions"][0].get("value") or "")
        await self._drawn(self._here(body), body, standing(body).finding(text))

    async def turn(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        action = body["actions"][0]
        where, value = str(action["action_id"]).rpartition(":")[2], str(action.get("value") or "")
        await self._drawn(self._here(body), body, standing(body).turned(where, value))

    async def window(self, user: Body, trigger: str, spot: Spot, patience: float) -> None:
        """By the command."""
        screen = Screen(self._client, trigger=trigger)
        await self._show(screen, user, lambda by, say: self._pages.view(spot, by, say), patience)

    async def connect(self, ack: AsyncAck, body: Body) -> None:
        """From the message about a group chat. Who presses is asked for when the window is filled."""
        await ack()
        try:
            spot = Spot(CHAT, tuple(str(body["actions"][0]["value"]).split(":")))
        except (KeyError, IndexError) as error:
            raise Unreadable(repr(error)) from error
        await self.window(body["user"], body["trigger_id"], spot, QUICK)

    async def do(self, ack: AsyncAck, body: Body) -> None:
        """What has become of it stands above what is true now."""
        asked, me = wish(body), await self._staff.presser(body["user"])
        result = await self._hurry(asked, body) if me else Refusal(Code.STRANGER)
        await ack()
        action = body["actions"][0]
        verb, of = str(action["action_id"]).removeprefix(DO).partition(":")[0], json.loads(str(action["value"]))
        say, spot = self._voice.speech(me.language if me else None), standing(body)
        if verb == "language" and isinstance(result, Outcome):
            say = self._voice.speech(str(of[0]))
        said = _said(result, say)
        if verb == "drop" and isinstance(result, Outcome) and spot.page == RECORD:
            said = [note(say("slack-admin-dropped")), *_undo("add", spot.of[0], _kept(body), say)]
            spot = spot.above
        await self._drawn(self._here(body), body, spot, *said)

    async def send(self, ack: AsyncAck, body: Body) -> None:
        """A form comes back: what was refused is said under its field, what was done in the view above it.

        A list with a question has a button that asks it, since every window with a field must have one.
        """
        me, spot = await self._staff.presser(body["user"]), standing(body)
        say = self._voice.speech(me.language if me else None)
        if spot.page not in FORMS:
            text = next((value for name, value in entered(body["view"]).items() if name.startswith("find")), None)
            await self._answered(ack, body, spot.finding(str(text or "")), say, [])
            return
        result = await self._hurry(wish(body), body) if me else Refusal(Code.STRANGER)
        if isinstance(result, Refusal):
            await ack(response_action="errors", errors={_field(body, result): say.refusal(result)})
            return
        undo = _unedit(body, spot, say) if result is not LATER else []
        await self._answered(ack, body, spot.above, say, [*_said(result, say), *undo])

    async def _answered(self, ack: AsyncAck, body: Body, spot: Spot, say: Speech, said: list[Block]) -> None:
        """With what is true now, if that is read in time: a window that is sent is answered within three seconds."""
        by = Visitor(Door.SLACK, str(body["user"]["id"]))
        reading = asyncio.gather(self._pages.view(spot, by, say, *said), return_exceptions=True)
        await asyncio.wait({reading}, timeout=READ)
        found = reading.result()[0] if reading.done() else None
        again = [*said, *row([go("again", say("slack-list-again"), spot)])]
        view = found if isinstance(found, dict) else self._pages.frame(spot, by, again, say)
        await ack(response_action="update", view=view)

    async def _drawn(self, screen: Screen, body: Body, spot: Spot, *said: Block) -> None:
        await self._show(screen, body["user"], lambda by, say: self._pages.view(spot, by, say, *said), QUICK)

    def _here(self, body: Body) -> Screen:
        return Screen(self._client, view=body["view"]["id"], hash=body["view"]["hash"])


def _said(result: Outcome | Refusal | Later, say: Speech) -> list[Block]:
    if isinstance(result, Refusal):
        return [note(f"⚠ {say.refusal(result)}")]
    return [note(say("slack-saving") if result is LATER else say("slack-admin-saved"))]


def _kept(body: Body) -> dict[str, str]:
    """The record as the page that is left has shown it: the audit keeps less."""
    found = json.loads((body.get("view") or {}).get("private_metadata") or "{}").get("record")
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def _unedit(body: Body, spot: Spot, say: Speech) -> list[Block]:
    if spot.page != EDIT_RECORD:
        return []
    begun = {block["block_id"]: block["element"] for block in body["view"]["blocks"] if block["type"] == "input"}
    old = {name.removeprefix(REC): _was(begun[name]) for name in changes(body["view"]) if name in begun}
    return _undo("change", spot.of[0], identified(spot.of[0], spot.of[1:]) | old, say) if old else []


def _undo(how: str, kind: str, record: dict[str, str], say: Speech) -> list[Block]:
    """As long as it fits into a button."""
    written = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    fits = bool(record) and len(json.dumps([how, kind, written], ensure_ascii=False)) <= VALUE
    return [*row([do("undo", 0, say("slack-admin-undo"), how, kind, written)])] if fits else []


def _was(element: Mapping[str, Any]) -> str:
    picked = (element.get("initial_option") or {}).get("value", "")
    said = element.get("initial_value") or element.get("initial_date") or picked
    return "" if said == NONE else str(said)


def _field(body: Body, refusal: Refusal) -> str:
    """Only a field that the form has can carry an error; none that it is about: the first one does."""
    fields = [block["block_id"] for block in body["view"]["blocks"] if block["type"] == "input"]
    about = str(refusal.params.get("field") or FIELDS.get(refusal.code) or blamed(refusal)[0])
    wanted = (f"{REC}{about}", about, NAMED.get(about, ""), f"{about}-{fields[0].rpartition('-')[2]}")
    return str(next((field for one in wanted for field in fields if field == one), fields[0]))
