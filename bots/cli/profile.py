"""`zayavka profile …`: one file is one desk. Imports stay inside: see app."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from core.api.errors import Misconfigured

profiles = typer.Typer(no_args_is_help=True, help="Profiles: one file is one desk.")

FORMATS = {".svg": "svg", ".png": "png", ".mmd": "mermaid", ".mermaid": "mermaid"}


@profiles.command("check")
def profile_check(file: Path) -> None:
    """Everything that a profile says and cannot mean, with the mend."""
    from core.api.profile import inspect

    _, findings = inspect(file)
    for finding in findings:
        print(f"{file.name}: {finding}")
    if findings:
        sys.exit(2)
    print(f"{file.name}: nothing to mend.")


@profiles.command("days")
def profile_days(
    file: Path,
    year: Annotated[list[int], typer.Option(help="Whose days are wanted; may be said again", min=2000, max=2100)],
) -> None:
    """Days off out of an iCalendar file, as lines to put under [calendars.off] of a calendar in the profile."""
    from bots.wiring.days import days

    for line in days(file, year):
        print(line)


@profiles.command("graph")
def profile_graph(
    file: Path,
    format: Annotated[str | None, typer.Option(help="svg, png or mermaid; as the name of --out says, else svg")] = None,
    language: Annotated[str | None, typer.Option(help="ru or en; the profile's first when none is named")] = None,
    out: Annotated[Path | None, typer.Option(help="The file to write; standard output when none is named")] = None,
) -> None:
    """Draws the state machine: statuses, who may move from where to where, what happens by itself.

    A profile with findings is drawn as far as it can be read, and the findings are told on standard error.
    """
    from bots.wiring.drawing.draw import draw, readable

    kind = format or FORMATS.get(out.suffix if out else "", "svg")
    profile, findings = readable(file, language, kind)
    for finding in findings:
        print(finding, file=sys.stderr)
    _put(draw(profile, kind, language or profile.languages[0]), out)


def _put(content: bytes, out: Path | None) -> None:
    if out is None:
        if not content.isascii() and content.startswith(b"\x89PNG") and sys.stdout.isatty():
            raise Misconfigured("A terminal shows no PNG", "Name a file with --out")
        sys.stdout.buffer.write(content)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise Misconfigured(f"{out} cannot be written: {error.strerror}", "Name another file with --out") from error
    print(out)
