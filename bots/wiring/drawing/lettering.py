"""How much room words take in Roboto, nearly: a picture is laid out before anything renders it."""

from dataclasses import dataclass

_SHARES = {
    0.3: " !\"',()-.:;I[]`fijlrt{|}/\\",
    0.45: "*^г_aceksxzасезхктэяё«»“”<=>?",
    0.75: "ACDGHNOQUVwАДИЙЛНОПСЦЧЭмфъ%&",
    0.95: "@MWmЖМШЫЮЩФжшщыю№—",
}
_ROOM = {letter: share + 0.05 for share, letters in _SHARES.items() for letter in letters}
_ANY = 0.65


@dataclass(frozen=True, slots=True)
class Line:
    """`size` in pixels."""

    text: str
    size: int
    bold: bool = False

    @property
    def width(self) -> float:
        room = sum(_ROOM.get(letter, _ANY) for letter in self.text) * self.size
        return room * 1.06 if self.bold else room

    @property
    def height(self) -> int:
        return round(self.size * 1.4)


def wrapped(line: Line, width: float) -> list[Line]:
    """At spaces that may break only: a single word that is too long stays whole, and the box grows with it."""
    rows: list[str] = []
    for word in line.text.split(" "):
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and Line(longer, line.size, line.bold).width <= width:
            rows[-1] = longer
        else:
            rows.append(word)
    return [Line(row, line.size, line.bold) for row in rows]
