"""What a measurement prints: plain rows under a heading, numbers to the right."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[object]]
    remark: str = ""

    def __str__(self) -> str:
        cells = [[_shown(cell) for cell in row] for row in (self.head, *self.rows)]
        widths = [max(len(row[column]) for row in cells) for column in range(len(self.head))]
        lines = ["  ".join(_placed(cell, width) for cell, width in zip(row, widths, strict=True)) for row in cells]
        rule = "  ".join("-" * width for width in widths)
        return "\n".join([self.title, lines[0].rstrip(), rule, *(line.rstrip() for line in lines[1:]), self.remark])


def _shown(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:,.2f}" if cell < 100 else f"{cell:,.0f}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def _placed(cell: str, width: int) -> str:
    number = cell.replace(",", "").replace(".", "", 1).isdigit()
    return cell.rjust(width) if number else cell.ljust(width)
