"""`zayavka people …`: roles and groups. Imports stay inside: see app."""

import asyncio
from typing import Annotated

import typer

from bots.cli.output import print_rows, settings_of
from core.api.errors import Misconfigured

persons = typer.Typer(no_args_is_help=True, help="People, their roles and groups.")


@persons.command("grant")
def people_grant(email: str, role: str) -> None:
    """Gives a role (agent, administrator, blocked) by mail address."""
    from bots.wiring.tools import grant
    from core.api.kinds import Role

    if role not in (known := [one.value for one in Role]):
        raise Misconfigured(f"There is no role {role!r}", f"Choose one of {', '.join(known)}")
    print("granted" if asyncio.run(grant(settings_of(None), email, Role(role))) else "had it already")


@persons.command("join")
def people_join(email: str, group: str) -> None:
    """Puts somebody into one of the profile's groups."""
    from bots.wiring.tools import join

    print("joined" if asyncio.run(join(settings_of(None), email, group)) else "was there already")


@persons.command("leave")
def people_leave(email: str, group: str) -> None:
    """Takes somebody out of a group."""
    from bots.wiring.tools import leave

    print("left" if asyncio.run(leave(settings_of(None), email, group)) else "was not there")


@persons.command("list")
def people_list(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Everybody with a role of their own."""
    from bots.wiring.tools import granted

    print_rows(asyncio.run(granted(settings_of(None))), as_json)
