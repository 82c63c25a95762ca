"""`zayavka inbox …` and `outbox …`: what could not be handled or delivered. Imports stay inside: see app."""

import asyncio
from typing import Annotated

import typer

from bots.cli.output import print_rows, settings_of

letters = typer.Typer(no_args_is_help=True, help="Inputs that could not be handled.")
notices = typer.Typer(no_args_is_help=True, help="What could not be delivered.")


@letters.command("list")
def inbox_list(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Dead letters, newest first."""
    from bots.wiring.tools import dead_letters

    print_rows(asyncio.run(dead_letters(settings_of(None))), as_json)


@letters.command("retry")
def inbox_retry(ids: Annotated[list[int] | None, typer.Argument(help="All of them when none is named")] = None) -> None:
    """Puts dead letters back to work."""
    from bots.wiring.tools import retry_letters

    print(asyncio.run(retry_letters(settings_of(None), ids or [])))


@notices.command("list")
def outbox_list(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """What was parked, refused, lost its address, or keeps failing."""
    from bots.wiring.tools import undelivered

    print_rows(asyncio.run(undelivered(settings_of(None))), as_json)


@notices.command("retry")
def outbox_retry(
    ids: Annotated[list[int] | None, typer.Argument(help="All of them when none is named")] = None,
) -> None:
    """Sends once more. What was parked may then arrive twice."""
    from bots.wiring.tools import retry_notices

    print(asyncio.run(retry_notices(settings_of(None), ids or [])))
