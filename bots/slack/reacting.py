"""Journalled reactions, worked off: each once, whether Slack told of it or it was found (X2, E15; decision 0033)."""

from collections.abc import Mapping
from typing import Any

from bots.slack import reactions
from bots.slack.carrying import Carrying
from bots.slack.making.tagged import ASKS, Tagged, asking
from bots.slack.reactions import Emoji
from bots.slack.staff import HOUSE, Staff
from bots.slack.voice import Voice
from bots.slack.wire import Place
from bots.slack.workspace import Workspace
from core.api.commands import Desk
from core.api.errors import Code, Refusal
from core.api.kinds import Door, Reaction, Settlement, Visitor
from core.api.ports import Claimed
from core.api.queries import Ask, PostAt, ReactionsOn

Event = Mapping[str, Any]


class Reacting:
    def __init__(
        self, desk: Desk, ask: Ask, staff: Staff, voice: Voice, workspace: Workspace, emoji: Emoji,
        tagging: Tagged, carrying: Carrying,
    ) -> None:  # fmt: skip
        self._desk = desk
        self._ask = ask
        self._staff = staff
        self._voice = voice
        self._workspace = workspace
        self._bot_user = workspace.bot_user
        self._emoji = emoji
        self._tagging = tagging
        self._carry = carrying

    async def receive(self, claimed: Claimed, event: Event) -> None:
        """What is known, or older than what is known, changes nothing any more."""
        one = reactions.told(event) if reactions.counts(event, self._emoji, self._bot_user) else None
        if one is None or await self._known(one):
            await self._carry.settle(claimed)
        elif not one.there:
            await self._carry.settle(claimed, reaction=one)
        else:
            await self._put(claimed, event, one)

    async def _known(self, one: Reaction) -> bool:
        known = await self._ask(ReactionsOn(Door.SLACK, one.place, (one.ref,)), HOUSE)
        before = next((old for old in known.reactions if (old.name, old.who) == (one.name, one.who)), None)
        if before is None:
            return False
        return one.at <= before.at if one.at else one.there == before.there

    async def _put(self, claimed: Claimed, event: Event, one: Reaction) -> None:
        """Whoever may not, or comes too late, is told so once."""
        place = Place(one.place, one.ref)
        if reactions.makes(event, self._emoji):
            await self._tagged(claimed, one, place)
            return
        post = None
        if one.place in self._workspace.channels:
            post = await self._ask(PostAt(Door.SLACK, one.place, one.ref), HOUSE)
        if post is None or not reactions.meant(event, post, self._emoji):
            await self._carry.settle(claimed, reaction=one)
            return
        try:
            command = await reactions.wanted(self._ask, Visitor(Door.SLACK, one.who), event, post, self._emoji)
        except Refusal as refusal:
            me = await self._staff.agent(one.who)
            await self._carry.refuse(claimed, refusal, me, one.who, place, reaction=one)
            return
        await self._carry.out(claimed, command, one.who, f"slack:{claimed.external_id}", place, one)

    async def _tagged(self, claimed: Claimed, one: Reaction, place: Place) -> None:
        """Made at once, or with what the window asks for; whoever comes second is told which ticket it is (E15)."""
        me = await self._staff.agent(one.who)
        say, key = self._voice.speech(me.language if me else None), f"slack:{claimed.external_id}"
        asks = asking(one.who, place, one.ref, say, f"slack:asks:{claimed.external_id}")
        try:
            if me is None:
                raise Refusal(Code.STRANGER)
            wanted = await self._tagging.wanted(place.channel, one.ref)
            if not isinstance(wanted, tuple):
                await self._carry.settle(claimed, *([] if wanted else [asks]), reaction=one)
                return
            settle = Settlement(claimed.id, claimed.lease, reaction=one)
            done = await self._desk(wanted[0], Visitor(Door.SLACK, one.who), wanted[1] or key, settle=settle)
        except Refusal as refusal:
            if refusal.code in ASKS:
                await self._carry.settle(claimed, asks, reaction=one)
            else:
                await self._carry.refuse(claimed, refusal, me, one.who, place, reaction=one)
            return
        if done.repeated:
            await self._voice.whisper(one.who, place, say("slack-made-already", number=done.number))
