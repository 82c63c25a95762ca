"""What lists look like: the queues to choose from, lines that open a ticket, the way to the next page.

Everybody's words stand in plain text: nothing in them mentions, links or marks up (faults E2).
"""

from collections.abc import Iterator

from bots.slack.blocks_spam import aside_blocks
from bots.slack.keeping.parts import go
from bots.slack.keeping.spot import MENU, MINE, RATINGS, Spot
from bots.slack.lists.browse import (
    ALL,
    BACK,
    BRAND,
    FIND,
    FIRST,
    NEXT,
    PAGE,
    QUEUE,
    TEXT,
    Browse,
)
from bots.slack.speech import Speech
from bots.slack.text import Block, context, date_token, escaped, mrkdwn, plain
from bots.slack.ways import why
from bots.slack.wire import RESTORE, TICKET, Subject
from core.api.kinds import one_line, shorten
from core.api.shapes import Board, DeskLine, DeskPage, Found, Heap, SetAside

MOST = 10
"""Lines of a page: with what stands beside them they are fewer than a view bears."""
NAME, REASON = 60, 120
LABEL, OPTIONS = 75, 99


def queues(board: Board, browse: Browse, say: Speech) -> Iterator[Block]:
    """The queues with how much is in them; the one that is shown stands out."""
    buttons = [_queue(heap, chosen=not browse.find and heap.queue is browse.queue, say=say) for heap in board.heaps]
    yield {"type": "actions", "block_id": "queues", "elements": buttons}
    if board.brands:
        yield {"type": "actions", "block_id": "brands", "elements": [_brands(board, browse, say)]}


def rooms(board: Board, say: Speech) -> Block:
    """What is no queue: one's own settings, ratings to be read, and what administrators keep (E11, C10)."""
    read = [go("ratings", say("slack-home-ratings", count=board.ratings), Spot(RATINGS))] if board.rated else []
    keep = [go("admin", say("slack-home-admin"), Spot(MENU))] if board.administers else []
    mine = go("mine", say("slack-home-mine"), Spot(MINE))
    return {"type": "actions", "block_id": "rooms", "elements": [*read, mine, *keep]}


def search(browse: Browse, say: Speech) -> Block:
    """Asked by Enter. The block is another one after each question, so that a client shows what was asked."""
    element: Block = {
        "type": "plain_text_input", "action_id": FIND, "max_length": TEXT,
        "placeholder": plain(say("slack-home-find-place")),
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    }  # fmt: skip
    if browse.find:
        element["initial_value"] = browse.find
    return {
        "type": "input", "block_id": f"find:{len(browse.find)}", "dispatch_action": True, "optional": True,
        "label": plain(say("slack-home-find")), "hint": plain(say("slack-home-find-hint")), "element": element,
    }  # fmt: skip


def listed(found: Found, browse: Browse, say: Speech) -> Iterator[Block]:
    """What the list is, its lines, and where it goes on."""
    about = say("slack-home-found", text=browse.find) if browse.find else say(f"slack-queue-about-{browse.queue}")
    yield context(plain(about))
    for _, value in found.misread:
        yield context(plain(say("slack-list-misread", said=shorten(one_line(value), NAME))))
    for one in found.page.lines:
        yield from _set_aside(one, one.aside, say) if one.aside else _line(one, say)
    if not found.page.lines and not found.page.more:
        empty = "slack-list-found-nothing" if browse.find else f"slack-queue-empty-{browse.queue}"
        yield {"type": "section", "text": plain(say(empty))}
    if browse.find and found.page.more and len(found.page.lines) < MOST:
        yield context(plain(say("slack-list-looked")))
    yield _turning(found.page, browse, say)


def _set_aside(one: DeskLine, aside: SetAside, say: Speech) -> Iterator[Block]:
    """What may be spam is judged where it stands: how it is worked on says nothing yet."""
    yield {"type": "section", "text": plain(f"{one.number} · {one_line(one.subject)}")}
    yield from aside_blocks(one, aside, say)
    restore = button(RESTORE, say("slack-restore"), Subject(one.id, 0).value())
    yield {
        "type": "actions", "block_id": f"line:{one.id}",
        "elements": [restore, button(TICKET, say("slack-list-open"), str(one.id))],
    }  # fmt: skip


def _line(one: DeskLine, say: Speech) -> Iterator[Block]:
    facts = say(
        "slack-list-facts", status=say.choice(one.status), priority=say.choice(one.priority),
        requester=_brief(one.requester), assignee=_brief(one.assignee) if one.assignee else say("slack-nobody"),
    )  # fmt: skip
    brand = f" · {say.choice(one.brand)}" if one.brand else ""
    yield {
        "type": "section",
        "block_id": f"line:{one.id}",
        "text": plain(f"{one.number} · {one_line(one.subject)}\n{facts}{brand}"),
        "accessory": button(TICKET, say("slack-list-open"), str(one.id)),
    }
    if one.due_at is not None:
        yield context(mrkdwn(f"{escaped(say('slack-list-due'))} {date_token(one.due_at)}"))
    if one.why is not None:
        yield context(plain(say("slack-list-lost", reason=shorten(why(one.why, say), REASON))))


def _turning(page: DeskPage, browse: Browse, say: Speech) -> Block:
    back = [button(PAGE + BACK, say("slack-list-back"), BACK)] if browse.trail else []
    following = [button(PAGE + NEXT, say("slack-list-next"), f"{page.more[0]}:{page.more[1]}")] if page.more else []
    again = button(PAGE + FIRST, say("slack-list-again"), FIRST)
    return {"type": "actions", "block_id": "pages", "elements": [*back, *following, again]}


def button(action: str, label: str, value: str) -> Block:
    return {"type": "button", "action_id": action, "text": plain(shorten(label, LABEL)), "value": value}


def _queue(heap: Heap, *, chosen: bool, say: Speech) -> Block:
    name, count = say(f"slack-queue-{heap.queue}"), f"{heap.count}+" if heap.full else str(heap.count)
    drawn = button(QUEUE + heap.queue, say("slack-queue-count", name=name, count=count), heap.queue)
    return drawn | ({"style": "primary"} if chosen else {})


def _brands(board: Board, browse: Browse, say: Speech) -> Block:
    every = {"text": plain(say("slack-home-brand-all")), "value": ALL}
    options = [every, *(_option(say.choice(one), one.id) for one in board.brands[:OPTIONS])]
    chosen = next((one for one in options if one["value"] == browse.brand), every)
    place = plain(say("slack-home-brand"))
    return {
        "type": "static_select", "action_id": BRAND, "placeholder": place, "options": options, "initial_option": chosen,
    }  # fmt: skip


def _option(label: str, value: str) -> Block:
    return {"text": plain(shorten(label, LABEL)), "value": value}


def _brief(name: str) -> str:
    return shorten(one_line(name), NAME)
