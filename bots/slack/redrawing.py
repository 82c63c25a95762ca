"""An open modal that changes while it is filled in: other questions, more fields, a ready answer."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack import modals_reply, modals_triage
from bots.slack.fields import BODY, CANNED, REQUESTER, STATUS, answers, entered, name, next_edition
from bots.slack.inputs import LONGEST, OPTIONS, options
from bots.slack.making import form as making
from bots.slack.modals import redrawn
from bots.slack.said import said
from bots.slack.speech import Speech
from bots.slack.staff import Staff
from bots.slack.text import Block, context, plain
from bots.slack.voice import Voice
from bots.slack.wire import MAKE, MOVE, NEW_PERSON, REPLY, TIES, Payload, Subject, place, within
from core.api.commands import Aspect
from core.api.errors import Busy, Code, Refusal
from core.api.kinds import Door, PersonId, Visitor, shorten
from core.api.queries import Ask, CannedAnswers, EnteringOffers, FindPeople, StaffCard, TriageOffers
from core.api.shapes import Canned, Choice, Me, TriageForm

QUICK = 2.0
CLOSED = "not_found"
MOVING = (REPLY, MOVE)
"""Modals that lead a ticket on: they ask for what is lacking, and for nothing else of its form."""
REFUSED = "refused"
"""The block that says why a modal has come back with more questions."""

NO_TEXTS: Mapping[str, str] = {}
Blocks = list[Block]
Change = Callable[[Payload, Subject, Visitor, Speech], Awaitable[Blocks]]


class Redrawing:
    """What was typed stays; only what hangs on a choice is drawn anew."""

    def __init__(self, client: AsyncWebClient, ask: Ask, staff: Staff, voice: Voice) -> None:
        self._client = client
        self._ask = ask
        self._staff = staff
        self._voice = voice

    async def questions(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Another type, or an answer on which other questions hang: the core says which apply now (B3)."""
        await self._changed(ack, body, self._other_questions)

    async def ties(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """The fields for a customer's things, where the ticket is tied to none of them yet."""
        await self._changed(ack, body, self._with_ties)

    async def newcomer(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """The fields for a requester whom nobody knows yet (C1)."""
        await self._changed(ack, body, self._with_newcomer)

    async def demanded(self, body: Payload, me: Me, refused: str) -> Block | None:
        """The modal with the question that it was sent without, if it does not show it yet (B3)."""
        say, viewer = self._voice.speech(me.language), Visitor(Door.SLACK, str(body["user"]["id"]))
        view = body["view"]
        try:
            async with asyncio.timeout(QUICK):
                grown = await self._other_questions(body, within(body), viewer, say)
        except (Refusal, Busy, TimeoutError):
            return None
        if [block["block_id"] for block in grown] == [block["block_id"] for block in view["blocks"]]:
            return None
        told = context(plain(refused)) | {"block_id": REFUSED}
        return redrawn(view, [told, *(block for block in grown if block["block_id"] != REFUSED)])

    async def canned(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """A ready answer goes below what was typed."""
        await self._changed(ack, body, self._with_answer)

    async def then(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Where an answer leads: some statuses have to know until when (B7), or more of the form (B3)."""
        await self._changed(ack, body, self._with_demands)

    async def offer(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """A list that is too long for a menu, searched while somebody types. Who may not see it finds nothing."""
        found: Blocks = []
        me = await self._staff.presser(body["user"])
        if me is not None:
            say, viewer = self._voice.speech(me.language), Visitor(Door.SLACK, str(body["user"]["id"]))
            try:
                async with asyncio.timeout(QUICK):
                    found = options(await self._found(body, within(body), viewer, say, me), say)
            except (Refusal, Busy, TimeoutError):
                found = []
        await ack(options=found)

    async def _changed(self, ack: AsyncAck, body: Payload, change: Change) -> None:
        await ack()
        about, user, view = within(body), str(body["user"]["id"]), body["view"]
        me = await self._staff.presser(body["user"])
        say = self._voice.speech(me.language if me else None)
        try:
            if me is None:
                raise Refusal(Code.STRANGER)
            blocks = await change(body, about, Visitor(Door.SLACK, user), say)
            await self._client.views_update(view_id=view["id"], view=redrawn(view, blocks))
        except Refusal as refusal:
            await self._voice.whisper(user, place(body), say.refusal(refusal))
        except SlackApiError as error:
            if said(error) != CLOSED:
                raise

    async def _other_questions(self, body: Payload, about: Subject, viewer: Visitor, say: Speech) -> Blocks:
        form, blocks = await self._form(body, about, viewer), body["view"]["blocks"]
        if body["view"]["callback_id"] in MOVING:
            return modals_triage.regrown(blocks, list(modals_triage.lacking(form, say)), modals_reply.LEADS)
        return modals_triage.regrown(blocks, list(modals_triage.questions(form, say)))

    async def _with_ties(self, body: Payload, about: Subject, viewer: Visitor, say: Speech) -> Blocks:
        blocks = list[Block](body["view"]["blocks"])
        return [one for block in blocks for one in _instead(block, TIES, modals_triage.ties(None, say))]

    async def _with_newcomer(self, body: Payload, about: Subject, viewer: Visitor, say: Speech) -> Blocks:
        blocks = list[Block](body["view"]["blocks"])
        return [one for block in blocks for one in _instead(block, NEW_PERSON, making.newcomer(say))]

    async def _with_answer(self, body: Payload, about: Subject, viewer: Visitor, say: Speech) -> Blocks:
        picked = str(body["actions"][0]["selected_option"]["value"])
        known = await self._ask(CannedAnswers(about.ticket), viewer)
        ready = next((one for one in known if one.id == picked), None)
        if ready is None:
            raise Refusal(Code.CHOICE, aspect=CANNED)
        typed = str(entered(body["view"]).get(BODY) or "").rstrip()
        return [_filled(block, typed, _text(ready, say)) for block in body["view"]["blocks"]]

    async def _with_demands(self, body: Payload, about: Subject, viewer: Visitor, say: Speech) -> Blocks:
        picked = entered(body["view"]).get(STATUS)
        card = await self._ask(StaffCard(about.ticket), viewer)
        target = next((one for one in card.targets if one.id == picked), None)
        form = await self._form(body, about, viewer) if target is not None and target.fields else None
        return modals_reply.demanding(body["view"]["blocks"], target, form, say)

    async def _form(self, body: Payload, about: Subject, viewer: Visitor) -> TriageForm:
        given = entered(body["view"])
        if body["view"]["callback_id"] == MAKE:
            whose = PersonId(int(given[REQUESTER])) if given.get(REQUESTER) else None
            return (await self._ask(EnteringOffers(given.get(Aspect.TYPE), answers(given), whose), viewer)).form
        return await self._ask(TriageOffers(about.ticket, given.get(Aspect.TYPE), answers(given)), viewer)

    async def _found(self, body: Payload, about: Subject, viewer: Visitor, say: Speech, me: Me) -> list[Choice]:
        """A ready answer is found by what it says, too (E5); people are searched for where they are kept."""
        field, typed = name(str(body["block_id"])), str(body.get("value") or "")
        if field == REQUESTER:
            found = await self._ask(FindPeople(typed), viewer)
            return [making.person(one, me.id, say) for one in found][:OPTIONS]
        if field == CANNED:
            known = await self._ask(CannedAnswers(about.ticket), viewer)
            texts = {one.id: f"{_text(one, say)} {say.words.label(say.language, one.text)}" for one in known}
            return _matching([Choice(one.id, one.label) for one in known], typed, say, texts)
        return _matching(modals_triage.offers(await self._form(body, about, viewer), field, say), typed, say)


def _instead(block: Block, place: str, others: Any) -> Any:
    return others if block["block_id"] == place else [block]


def _filled(block: Block, typed: str, ready: str) -> Block:
    """The text with the answer below it, and the menu ready for another one."""
    if name(block["block_id"]) == BODY:
        text = shorten("\n\n".join(part for part in (typed, ready) if part), LONGEST)
        return block | {
            "block_id": next_edition(block["block_id"]),
            "element": block["element"] | {"initial_value": text},
        }
    if name(block["block_id"]) == CANNED:
        return block | {"block_id": next_edition(block["block_id"])}
    return block


def _text(ready: Canned, say: Speech) -> str:
    """In the customer's language: it is them who read it."""
    return say.words.label(ready.language, ready.text)


def _matching(
    choices: list[Choice], typed: str, say: Speech, texts: Mapping[str, str] = NO_TEXTS
) -> list[Choice]:  # fmt: skip
    """Those whose name, or text, has every word that was typed; by name first."""
    wanted = typed.casefold().split()
    names = {one.id: f"{say.choice(one)} {one.id}".casefold() for one in choices}
    whole = {id: f"{name} {texts.get(id, '')}".casefold() for id, name in names.items()}
    fit = [one for one in choices if all(word in whole[one.id] for word in wanted)]
    return sorted(fit, key=lambda one: not all(word in names[one.id] for word in wanted))[:OPTIONS]
