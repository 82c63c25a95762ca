"""`zayavka profile diff`: what a change of the profile means for open tickets. Imports stay inside: see app."""

import sys
from typing import Annotated, Any

import typer

from bots.cli.output import print_rows, settings_of

PAPER = 160
"""Columns where nobody watches."""
Version = Annotated[str, typer.Argument(help="A name from profiles/, or a path")]


def profile_diff(old: Version, new: Version, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """What a change of the profile means for open tickets, and how many of them it touches."""
    from bots.wiring.profile_diff import diff

    rows, silent = diff(settings_of(None), old, new)
    if as_json:
        print_rows(rows, as_json=True)
    elif rows:
        _draw(rows)
    else:
        print("The two versions mean the same.")
    if silent:
        print(f"Tickets were not counted: {silent}", file=sys.stderr)


def _draw(rows: list[dict[str, Any]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("Place", no_wrap=True)
    table.add_column("Change", overflow="fold")
    table.add_column("Tickets", justify="right")
    table.add_column("What it means", overflow="fold")
    for row in rows:
        count = "?" if row["tickets"] is None else str(row["tickets"])
        table.add_row(str(row["place"]), str(row["change"]), count, str(row["effect"]))
    Console(width=None if sys.stdout.isatty() else PAPER).print(table)
