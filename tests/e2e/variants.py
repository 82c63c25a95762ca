"""The default profile with a few lines added, for what it does not say by itself."""

from pathlib import Path

from bots.wiring.core import PROFILES

DOORS, THREAD = 'doors = ["telegram"]', 'thread = "internal"'
MUTE = '[[buttons]]\nverb = "mute"'


def notices(*ways: str) -> str:
    return "[notices]\ndefault = [" + ", ".join(f'"{way}"' for way in ways) + "]"


def variant(folder: Path, *more: str, thread: str = "internal") -> str:
    """The path of the new profile, with mail and pages; `thread` says who reads what agents type under a card."""
    text = (PROFILES / "default.toml").read_text("utf-8")
    assert DOORS in text and THREAD in text
    text = text.replace(DOORS, 'doors = ["telegram", "mail", "web"]').replace(THREAD, f'thread = "{thread}"')
    path = folder / "variant.toml"
    path.write_text("\n".join([text, *more, ""]), "utf-8")
    return str(path)
