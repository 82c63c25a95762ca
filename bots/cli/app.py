"""The command `zayavka`. Imports stay inside the commands: aiogram alone costs seconds that few of them need."""

import asyncio
import sys
from collections.abc import Coroutine
from typing import Annotated, Any

import typer

from bots.cli.customers import give_out, take_in
from bots.cli.diff import profile_diff
from bots.cli.generate import generate
from bots.cli.groups import gatherings
from bots.cli.mail import mail
from bots.cli.output import settings_of
from bots.cli.people import persons
from bots.cli.profile import profiles
from bots.cli.sla import promises
from bots.cli.tickets import tickets
from bots.cli.trouble import letters, notices
from core.api.errors import Busy, Misconfigured, Refusal

app = typer.Typer(
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    help="A helpdesk whose front end is conversation.",
)
database = typer.Typer(no_args_is_help=True, help="The database.")
for name, group in (
    ("profile", profiles), ("db", database), ("ticket", tickets), ("inbox", letters), ("outbox", notices),
    ("people", persons), ("sla", promises), ("mail", mail), ("group", gatherings),
):  # fmt: skip
    app.add_typer(group, name=name)
app.command("import")(take_in)
app.command("export")(give_out)
app.command("generate")(generate)
profiles.command("diff")(profile_diff)


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
    settings = settings_of(profile)
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
    from bots.wiring.inspect import inspect_all, remarks

    findings = asyncio.run(inspect_all(settings_of(profile)))
    for line in [*findings, *remarks()]:
        print(line)
    if findings:
        sys.exit(2)
    print("All is well.")


@database.command("upgrade")
def db_upgrade() -> None:
    """Brings the database to the shape that this version expects."""
    from bots.wiring.core import upgrade

    print(upgrade(settings_of(None)))


def _go(work: Coroutine[Any, Any, None]) -> None:
    try:
        asyncio.run(work)
    except KeyboardInterrupt:
        sys.exit(130)
