"""`zayavka people …`: roles and groups. Imports stay inside: see app."""

import asyncio
from typing import Annotated

import typer

from bots.cli.output import print_rows, settings_of
from core.api.errors import Misconfigured

persons = typer.Typer(no_args_is_help=True, help="People, their roles and groups.")


@persons.command("grant")
def people_grant(
    email: str,
    role: str,
    service: Annotated[str, typer.Option(help="Only on this service of the profile, and those below it.")] = "",
) -> None:
    """Gives a role (client, agent, dispatcher, administrator, demo, blocked) by mail address."""
    from bots.wiring.tools import grant
    from core.api.kinds import Role

    if role not in (known := [one.value for one in Role]):
        raise Misconfigured(f"There is no role {role!r}", f"Choose one of {', '.join(known)}")
    print("granted" if asyncio.run(grant(settings_of(None), email, Role(role), service)) else "had it already")


@persons.command("invite")
def people_invite(email: str) -> None:
    """A link for a customer, by which their chat becomes theirs: for 14 days, and one use."""
    from bots.wiring.tools import invite

    print(asyncio.run(invite(settings_of(None), email)))


@persons.command("join")
def people_join(email: str, group: str) -> None:
    """Puts somebody into one of the profile's groups."""
    from bots.wiring.tools import join

    print("joined" if asyncio.run(join(settings_of(None), email, group)) else "was there already")


@persons.command("joined")
def people_joined(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Who was found to be one person with whom in the last 30 days, newest first, and by what proof."""
    from bots.wiring.joinings import listed

    print_rows(asyncio.run(listed(settings_of(None))), as_json)


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


@persons.command("part")
def people_part(
    join: Annotated[int, typer.Argument(help="The number of the joining, as `people joined` shows it.")],
) -> None:
    """Makes two of two again who were taken for one person. A second time changes nothing."""
    from bots.wiring.joinings import part

    asyncio.run(part(settings_of(None), join))
    print("parted")


@persons.command("quiet")
def people_quiet(
    email: str,
    hours: Annotated[str, typer.Option(help="Hours without letters, such as 20:00-08:00; empty: none.")] = "",
    digest: Annotated[str, typer.Option(help="One letter a day at this time instead of many; empty: none.")] = "",
) -> None:
    """When somebody of the desk gets letters: not in quiet hours, or together once a day."""
    from bots.wiring.tools import set_quiet

    asyncio.run(set_quiet(settings_of(None), email, hours, digest))
    print("set")


@persons.command("audit")
def people_audit(
    most: Annotated[int, typer.Option(help="So many lines, the newest.")] = 50,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Who has administrated what, and when: old → new."""
    from bots.wiring.tools import audited

    print_rows(asyncio.run(audited(settings_of(None), most)), as_json)
