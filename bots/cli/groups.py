"""`zayavka group …`: the group chats of companies. Imports stay inside: see app."""

import asyncio
from typing import Annotated

import typer

from bots.cli.output import print_rows, settings_of

gatherings = typer.Typer(no_args_is_help=True, help="Group chats in which tickets are made.")


@gatherings.command("list")
def group_list(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Every group to which the bot was added: its id, how it stands, whose it is."""
    from bots.wiring.groups import listed

    print_rows(asyncio.run(listed(settings_of(None))), as_json)


@gatherings.command("approve", context_settings={"ignore_unknown_options": True})
def group_approve(
    chat: Annotated[str, typer.Argument(help="The group's id, as `group list` shows it")],
    company: Annotated[str, typer.Option(help="The number of the company whose tickets are made there")] = "",
    language: Annotated[str, typer.Option(help="What the group is told things in, such as ru")] = "",
) -> None:
    """Tickets may be made in a group from now on. A second time changes its company and language."""
    from bots.wiring.groups import approve

    asyncio.run(approve(settings_of(None), chat, company, language))
    print("approved")


@gatherings.command("end", context_settings={"ignore_unknown_options": True})
def group_end(chat: Annotated[str, typer.Argument(help="The group's id")]) -> None:
    """Nothing of any ticket goes there any more; requesters are told on their own ways."""
    from bots.wiring.groups import end

    asyncio.run(end(settings_of(None), chat))
    print("ended")
