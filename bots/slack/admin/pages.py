"""The menu, the audit, ratings, and what people say of their own hours."""

from collections.abc import Iterator

from bots.slack.away import away_line
from bots.slack.keeping.parts import (
    brief,
    day,
    do,
    entry,
    go,
    line,
    note,
    people,
    row,
    select,
    several,
    text,
    turned,
    turning,
)
from bots.slack.keeping.spot import (
    ABSENCE,
    AUDIT,
    CHATS,
    DUTIES,
    HOURS,
    ON_CALL,
    PEOPLE,
    RATINGS,
    READY,
    RECORDS,
    ROTA,
    Spot,
)
from bots.slack.lists.blocks import button
from bots.slack.speech import Speech
from bots.slack.text import Block, context, date_token, mrkdwn, plain
from bots.slack.wire import TICKET
from core.api.kinds import shorten
from core.api.shapes import Among, AuditLine, HoursOf, OnCall, RatingLine, Ratings

KINDS = ("companies", "contacts", "contracts", "sites", "equipment")
LINES = 8
CHANGES = 6


def menu(spot: Spot, say: Speech) -> Iterator[Block]:
    yield text(say("slack-admin-about"))
    yield from row([
        go("people", say("slack-admin-people"), Spot(PEOPLE)),
        *(go(kind, say("slack-admin-kind", kind=kind), Spot(RECORDS, (kind,))) for kind in KINDS),
        go("ready", say("slack-admin-ready"), Spot(READY)), go("duties", say("slack-admin-duties"), Spot(DUTIES)),
        go("chats", say("slack-admin-chats"), Spot(CHATS)), go("audit", say("slack-admin-audit"), Spot(AUDIT)),
    ])  # fmt: skip
    yield note(say("slack-admin-profile"))


def audit(found: tuple[AuditLine, ...], spot: Spot, say: Speech) -> Iterator[Block]:
    """Who, what, when, old → new; nobody's words are marked up."""
    for one in found[:LINES]:
        who = brief(one.actor, 60) or say("slack-audit-operator")
        head = say("slack-audit-line", who=who, did=say("slack-audit-deed", deed=one.deed), what=brief(one.subject, 80))
        said = [_changed(*change, say) for change in one.changes[:CHANGES]]
        rest = ["…"] if len(one.changes) > CHANGES else []
        yield context(mrkdwn(date_token(one.at)), plain(shorten("\n".join([head, *said, *rest]), 1900)))
    if not found:
        yield text(say("slack-audit-empty"))
    yield from turning(spot, found[LINES - 1].id if len(found) > LINES else None, say)


def ratings(found: Ratings, spot: Spot, say: Speech) -> Iterator[Block]:
    """The bad ones first among those that nobody has read yet (C10)."""
    among = spot.of[0] if spot.of else Among.UNSEEN.value
    yield from row(
        go(one.value, say("slack-ratings-among", among=one.value), Spot(RATINGS, (one.value,)), primary=one == among)
        for one in Among
    )
    for one in found.lines:
        yield from _rating(one, say)
    if not found.lines and found.more is None:
        yield text(say("slack-ratings-empty", among=among))
    yield from turning(spot, found.more, say)


def _rating(one: RatingLine, say: Speech) -> Iterator[Block]:
    sign = "👎" if one.low else "⭐"
    yield line(f"{sign} {say.choice(one.grade)} · {one.number} · {brief(one.subject)}")
    if one.word:
        yield text(f"«{shorten(one.word, 600)}»")
    by = [plain(brief(one.by, 60))] if one.by else []
    seen = [plain(say("slack-ratings-read-by", name=brief(one.seen_by, 60)))] if one.seen_by else []
    yield context(mrkdwn(date_token(one.at)), *by, *seen)
    see = [] if one.seen_by else [do("see", one.id, say("slack-ratings-seen"), str(one.ticket), str(one.id))]
    yield from row([*see, button(TICKET, say("slack-list-open"), str(one.ticket))])


def mine(hours: HoursOf, spot: Spot, say: Speech) -> Iterator[Block]:
    """One's own hours, or those of somebody whom an administrator looks at: `of` names them."""
    yield text(brief(hours.whom.name))
    if not spot.of:
        others = [one for one in hours.languages if one != hours.language]
        yield line(say("slack-mine-language", spoken=hours.language))
        yield from row(do("language", one, say("slack-mine-speak", spoken=one), one) for one in others)
        yield line(
            say("slack-mine-hours", hours=turned(hours.quiet) or say("slack-mine-any"), zone=hours.zone),
            go(HOURS, say("slack-admin-edit"), spot.at(HOURS)),
        )  # fmt: skip
        if hours.digest:
            yield note(say("slack-mine-digest", time=brief(hours.digest, 20)))
    away = hours.whom.away
    yield line(
        away_line(away, say) if away else say("slack-mine-here"),
        go(ABSENCE, say("slack-mine-away"), spot.at(ABSENCE, *spot.of)),
    )
    back = [do("back", 0, say("slack-mine-back"), *spot.of)] if away else []
    up = [go("up", say("slack-admin-up"), spot.above)] if spot.of else []
    yield from row([*up, *back])


def hours_form(hours: HoursOf, say: Speech) -> Iterator[Block]:
    yield entry("hours", say("slack-mine-hours-field"), 20, turned(hours.quiet), hint=say("slack-mine-hours-hint"))
    said = "" if hours.digest == "off" else hours.digest
    yield entry("digest", say("slack-mine-digest-field"), 10, said, hint=say("slack-mine-digest-hint"))


def absence_form(hours: HoursOf, say: Speech) -> Iterator[Block]:
    away = hours.whom.away
    yield text(brief(hours.whom.name))
    yield day("first", say("slack-mine-first"), away.first if away else "", optional=False)
    yield day("last", say("slack-mine-last"), away.last if away else "", optional=False)
    chosen = str(hours.cover) if hours.cover else ""
    yield select("cover", say("slack-mine-cover"), people(hours.covers), chosen, none=say("slack-modal-nobody"))
    yield note(say("slack-mine-away-hint"))


def duties(found: tuple[OnCall, ...], spot: Spot, say: Speech) -> Iterator[Block]:
    for n, one in enumerate(found[:20]):
        yield text(say.choice(one.group))
        yield line(_reached(one, say))
        if one.weekly:
            yield note(say("slack-duty-weekly", names=", ".join(brief(who.name, 60) for who in one.weekly)))
        buttons = [go(f"{ON_CALL}{n}", say("slack-duty-set"), spot.at(ON_CALL, one.group.id))]
        buttons += [go(f"{ROTA}{n}", say("slack-duty-rota"), spot.at(ROTA, one.group.id))]
        end = [do("off-call", n, say("slack-duty-end"), one.group.id)] if one.set else []
        yield from row([*buttons, *end] if one.members else [])
        if not one.members:
            yield note(say("slack-duty-empty"))
    if not found:
        yield text(say("slack-duty-none"))
    yield from turning(spot, None, say)


def on_call_form(one: OnCall, say: Speech) -> Iterator[Block]:
    yield text(say.choice(one.group))
    yield select("person", say("slack-duty-person"), people(one.members))
    yield day("last", say("slack-duty-last"), optional=False)


def rota_form(one: OnCall, say: Speech) -> Iterator[Block]:
    yield text(say.choice(one.group))
    chosen = [str(who.id) for who in one.weekly]
    yield several("weekly", say("slack-duty-order"), people(one.members), chosen, say("slack-duty-order-hint"))
    yield day("since", say("slack-duty-since"), one.since)


def _reached(one: OnCall, say: Speech) -> str:
    if one.now is None:
        return say("slack-duty-nobody")
    return say("slack-duty-now", name=brief(one.now.name, 80))


def _changed(name: str, old: str, new: str, say: Speech) -> str:
    return f"{_field(name, say)}: {_was(name, old, say)} → {_was(name, new, say)}"


def _field(name: str, say: Speech) -> str:
    if name.startswith(("group:", "text.")) or "@" in name:
        return brief(name, 80)
    return say("slack-audit-field", name=brief(name, 80))


def _was(name: str, value: str, say: Speech) -> str:
    if name == "chat_state" and value:
        return say("slack-group-state", state=value)
    return f"«{shorten(value, 100)}»" if value else "—"
