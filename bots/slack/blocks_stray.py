"""A letter that nobody understood, as agents see it: what is known of it, why, and what became of it (faults A6)."""

from bots.letters import WholeLetter
from bots.slack.modals_letter import head
from bots.slack.speech import Speech
from bots.slack.text import Block, bold, context, date_token, escaped, mrkdwn, plain, rich, tame
from bots.slack.wire import RETRY, SHELVE, Subject
from core.api.kinds import TicketId, one_line, shorten
from core.api.shapes import StrayLetter

WHY = 300
CAUSES = {"beyond a cap": "cap", "names no sender": "sender", "octets are gone": "gone"}


def stray_blocks(stray: StrayLetter, letter: WholeLetter | None, say: Speech) -> list[Block]:
    known = letter or WholeLetter(size=stray.size)
    came = mrkdwn(f"{escaped(say('slack-stray-came'))} {date_token(stray.received_at)}")
    return [
        rich(bold(say("slack-stray"))),
        head(known, say),
        context(mrkdwn(tame(_why(stray, say))), came),
        *([context(mrkdwn(tame(line)))] if (line := _became(stray, say)) else []),
        *_buttons(stray, say),
    ]


def stray_line(stray: StrayLetter, letter: WholeLetter | None, say: Speech) -> str:
    """For the notification, and where blocks are refused."""
    known = " · ".join(part for part in (letter.sender, letter.subject) if part) if letter else ""
    return " · ".join(part for part in (say("slack-stray"), known, _became(stray, say)) if part)


def _why(stray: StrayLetter, say: Speech) -> str:
    cause = next((cause for part, cause in CAUSES.items() if part in stray.why), "other")
    return say("slack-stray-why", cause=cause, reason=shorten(one_line(stray.why), WHY))


def _became(stray: StrayLetter, say: Speech) -> str:
    if stray.state == "aside":
        name = shorten(one_line(stray.by.name), WHY) if stray.by else ""
        return say("slack-stray-aside", who="agent" if name else "none", name=name)
    if stray.state == "done":
        return say("slack-stray-done", outcome=stray.outcome if stray.ticket else "ignored", number=stray.ticket)
    return say("slack-stray-again") if stray.state == "new" else ""


def _buttons(stray: StrayLetter, say: Speech) -> list[Block]:
    """`dead` can be tried and set aside, what was set aside can be tried; the rest needs nobody."""
    offered = {"dead": (RETRY, SHELVE), "aside": (RETRY,)}.get(stray.state, ())
    labels = {RETRY: "slack-stray-retry", SHELVE: "slack-stray-shelve"}
    value = Subject(TicketId(stray.id), 0).value()
    drawn = [{"type": "button", "action_id": one, "text": plain(say(labels[one])), "value": value} for one in offered]
    return [{"type": "actions", "block_id": f"stray:{stray.id}:{stray.state}", "elements": drawn}] if drawn else []
