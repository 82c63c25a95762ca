"""`zayavka sla …`: what is promised, and why it is due then. Imports stay inside: see app."""

import json
from typing import Annotated

import typer

from bots.cli.output import settings_of

promises = typer.Typer(no_args_is_help=True, help="Targets and their deadlines.")


@promises.callback()
def _group() -> None:
    """Keeps `due` a command of its own while it is the only one."""


@promises.command("due")
def sla_due(
    at: Annotated[str, typer.Option(help="When the ticket comes, in ISO 8601; the desk's own time without an offset")],
    profile: Annotated[str | None, typer.Option(help="A name from profiles/, or a path")] = None,
    type: Annotated[str | None, typer.Option(help="What a ticket is before triage, when none is named")] = None,
    priority: str | None = None,
    category: str | None = None,
    level: str | None = None,
    service: str | None = None,
    language: Annotated[str | None, typer.Option(help="ru or en")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """The reckoning of each deadline that a ticket would have, step by step."""
    from bots.reckoning import told
    from bots.wiring.sla import due, rows
    from bots.wording import Words

    settings = settings_of(profile)
    said = {"type": type, "priority": priority, "category": category, "level": level, "service": service}
    desk, found = due(settings, said, at)
    if as_json:
        print(json.dumps(rows(found), ensure_ascii=False))
        return
    for line in told(Words(desk), language or settings.language or desk.languages[0], found):
        print(line)
