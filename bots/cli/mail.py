"""`zayavka mail …`: a letter from a mail server's pipe. Imports stay inside: see app."""

import asyncio
import gc
import json
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from bots.cli.output import settings_of
from bots.settings import Settings

TEMPORARY = 75
"""EX_TEMPFAIL (sysexits.h): the mail server keeps the letter and comes again."""

ACCEPTED = {"outcome": "accepted"}

mail = typer.Typer(no_args_is_help=True, help="Letters in.")


class Pipe(TyperCommand):
    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """A mistake on the command line must bounce no letter either."""
        try:
            return super().parse_args(ctx, args)
        except typer.Exit:
            raise
        except Exception as error:
            print(f"zayavka: {error}", file=sys.stderr)
            raise typer.Exit(TEMPORARY) from None


@mail.command("deliver", cls=Pipe)
def deliver(
    to: Annotated[list[str] | None, typer.Option(help="Whom the envelope names; may be repeated")] = None,
    sender: Annotated[
        str | None, typer.Option("--from", help="The envelope's sender; empty for automatic mail")
    ] = None,
    wait: Annotated[float, typer.Option(help="Seconds to wait for what becomes of it; 0 for none")] = 5.0,
) -> None:
    """One letter from standard input into the inbox: exit 0 when it is committed, 75 for any trouble.

    Prints what became of it, or `accepted` where that takes longer: then the letter is safe, and is read later.
    """
    gc.disable()  # a process for one letter is over before there is garbage
    settings = None
    try:
        settings = settings_of(None)
        key = _delivered(settings, sender, tuple(to or ()))
    except BaseException as error:
        print(f"zayavka: the letter is not kept: {error!r}", file=sys.stderr)
        sys.exit(TEMPORARY)
    print(json.dumps(_became(settings, key, wait), ensure_ascii=False))


def _became(settings: Settings, key: str, wait: float) -> Any:
    """Whatever goes wrong from here on, the letter is here, and the mail server must not bring it again."""
    try:
        from bots.wiring.pipe import outcome, unattended

        told = None
        if wait > 0 and unattended(settings):
            from bots.wiring.letter_now import read_now

            told = asyncio.run(read_now(settings, key, wait))
        return told or asyncio.run(outcome(settings, key, wait)) or ACCEPTED
    except Exception as error:
        print(f"zayavka: the letter is kept, and not read yet: {error!r}", file=sys.stderr)
        return ACCEPTED


def _delivered(settings: Settings, sender: str | None, recipients: tuple[str, ...]) -> str:
    from bots.wiring.pipe import NoInbox
    from bots.wiring.pipe import deliver as take

    try:
        return asyncio.run(take(settings, sys.stdin.buffer, sender, recipients))
    except NoInbox:
        from bots.wiring.core import upgrade

        upgrade(settings)
        return asyncio.run(take(settings, sys.stdin.buffer, sender, recipients))
