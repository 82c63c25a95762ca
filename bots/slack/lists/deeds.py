"""What is pressed in lists: a queue, a page, a question, a ticket, its history. Nothing of it changes a row."""

from collections.abc import Callable
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack.lists import views
from bots.slack.lists.blocks_story import EARLIER, LATER
from bots.slack.lists.browse import HOME, LIST, Browse, browsed, kept, reading, ticket
from bots.slack.lists.looking import Looking
from bots.slack.lists.screen import Screen
from bots.slack.lists.showing import QUICK, Showing
from bots.slack.presence import Presence
from bots.slack.receipts import Receipts
from bots.slack.speech import Speech
from bots.slack.staff import Staff
from bots.slack.text import Block
from bots.slack.wire import TICKET, wanted, within
from core.api.kinds import TicketId, Visitor
from core.api.shapes import Queue

Body = dict[str, Any]
Turn = Callable[[Browse, Body], Browse]


class Lists:
    """`staff` know where whatever has to be said to one of them is whispered."""

    def __init__(
        self,
        client: AsyncWebClient,
        looking: Looking,
        showing: Showing,
        presence: Presence,
        receipts: Receipts,
        staff: Staff,
    ) -> None:
        self._client = client
        self._looking = looking
        self._show = showing
        self._presence = presence
        self._seen = receipts
        self._staff = staff

    async def opened(self, body: Body) -> None:
        """Somebody comes to the Home tab: where they stood before is kept by the view that still stands there."""
        event = body["event"]
        if event.get("tab", "home") != "home":
            return
        user = {"id": event["user"]}
        await self._home(user, event.get("view") or {}, lambda: browsed(event))

    async def queue(self, ack: AsyncAck, body: Body) -> None:
        await self._turned(ack, body, lambda browse, body: browse.at(_value(body)))

    async def brand(self, ack: AsyncAck, body: Body) -> None:
        picked = body["actions"][0].get("selected_option") or {}
        await self._turned(ack, body, lambda browse, body: browse.of(str(picked.get("value") or "-")))

    async def find(self, ack: AsyncAck, body: Body) -> None:
        await self._turned(ack, body, lambda browse, body: browse.finding(_value(body)))

    async def page(self, ack: AsyncAck, body: Body) -> None:
        where = str(body["actions"][0]["action_id"]).rpartition(":")[2]
        await self._turned(ack, body, lambda browse, body: browse.turned(where, _value(body)))

    async def again(self, ack: AsyncAck, body: Body) -> None:
        """From a ticket back to the list that it was opened from."""
        await self._turned(ack, body, lambda browse, body: browse)

    async def theirs(self, ack: AsyncAck, body: Body) -> None:
        """All tickets of the customer whose ticket is shown (E12)."""
        name = self._looking.words(self._looking.words.languages[0], "find-requester").partition(",")[0]
        await self._turned(ack, body, lambda browse, body: Browse().finding(f"{name}:{ticket(_value(body))}"))

    async def spam(self, ack: AsyncAck, body: Body) -> None:
        """From anywhere, be it a card: the queue of what is set aside (E3)."""
        if "view" in body:
            await self._turned(ack, body, lambda browse, body: Browse(Queue.SPAM))
            return
        await ack()
        await self.window(body["user"], body["trigger_id"], Browse(Queue.SPAM), QUICK)

    async def ticket(self, ack: AsyncAck, body: Body) -> None:
        """In the place of the list, which is kept; or as a window of its own, from the Home tab and from a thread."""
        await ack()
        if "view" not in body:
            await self.ticket_window(body["user"], body["trigger_id"], ticket(_value(body)), QUICK)
            return
        home = body["view"]["type"] == "home"
        browse = None if home else browsed(body)
        screen = self._new(body) if home else self._here(body)
        id = ticket(_value(body))
        await self._show(screen, body["user"], lambda by, say: self._story(by, say, id, browse))
        await self._presence.sign(str(body["user"]["id"]), TICKET, id)
        await self._seen(str(body["user"]["id"]), id)

    async def whole(self, ack: AsyncAck, body: Body) -> None:
        """From a card's menu: the ticket with all that was said and done (E12)."""
        await ack()
        await self.ticket_window(body["user"], body["trigger_id"], wanted(body)[1].ticket, QUICK)

    async def story(self, ack: AsyncAck, body: Body) -> None:
        """Another part of the history, or the newest once more."""
        await ack()
        where, place = str(body["actions"][0]["action_id"]).rpartition(":")[2], _value(body)
        before = int(place) if where == EARLIER and place.isdecimal() else None
        after = int(place) if where == LATER and place.isdecimal() else None
        await self._redrawn(body, before, after)

    async def after(self, body: Body) -> None:
        """Something was changed from within a list or a ticket's window: it shows what is true now."""
        kind = (body.get("view") or {}).get("callback_id")
        if kind == TICKET:
            await self._redrawn(body, None, None)
        elif kind in (LIST, HOME):
            await self._shown(body, lambda browse, body: browse)

    async def window(self, user: Body, trigger: str, browse: Browse, patience: float) -> None:
        screen = Screen(self._client, trigger=trigger)
        await self._show(screen, user, lambda by, say: self._list(by, say, browse), patience)

    async def ticket_window(self, user: Body, trigger: str, id: TicketId, patience: float) -> None:
        screen = Screen(self._client, trigger=trigger)
        await self._show(screen, user, lambda by, say: self._story(by, say, id, None), patience)
        await self._presence.sign(str(user["id"]), TICKET, id)
        await self._seen(str(user["id"]), id)

    async def _turned(self, ack: AsyncAck, body: Body, turn: Turn) -> None:
        await ack()
        await self._shown(body, turn)

    async def _shown(self, body: Body, turn: Turn) -> None:
        if body["view"]["type"] == "home":
            await self._home(body["user"], body["view"], lambda: turn(browsed(body), body))
            return
        await self._show(
            self._here(body), body["user"], lambda by, say: self._list(by, say, turn(browsed(body), body))
        )  # fmt: skip

    async def _home(self, user: Body, view: Body, where: Callable[[], Browse]) -> None:
        async def drawn(by: Visitor, say: Speech) -> Block:
            browse = where()
            board = await self._looking.board(by, browse)
            found, place = await self._looking.found(by, browse), self._staff.seat(by.external_id)
            return views.home(board, found, browse, place, say)

        await self._show(Screen(self._client, user=str(user["id"]), hash=view.get("hash")), user, drawn)

    async def _redrawn(self, body: Body, before: int | None, after: int | None) -> None:
        about, list_before = within(body), kept(body).get("browse")
        browse = reading(list_before) if list_before else None
        await self._show(
            self._here(body), body["user"],
            lambda by, say: self._story(by, say, about.ticket, browse, before, after),
        )  # fmt: skip
        await self._presence.sign(str(body["user"]["id"]), TICKET, about.ticket)

    async def _list(self, by: Visitor, say: Speech, browse: Browse) -> Block:
        found, place = await self._looking.found(by, browse), self._staff.seat(by.external_id)
        return views.list_window(found, browse, place, say)

    async def _story(
        self, by: Visitor, say: Speech, id: TicketId, browse: Browse | None, before: int | None = None,
        after: int | None = None,
    ) -> Block:  # fmt: skip
        shown, channel = await self._looking.story(by, id, before, after), self._staff.seat(by.external_id)
        return views.ticket_window(shown, browse, channel, say)

    def _new(self, body: Body) -> Screen:
        return Screen(self._client, trigger=body["trigger_id"])

    def _here(self, body: Body) -> Screen:
        return Screen(self._client, view=body["view"]["id"], hash=body["view"]["hash"])


def _value(body: Body) -> str:
    return str(body["actions"][0].get("value") or "")
