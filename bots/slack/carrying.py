"""What a journalled input leads to: a command in one unit with its row, or a kind word to whoever caused it."""

from bots.slack.lacking import lacks, offer
from bots.slack.staff import HOUSE, Staff
from bots.slack.voice import Voice, prompt
from bots.slack.wire import Place, Subject
from core.api.commands import Desk
from core.api.errors import Code, Refusal
from core.api.kinds import Command, Door, Prompt, Reaction, Settle, Settlement, Visitor
from core.api.ports import Claimed
from core.api.shapes import Me


class Carrying:
    """A `reaction` that is acted upon by a row is remembered with it, refused or not."""

    def __init__(self, desk: Desk, staff: Staff, voice: Voice) -> None:
        self._desk = desk
        self._staff = staff
        self._voice = voice

    async def out(
        self, claimed: Claimed, command: Command, user: str, key: str, place: Place, reaction: Reaction | None = None
    ) -> None:
        me = await self._staff.agent(user)
        if me is None:
            await self.refuse(claimed, Refusal(Code.STRANGER), me, user, place, reaction=reaction)
            return
        settle = Settlement(claimed.id, claimed.lease, reaction=reaction)
        try:
            await self._desk(command, Visitor(Door.SLACK, user), key, settle=settle)
        except Refusal as refusal:
            about = lacks(command, refusal)
            await self.refuse(claimed, refusal, me, user, place, typed(command), reaction, about)

    async def refuse(
        self, claimed: Claimed, refusal: Refusal, me: Me | None, user: str, place: Place, words: str = "",
        reaction: Reaction | None = None, about: Subject | None = None,
    ) -> None:  # fmt: skip
        """`words` were typed into a modal that is closed by now: they are given back, not lost.

        `about` is what a button asks for that has not been said.
        """
        say = self._voice.speech(me.language if me else None)
        text = f"{say.refusal(refusal)}\n\n{say('slack-kept')}\n{words}" if words else say.refusal(refusal)
        of = claimed.payload.get("event") or {}
        once = f"{of['channel']}:{of['ts']}" if "ts" in of else claimed.external_id
        told = prompt(user, place, text, f"slack:{once}")
        if about is not None:
            told = offer(user, place, about, text, say, f"slack:{once}")
        await self.settle(claimed, told, reaction=reaction)

    async def settle(
        self, claimed: Claimed, *prompts: Prompt, key: str | None = None, reaction: Reaction | None = None
    ) -> None:
        settlement = Settlement(claimed.id, claimed.lease, prompts=prompts, reaction=reaction)
        await self._desk(Settle(), HOUSE, key, settle=settlement)


def typed(command: Command) -> str:
    """What somebody wrote, whatever the modal was for."""
    return str(getattr(command, "body", "") or getattr(command, "comment", "") or "")
