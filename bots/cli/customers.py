"""`zayavka import` and `zayavka export`: customers from CSV and to CSV. Imports stay inside: see app."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from bots.cli.output import settings_of

KindOption = Annotated[str, typer.Option(help="companies, contacts, contracts, sites or equipment")]


def take_in(
    file: Path,
    kind: KindOption,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen")] = False,
) -> None:
    """Takes a CSV file in, line by line; what it does not mention is left alone. Leaves with 1 if lines were wrong."""
    from bots.wiring.customers import kind_of, take_in

    if not asyncio.run(take_in(settings_of(None), file, kind_of(kind), print, dry=dry_run)):
        sys.exit(1)


def give_out(
    kind: Annotated[str, typer.Argument(help="companies, contacts, contracts, sites or equipment")],
    out: Annotated[Path, typer.Option(help="The CSV file to write")],
) -> None:
    """Writes all of a kind to a CSV file that can be taken in again."""
    from bots.wiring.customers import give_out, kind_of

    print(asyncio.run(give_out(settings_of(None), kind_of(kind), out)))
