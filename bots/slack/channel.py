"""The way out to the agents: one card per ticket, edited in place, with the conversation in its thread."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from bots.letters import Letters
from bots.slack.blocks_chat import draw_group_chat
from bots.slack.blocks_queues import draw_queues
from bots.slack.blocks_registration import draw_registration
from bots.slack.draw import Drawing, draw_card, draw_log, draw_message, draw_stray
from bots.slack.making.told import tell_made
from bots.slack.pointers import Pointers
from bots.slack.posting import Posting, whisper
from bots.slack.speech import Speech
from bots.slack.staff import Staff
from bots.slack.ways import delivered, failed
from bots.slack.workspace import Workspace
from bots.wording import Words
from core.api.errors import Refusal
from core.api.kinds import Door
from core.api.ports import Delivery, Ending, FileContent, Limits, Refused, RetryLater, Sent
from core.api.queries import Ask, PostAt, StaffCard
from core.api.shapes import GroupCard, Happening, Kind, MessageView, Moved, RegistrationCard, StrayLetter, TicketCard

SOON = 2.0
LETTER_NAME = "letter.eml"


class SlackChannel:
    """Implements the port. Every call is one attempt: what follows from its ending, the relay decides."""

    door = Door.SLACK
    reconciles = True
    bundles = False

    def __init__(self, workspace: Workspace, ask: Ask, words: Words, staff: Staff, letters: Letters) -> None:
        self.limits: Limits | None = Limits(per_address=1.0, burst=4, overall=10.0)
        self._client = workspace.client
        self._home = workspace.channel
        self._posting = Posting(workspace)
        self._pointers = Pointers(workspace.client, self._posting)
        self._ask = ask
        self._words = words
        self._staff = staff
        self._letters = letters
        self._anew_at: dict[tuple[str, str], str] = {}
        self._ways: Mapping[Kind, Callable[[Delivery], Awaitable[Ending]]] = {
            Kind.CARD: self._card,
            Kind.MESSAGE: self._message,
            Kind.LOG: self._log,
            Kind.FILE: self._file,
            Kind.ECHO: self._echo,
            Kind.STRAY: self._stray,
            Kind.MOVED: self._moved_here,
            Kind.PROMPT: self._prompt,
            **dict.fromkeys((Kind.REGISTRATION, Kind.GROUP_CHAT), self._kept),
        }

    async def deliver(self, delivery: Delivery) -> Ending:
        way = self._ways.get(delivery.kind)
        if way is None:
            return Refused("nothing that agents are shown")
        return await way(delivery)

    async def _card(self, delivery: Delivery) -> Ending:
        if isinstance(delivery.content, Moved):
            return await self._pointers.left(delivery, self._card_of(delivery), self._say(delivery))
        assert isinstance(delivery.content, TicketCard)
        drawing = draw_card(delivery.content, delivery.part, self._say(delivery))
        card = self._card_of(delivery)
        if delivery.part:
            return await self._posting.post(delivery, drawing, thread=card)
        if card is None:
            return await self._posting.post(delivery, drawing)
        edited = await self._posting.edit(delivery, card, drawing)
        return edited if edited is not None else await self._anew(delivery, drawing)

    async def _moved_here(self, delivery: Delivery) -> Ending:
        drawing = await self._pointers.drawing(delivery, self._say(delivery))
        return await self._reply(delivery, drawing) if isinstance(drawing, Drawing) else drawing

    async def _kept(self, delivery: Delivery) -> Ending:
        """Requests of strangers and of group chats: one message for each, edited in place."""
        content, say = delivery.content, self._say(delivery)
        assert isinstance(content, RegistrationCard | GroupCard)
        drawing = draw_group_chat(content, say) if isinstance(content, GroupCard) else draw_registration(content, say)
        card = self._card_of(delivery)
        if card is None:
            return await self._posting.post(delivery, drawing)
        return await self._posting.edit(delivery, card, drawing) or await self._anew(delivery, drawing)

    async def _anew(self, delivery: Delivery, drawing: Drawing) -> Ending:
        """Somebody deleted the card: another takes its place, which may have happened before a restart."""
        old = delivery.shown.card or ""
        found = await self._posting.found(delivery, None)
        if isinstance(found, Sent) and found.ref not in (old, self._anew_at.get((delivery.address, old))):
            done = await self._posting.edit(delivery, found.ref, drawing)
        elif found is None or isinstance(found, Sent):
            done = await self._posting.post(delivery, replace(drawing, rest=0))
        else:
            done = found
        if isinstance(done, Sent):
            self._anew_at[delivery.address, old] = done.ref
        return done or RetryLater("the card vanished", SOON)

    async def _message(self, delivery: Delivery) -> Ending:
        assert isinstance(delivery.content, MessageView)
        ping = await self._assignee(delivery) if not delivery.content.by_staff and not delivery.part else None
        drawing = draw_message(delivery.content, delivery.part, self._say(delivery), ping)
        return await self._reply(delivery, drawing)

    async def _assignee(self, delivery: Delivery) -> str | None:
        """Whom a customer's word concerns: read as one of those whom the channel shows it to."""
        viewer, card = self._staff.anyone(delivery.address), delivery.shown.card
        post = await self._ask(PostAt(Door.SLACK, delivery.address, card), viewer) if viewer and card else None
        if viewer is None or post is None or post.ticket is None:
            return None
        try:
            found = await self._ask(StaffCard(post.ticket), viewer)
        except Refusal:
            return None
        return found.assignee.slack if found.assignee else None

    async def _log(self, delivery: Delivery) -> Ending:
        assert isinstance(delivery.content, Happening)
        drawing = draw_log(delivery.content, self._say(delivery), delivery.part)
        return Refused("nothing to tell") if drawing is None else await self._reply(delivery, drawing)

    async def _reply(self, delivery: Delivery, drawing: Drawing) -> Ending:
        card = self._card_of(delivery)
        return RetryLater("the card is not there yet", SOON) if card is None else await self._posting.post(
            delivery, drawing, thread=card
        )  # fmt: skip

    async def _file(self, delivery: Delivery) -> Ending:
        card, file = self._card_of(delivery), delivery.file
        if card is None:
            return RetryLater("the card is not there yet", SOON)
        if file is None:
            return Refused("no content")
        return await self._uploaded(delivery, file, card)

    async def _uploaded(self, delivery: Delivery, file: FileContent, card: str | None) -> Ending:
        if card is None:
            return Refused("there is no thread for it")
        before = await self._posting.found_file(delivery, card, file) if self._posting.unsure(delivery) else None
        if before is not None:
            return before

        async def upload() -> str:
            answer = await self._client.files_upload_v2(
                channel=delivery.address, thread_ts=card, file=str(file.path), filename=file.name, title=file.name,
                request_file_info=False,
            )  # fmt: skip
            return f"file:{answer['files'][0]['id']}"

        return await self._posting.once(delivery, "files.completeUploadExternal", upload)

    async def _echo(self, delivery: Delivery) -> Ending:
        """A message as it is now, edited or with how it fared: drawn in our own post, or as a mark on the agent's."""
        assert isinstance(delivery.content, MessageView)
        ref = delivery.shown.message
        if ref is None:
            return Refused("the message is not shown here")
        if delivery.shown.message_own:
            drawing = draw_message(delivery.content, 0, self._say(delivery))
            return await self._posting.edit(delivery, ref, drawing) or Refused("the message was deleted")
        ways = delivery.content.ways
        name = "white_check_mark" if delivered(ways) else "warning" if failed(ways) else None
        return await self._react(delivery, ref, name) if name else Sent(ref, own=False)

    async def _react(self, delivery: Delivery, ref: str, name: str) -> Ending:
        async def add() -> str:
            await self._client.reactions_add(channel=delivery.address, timestamp=ref, name=name)
            return ref

        done = await self._posting.once(delivery, "reactions.add", add)
        return Sent(ref, own=False) if isinstance(done, Sent) or done == Refused("already_reacted") else done

    async def _stray(self, delivery: Delivery) -> Ending:
        """The message with what is known, edited in place; its letter goes below it once, as it came."""
        stray = delivery.content
        assert isinstance(stray, StrayLetter)
        if delivery.part:
            return await self._as_it_came(delivery, stray)
        drawing = draw_stray(stray, await self._letters.read(stray.letter), self._say(delivery))
        shown = self._card_of(delivery)
        if shown is None:
            return await self._posting.post(delivery, drawing)
        edited = await self._posting.edit(delivery, shown, drawing)
        return edited or Refused("the message was deleted")

    async def _as_it_came(self, delivery: Delivery, stray: StrayLetter) -> Ending:
        path = self._letters.path(stray.letter)
        content = FileContent(path, LETTER_NAME, "message/rfc822", "document", stray.size)
        return await self._uploaded(delivery, content, delivery.shown.card)

    async def _prompt(self, delivery: Delivery) -> Ending:
        """What is no part of a ticket's conversation, by its shape."""
        content: Any = delivery.content
        if isinstance(content, Mapping) and content.get("made"):
            return await tell_made(
                self._client, self._ask, self._posting, self._home, delivery, self._say(delivery)
            )  # fmt: skip
        if isinstance(content, Mapping) and content.get("queues"):
            return await self._posting.post(delivery, draw_queues(content, self._say(delivery)))
        if not isinstance(content, Mapping) or "ephemeral" not in content:
            return Refused("a prompt of another shape")
        return await whisper(self._client, self._posting, delivery)

    def _card_of(self, delivery: Delivery) -> str | None:
        card = delivery.shown.card
        return self._anew_at.get((delivery.address, card), card) if card else None

    def _say(self, delivery: Delivery) -> Speech:
        return Speech(self._words, delivery.language)
