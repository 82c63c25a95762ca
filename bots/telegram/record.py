"""Everything that the desk has of somebody, as a file: for people to read, and for machines (the right to data)."""

import html
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from bots.moments import moment
from bots.wording import Words
from core.api.kinds import SECOND, Instant, Visitor
from core.api.queries import Ask, MyTickets, ReadDossier, ReadTicket, WhoAmI
from core.api.shapes import Dossier, Me, MessageView, TicketCard

PAGE = 100
NAME = "zayavka.zip"
FOLDED = (2026, 1, 1, 0, 0, 0)
"""The time that stands with each file: the same record is the same file."""

Told = dict[str, Any]


async def record(ask: Ask, words: Words, viewer: Visitor, language: str) -> bytes:
    """Read page by page, so that nobody else waits. Only what they may read: their own tickets, and those that they
    are in copy of, the public words."""
    me = await ask(WhoAmI(), viewer)
    tickets: list[Told] = []
    before: int | None = None
    while True:
        page = await ask(MyTickets(before, PAGE), viewer)
        for line in page.items:
            tickets.append(await _ticket(ask, words, viewer, language, line.id) | {"mine": line.mine})
        before = page.more
        if before is None:
            break
    told = {"desk": words.desk(language), "person": _person(me, await ask(ReadDossier(), viewer)), "tickets": tickets}
    return _packed({
        "zayavka.json": json.dumps(told, ensure_ascii=False, indent=2),
        "zayavka.html": _page(words, language, told, me.zone),
    })  # fmt: skip


def _person(me: Me, kept: Dossier) -> Told:
    return {
        "name": me.name, "mail": me.email, "language": me.language, "notices": me.ways.value, "zone": me.zone,
        "quiet_hours": me.quiet, "digest": me.digest, "accounts": [asdict(one) for one in kept.accounts],
        "companies": [asdict(one) for one in kept.posts], "registrations": [{**one} for one in kept.asked],
    }  # fmt: skip


async def _ticket(ask: Ask, words: Words, viewer: Visitor, language: str, id: Any) -> Told:
    said: list[MessageView] = []
    before: int | None = None
    while True:
        page = await ask(ReadTicket(id, before, PAGE, outside=True), viewer)
        said = [*page.messages.items, *said]
        before = page.messages.more
        if before is None:
            return _told(words, language, page.card, said)


def _told(words: Words, language: str, card: TicketCard, said: list[MessageView]) -> Told:
    return {
        "number": card.number, "subject": card.subject, "opened_at": _iso(card.opened_at),
        "type": words.label(language, card.type.label), "status": words.label(language, card.status.label),
        "grade": words.label(language, card.grade.label) if card.grade else None,
        "answers": {words.label(language, one.field.label): words.value(language, one) for one in card.answers},
        "conversation": [_message(one) for one in said],
    }  # fmt: skip


def _message(one: MessageView) -> Told:
    files = [{"name": file.name, "bytes": file.size} for file in one.files]
    return {"at": _iso(one.at), "from": one.author.name, "desk": one.by_staff, "text": one.body, "files": files}


def _iso(at: Instant) -> str:
    return datetime.fromtimestamp(at / SECOND, UTC).isoformat(timespec="seconds")


def _page(words: Words, language: str, told: Told, zone: str) -> str:
    head = f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{_safe(told["desk"])}</title>'
    person = "".join(_item(words, language, name, value) for name, value in told["person"].items() if value)
    tickets = "".join(_section(words, language, one, zone) for one in told["tickets"])
    return f"{head}<h1>{_safe(told['desk'])}</h1><ul>{person}</ul>{tickets}</html>"


def _item(words: Words, language: str, name: str, value: object) -> str:
    """A value, or one line for each of several things, by what they are called."""
    label = _safe(words(language, f"tg-record-{name.replace('_', '-')}"))
    if not isinstance(value, list):
        return f"<li>{label}: {_safe(value)}</li>"
    lines = (" · ".join(_safe(said) for said in one.values() if said) for one in value)
    return f"<li>{label}<ul>{''.join(f'<li>{line}</li>' for line in lines if line)}</ul></li>"


def _section(words: Words, language: str, ticket: Told, zone: str) -> str:
    head = f"<h2>{_safe(ticket['number'])} · {_safe(ticket['subject'])}</h2><p>{_safe(ticket['status'])}</p>"
    answers = "".join(f"<li>{_safe(name)}: {_safe(said)}</li>" for name, said in ticket["answers"].items())
    if not ticket["mine"]:
        head += f"<p>{_safe(words(language, 'tg-line-copied'))}</p>"
    if ticket["grade"]:
        head += f"<p>{_safe(words(language, 'tg-record-grade'))}: {_safe(ticket['grade'])}</p>"
    return head + f"<ul>{answers}</ul>" + "".join(_lines(words, language, ticket, zone))


def _lines(words: Words, language: str, ticket: Told, zone: str) -> Iterator[str]:
    for one in ticket["conversation"]:
        at = round(datetime.fromisoformat(one["at"]).timestamp()) * SECOND
        yield f"<h4>{_safe(one['from'])} · {_safe(moment(words, language, zone, at))}</h4>"
        yield f"<pre style='white-space:pre-wrap'>{_safe(one['text'])}</pre>"
        yield "".join(f"<p>📎 {_safe(file['name'])}</p>" for file in one["files"])


def _safe(text: object) -> str:
    return html.escape(str(text))


def _packed(files: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as found:
        for name, content in files.items():
            found.writestr(zipfile.ZipInfo(name, FOLDED), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
