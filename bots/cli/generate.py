"""`zayavka generate`: a lifelike base to measure on and to look around in. Imports stay inside: see app."""

import asyncio
import sys
import time
from typing import Annotated

import typer

from bots.cli.output import settings_of


def generate(
    tickets: Annotated[int, typer.Option(min=1, max=10_000_000, help="How many")],
    seed: Annotated[int, typer.Option(help="The same seed makes the same rows, given --until")] = 1,
    profile: Annotated[str | None, typer.Option(help="A name from profiles/, or a path")] = None,
    until: Annotated[
        str | None, typer.Option(help="When the story ends, in ISO 8601; the desk's clock if not said")
    ] = None,
    days: Annotated[int, typer.Option(min=7, max=3_650, help="How long it is")] = 730,
    add: Annotated[bool, typer.Option("--add", help="To a base that is not empty")] = False,
) -> None:
    """Fills the database with invented customers, agents and tickets of the profile. Nothing of it is sent."""
    from bots.wiring.generate import generate as fill
    from bots.wiring.generate import ordered

    settings, begun = settings_of(profile), time.monotonic()
    order = ordered(settings, tickets, seed, until, days)
    with typer.progressbar(length=tickets, label="Tickets", file=sys.stderr) as bar:
        counts = asyncio.run(fill(settings, order, bar.update, add=add))
    seconds, rows = time.monotonic() - begun, sum(counts.values())
    print(", ".join(f"{count:,} {table}" for table, count in counts.items() if count))
    print(
        f"{rows:,} rows in {seconds:,.1f} s: {tickets / seconds:,.0f} tickets and {rows / seconds:,.0f} rows a second"
    )
