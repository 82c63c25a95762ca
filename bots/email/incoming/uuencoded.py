"""Files within the text itself, as old programs send them: "begin 644 name", lines of data, "end"."""

import re

from bots.email.incoming import names, transfer
from bots.email.incoming.shapes import Part

_FILE = re.compile(r"^begin [0-7]{3,4} (\S.{0,200})\n((?:[ -`]{1,90}\n)+)end[ \t]*$", re.MULTILINE)
KIND = "application/octet-stream"


def taken_out(text: str) -> tuple[str, list[Part]]:
    """The text with each file's name at its place, and the files."""
    if "begin " not in text:
        return text, []
    found: list[Part] = []

    def part(data: re.Match[str]) -> str:
        content = transfer.decoded(data[2].encode("ascii"), "uuencode")
        found.append(Part(names.file_name(data[1], KIND), KIND, content))
        return f"[{found[-1].name}]"

    return _FILE.sub(part, text), found
