"""A letter as text and as HTML. Values are escaped by the engine and never read as templates (faults E1, E4)."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bots.email.letter import Letter

ENGINE = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def text(letter: Letter, desk: str) -> str:
    return ENGINE.get_template("letter.txt").render(letter=letter, desk=desk)


def html(letter: Letter, desk: str, language: str) -> str:
    return ENGINE.get_template("letter.html").render(letter=letter, desk=desk, language=language)


def _indented(line: str) -> str:
    """Spaces at the beginning of a line stay: people paste settings and logs."""
    kept = line.lstrip(" ")
    return "\N{NO-BREAK SPACE}" * (len(line) - len(kept)) + kept


def _marked(words: str, mark: str) -> str:
    """Every line begins with the mark, as quotes and lists do in text."""
    return "\n".join(mark + line for line in words.splitlines())


ENGINE.filters["indented"] = _indented
ENGINE.filters["marked"] = _marked
