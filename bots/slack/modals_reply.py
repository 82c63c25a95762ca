"""The modal of an answer: ready texts, files, what follows from it, and how the customer will see it (E5, E8, E10)."""

from collections.abc import Iterator, Sequence

from bots.slack.blocks_message import side
from bots.slack.fields import (
    BODY,
    CANNED,
    FIELD,
    FILES,
    HIDDEN,
    STATUS,
    TOWARDS,
    UNTIL,
    entered,
    name,
    next_edition,
)
from bots.slack.heading import heading
from bots.slack.inputs import OPTIONS, asked, files, heard, hidden, menu, moment, words
from bots.slack.modals_triage import lacking, regrown
from bots.slack.sight import Sight
from bots.slack.speech import Speech
from bots.slack.text import Block, context, plain
from bots.slack.ways import warnings
from bots.slack.wire import CANNED as PICKED
from bots.slack.wire import PREVIEW, SOLVES, THEN, TYPING, Subject
from core.api.kinds import shorten
from core.api.shapes import MessageView, Target, TicketCard, TriageForm

EXCERPT = 500
KEPT = (CANNED, BODY, FILES, HIDDEN)
LEADS = (STATUS, TOWARDS, UNTIL)
"""Blocks that say where a move leads; what it demands stands below them."""
TOLD = "refused"
"""The block that says why the modal has come back."""


def reply(about: Subject, sight: Sight, say: Speech) -> Iterator[Block]:
    page = sight.page
    yield heading(page)
    last = next((one for one in reversed(page.messages.items) if not one.by_staff), None)
    if last is not None:
        yield context(plain(_excerpt(last, say)))
    if warned := warnings(page.card, say):
        yield context(*warned)
    if sight.canned:
        search = {"type": "external_select", "min_query_length": 0}
        yield heard(asked(CANNED, say("slack-modal-canned"), search, hint=say("slack-modal-canned-hint")), PICKED)
    yield _words(say)
    yield _preview(say)
    yield files(say)
    yield from _then(page.card, sight.form, SOLVES in about.asks, say)
    yield hidden(say, ticked=sight.hidden)


def seen(sight: Sight) -> int:
    """The newest word that the modal knows of."""
    return max((one.id for one in sight.page.messages.items), default=0)


def demanding(blocks: Sequence[Block], target: Target | None, form: TriageForm | None, say: Speech) -> list[Block]:
    """What the picked status demands: until when (B7), and what the form still lacks (B3)."""
    grown = list[Block]()
    for block in blocks:
        known = name(block["block_id"])
        if known != UNTIL:
            grown.append(block)
        if known == STATUS and target is not None and target.until:
            before = next((one for one in blocks if name(one["block_id"]) == UNTIL), None)
            grown.append(before or _until(say))
    fresh = list(lacking(form, say)) if target is not None and target.fields and form is not None else []
    return regrown(grown, fresh, LEADS)


def again(view: Block, about: Subject, sight: Sight, why: str, say: Speech) -> list[Block]:
    """The modal as it has to be by now, with the reason above it. What was typed stays, and what still fits."""
    there = {name(block["block_id"]): block for block in view["blocks"] if block["type"] == "input"}
    picked = entered(view).get(STATUS)
    drawn = [_told(why)]
    for block in reply(about, sight, say):
        known = name(str(block.get("block_id", "")))
        before = there.get(known)
        if known in KEPT and before is not None:
            block = before
        elif known == STATUS and before is not None:
            block = _offered_anew(before, block, picked)
        if not _demanded(known):
            drawn.append(block)
        if known == STATUS and any(one.id == picked for one in sight.page.card.targets):
            drawn += [block for known, block in there.items() if _demanded(known)]
    return drawn


def _demanded(known: str) -> bool:
    return known == UNTIL or known.startswith(FIELD)


def _offered_anew(before: Block, fresh: Block, picked: str | None) -> Block:
    """Other statuses to lead to; the one that was picked stays picked where it is among them."""
    offered = fresh["element"].get("options", [])
    if before["element"].get("options") == offered:
        return before
    element = {name: value for name, value in fresh["element"].items() if name != "initial_option"}
    still = next(({"initial_option": one} for one in offered if one["value"] == picked), {})
    return fresh | {"block_id": next_edition(before["block_id"]), "element": element | still}


def warned(blocks: Sequence[Block], why: str) -> list[Block]:
    """The same modal with nothing but the reason above it."""
    return [_told(why), *(block for block in blocks if block["block_id"] != TOLD)]


def _told(why: str) -> Block:
    return context(plain(f"⚠️ {why}")) | {"block_id": TOLD}


def _words(say: Speech) -> Block:
    """Whoever types is seen to be answering; Slack tells of every letter."""
    block = heard(words(say("slack-modal-reply-text"), say("slack-modal-reply-hint"), optional=True), TYPING)
    heeded = {"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}
    return block | {"element": block["element"] | heeded}


def _preview(say: Speech) -> Block:
    button = {"type": "button", "action_id": PREVIEW, "text": plain(say("slack-preview"))}
    return {"type": "actions", "block_id": PREVIEW, "elements": [button]}


def _then(card: TicketCard, form: TriageForm | None, solves: bool, say: Speech) -> Iterator[Block]:
    """Where the answer leads: what resolves stands first, and asks for what it demands."""
    best = card.resolves
    targets = [*([best] if best else []), *(one for one in card.targets if best is None or one.id != best.id)]
    if targets:
        offered = menu(targets[:OPTIONS], best if solves else None, say)
        yield heard(asked(STATUS, say("slack-modal-then"), offered, hint=say("slack-modal-then-hint")), THEN)
        if solves and best is not None and best.until:
            yield _until(say)
        if solves and best is not None and best.fields and form is not None:
            yield from lacking(form, say)


def _until(say: Speech) -> Block:
    return asked(UNTIL, say("slack-modal-until"), moment(None))


def _excerpt(message: MessageView, say: Speech) -> str:
    said = message.body or ", ".join(file.name for file in message.files)
    return shorten(f"{side(message, say)}: {said}", EXCERPT)
