"""What agents press on a stranger's request: let them in, as somebody new or known, or not (A5)."""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack.fields import BODY, HIDDEN, entered
from bots.slack.inputs import LABEL, asked
from bots.slack.modals import TITLE
from bots.slack.said import said
from bots.slack.speech import Speech
from bots.slack.staff import Staff
from bots.slack.text import Block, plain
from bots.slack.voice import Voice
from bots.slack.wire import ADMIT, ADMIT_AS, END_GROUP, LET_GROUP, REFUSE, Payload, Place, Unreadable, place
from core.api.commands import ApproveRegistration, BindGroupChat, DeclineRegistration, EndGroupChat
from core.api.errors import Code, Refusal
from core.api.kinds import Command, Door, PersonId, RegistrationId, shorten
from core.api.shapes import Me

log = structlog.get_logger("slack")

QUICK = 1.5
LONGEST = 1000
TOO_LATE = frozenset({"expired_trigger_id", "exchanged_trigger_id"})


def admitted(body: Payload) -> Command:
    return ApproveRegistration(RegistrationId(int(body["actions"][0]["value"])))


def admitted_as(body: Payload) -> Command:
    """As a person who is known, or as somebody new of a company."""
    id, _, whom = str(body["actions"][0]["selected_option"]["value"]).partition(":")
    registration, kind, row = RegistrationId(int(id)), whom[:1], int(whom[1:])
    if kind == "p":
        return ApproveRegistration(registration, PersonId(row))
    if kind == "c":
        return ApproveRegistration(registration, company=row)
    raise Unreadable(whom)


def refused(view: Payload) -> Command:
    given = entered(view)
    about = RegistrationId(int(json.loads(view["private_metadata"])["registration"]))
    return DeclineRegistration(about, given.get(BODY) or "", bool(given.get(HIDDEN)))


def group_let_in(body: Payload) -> Command:
    """As it asks to be: for the company that stood on the button."""
    door, chat, company = _chat(body)
    return BindGroupChat(door, chat, company)


def group_ended(body: Payload) -> Command:
    door, chat, _ = _chat(body)
    return EndGroupChat(door, chat)


def _chat(body: Payload) -> tuple[Door, str, str]:
    try:
        door, chat, company = str(body["actions"][0]["value"]).split(":", 2)
        return Door(door), chat, company
    except (KeyError, ValueError) as error:
        raise Unreadable(repr(error)) from error


PRESSES: Mapping[str, Callable[[Payload], Command]] = {
    ADMIT: admitted, ADMIT_AS: admitted_as, LET_GROUP: group_let_in, END_GROUP: group_ended,
}  # fmt: skip
SUBMISSIONS: Mapping[str, Callable[[Payload], Command]] = {REFUSE: refused}


class Refusing:
    """*Decline* opens a window for the reason. Who asks for it is found out while the trigger lives."""

    def __init__(self, client: AsyncWebClient, staff: Staff, voice: Voice) -> None:
        self._client = client
        self._staff = staff
        self._voice = voice

    async def __call__(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        asking = asyncio.gather(self._staff.presser(body["user"]), return_exceptions=True)
        await asyncio.wait({asking}, timeout=QUICK)
        me, user, where = asking.result()[0] if asking.done() else None, str(body["user"]["id"]), place(body)
        if asking.done() and me is None:
            await self._voice.whisper(user, where, self._voice.speech().refusal(Refusal(Code.STRANGER)))
            return
        say = self._voice.speech(me.language if isinstance(me, Me) else None)
        try:
            await self._client.views_open(trigger_id=body["trigger_id"], view=window(_about(body), where, say))
        except SlackApiError as error:
            if said(error) not in TOO_LATE:
                raise
            await self._voice.whisper(user, where, say("slack-press-again"))


def window(about: RegistrationId, where: Place, say: Speech) -> Block:
    kept = {"registration": about, "channel": where.channel, "thread": where.thread}
    words: Block = {"type": "plain_text_input", "multiline": True, "max_length": LONGEST, "focus_on_load": True}
    tell = {"text": plain(shorten(say("slack-reg-modal-tell"), LABEL)), "value": HIDDEN}
    ticks: Block = {"type": "checkboxes", "options": [tell]}
    return {
        "type": "modal",
        "callback_id": REFUSE,
        "private_metadata": json.dumps(kept),
        "title": plain(shorten(say("slack-reg-modal"), TITLE)),
        "close": plain(say("slack-modal-close")),
        "submit": plain(shorten(say("slack-reg-modal-send"), TITLE)),
        "blocks": [
            asked(BODY, say("slack-reg-modal-reason"), words, optional=False, hint=say("slack-reg-modal-hint")),
            asked(HIDDEN, say("slack-reg-modal-tell-label"), ticks),
        ],
    }


def _about(body: Payload) -> RegistrationId:
    try:
        return RegistrationId(int(body["actions"][0]["value"]))
    except (KeyError, ValueError) as error:
        raise Unreadable(repr(error)) from error
