"""The command `zayavka`. Imports stay inside the commands: aiogram alone costs seconds that few of them need."""

import asyncio
import json
import logging
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any

import structlog
import typer

from bots.settings import Settings, read
from core.api.errors import Busy, Misconfigured, Refusal

app = typer.Typer(
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    help="A helpdesk whose front end is conversation.",
)
profiles = typer.Typer(no_args_is_help=True, help="Profiles: one file is one desk.")
database = typer.Typer(no_args_is_help=True, help="The database.")
tickets = typer.Typer(no_args_is_help=True, help="What the core knows of tickets, for scripts.")
letters = typer.Typer(no_args_is_help=True, help="Inputs that could not be handled.")
notices = typer.Typer(no_args_is_help=True, help="What could not be delivered.")
persons = typer.Typer(no_args_is_help=True, help="People and their roles.")
for name, group in (
    ("profile", profiles), ("db", database), ("ticket", tickets), ("inbox", letters), ("outbox", notices),
    ("people", persons),
):  # fmt: skip
    app.add_typer(group, name=name)


def main() -> None:
    """Says in one line what keeps the product from running, and leaves with 2."""
    try:
        app()
    except Misconfigured as problem:
        print(f"zayavka: {problem}", file=sys.stderr)
        sys.exit(2)
    except Refusal as refusal:
        print(f"zayavka: {refusal.code.value}", file=sys.stderr)
        sys.exit(2)
    except Busy as problem:
        print(f"zayavka: {problem}; try again in a moment", file=sys.stderr)
        sys.exit(2)


ProfileOption = Annotated[str | None, typer.Option(help="A name from profiles/, or a path")]
LanguageOption = Annotated[str, typer.Option(help="The story's language: ru or en")]


@app.command()
def run(profile: ProfileOption = None, language: LanguageOption = "ru") -> None:
    """Everything that is configured: bots, relay, jobs. With no tokens at all: the sandbox."""
    settings = _settings(profile)
    if not settings.tokens:
        sandbox(profile, language)
        return
    from bots.wiring.core import vet

    vet(settings)
    from bots.wiring.serve import run as serve

    _go(serve(settings))


@app.command()
def sandbox(
    profile: ProfileOption = None,
    language: LanguageOption = "ru",
    once: Annotated[bool, typer.Option(help="End after the story")] = False,
) -> None:
    """A whole desk on stand-ins, on a throw-away database: plays a short story, then stays up for you to type."""
    from bots.wiring.sandbox import play

    _go(play(profile, language, once=once))


@app.command()
def check(profile: ProfileOption = None) -> None:
    """Settings, profile, database, tokens: what is wrong and how to mend it."""
    from bots.wiring.inspect import inspect_all

    findings = asyncio.run(inspect_all(_settings(profile)))
    for finding in findings:
        print(finding)
    if findings:
        sys.exit(2)
    print("All is well.")


@profiles.command("check")
def profile_check(file: Path) -> None:
    """Everything that a profile says and cannot mean, with the mend."""
    from core.api.profile import inspect

    _, findings = inspect(file)
    for finding in findings:
        print(finding)
    if findings:
        sys.exit(2)
    print(f"{file.name}: nothing to mend.")


@database.command("upgrade")
def db_upgrade() -> None:
    """Brings the database to the shape that this version expects."""
    from bots.wiring.core import upgrade

    print(upgrade(_settings(None)))


@tickets.command("list")
def ticket_list(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """The newest tickets."""
    from bots.wiring.tools import list_tickets

    _print(asyncio.run(list_tickets(_settings(None))), as_json)


@tickets.command("show")
def ticket_show(number: str, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """A ticket with its whole conversation and history."""
    from bots.wiring.tools import show_ticket

    _print([asyncio.run(show_ticket(_settings(None), number))], as_json)


@letters.command("list")
def inbox_list(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Dead letters, newest first."""
    from bots.wiring.tools import dead_letters

    _print(asyncio.run(dead_letters(_settings(None))), as_json)


@letters.command("retry")
def inbox_retry(ids: Annotated[list[int] | None, typer.Argument(help="All of them when none is named")] = None) -> None:
    """Puts dead letters back to work."""
    from bots.wiring.tools import retry_letters

    print(asyncio.run(retry_letters(_settings(None), ids or [])))


@notices.command("list")
def outbox_list(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """What was parked, refused, lost its address, or keeps failing."""
    from bots.wiring.tools import undelivered

    _print(asyncio.run(undelivered(_settings(None))), as_json)


@notices.command("retry")
def outbox_retry(
    ids: Annotated[list[int] | None, typer.Argument(help="All of them when none is named")] = None,
) -> None:
    """Sends once more. What was parked may then arrive twice."""
    from bots.wiring.tools import retry_notices

    print(asyncio.run(retry_notices(_settings(None), ids or [])))


@persons.command("grant")
def people_grant(email: str, role: str) -> None:
    """Gives a role (agent, administrator, blocked) by mail address."""
    from bots.wiring.tools import grant
    from core.api.kinds import Role

    if role not in (known := [one.value for one in Role]):
        raise Misconfigured(f"There is no role {role!r}", f"Choose one of {', '.join(known)}")
    print("granted" if asyncio.run(grant(_settings(None), email, Role(role))) else "had it already")


@persons.command("list")
def people_list(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Everybody with a role of their own."""
    from bots.wiring.tools import granted

    _print(asyncio.run(granted(_settings(None))), as_json)


def _settings(profile: str | None) -> Settings:
    settings = read(**({"profile": profile} if profile else {}))
    _log(settings)
    return settings


def _log(settings: Settings) -> None:
    """Logs go to standard error: text for people, JSON for collectors."""
    renderer: Any = structlog.processors.JSONRenderer() if settings.log == "json" else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")


def _go(work: Coroutine[Any, Any, None]) -> None:
    try:
        asyncio.run(work)
    except KeyboardInterrupt:
        sys.exit(130)


def _print(rows: list[dict[str, Any]], as_json: bool) -> None:
    for row in rows:
        print(json.dumps(row, ensure_ascii=False, default=str) if as_json else "  ".join(str(v) for v in row.values()))
