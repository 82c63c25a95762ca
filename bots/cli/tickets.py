"""`zayavka ticket …`: what the core knows, for scripts. Imports stay inside: see app."""

import asyncio
from typing import Annotated

import typer

from bots.cli.output import print_rows, settings_of

tickets = typer.Typer(no_args_is_help=True, help="What the core knows of tickets, for scripts.")


@tickets.command("list")
def ticket_list(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """The newest tickets."""
    from bots.wiring.tools import list_tickets

    print_rows(asyncio.run(list_tickets(settings_of(None))), as_json)


@tickets.command("show")
def ticket_show(number: str, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """A ticket with its whole conversation and history."""
    from bots.wiring.tools import show_ticket

    print_rows([asyncio.run(show_ticket(settings_of(None), number))], as_json)
