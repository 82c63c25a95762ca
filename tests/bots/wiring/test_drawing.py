"""The picture says what the profile says: it is read back from its lines, and no line crosses a box or a word."""

from itertools import combinations
from random import Random

import pytest
from resvg_py import svg_to_bytes

from bots.wiring.drawing.lettering import Line, wrapped
from bots.wiring.drawing.png import FONTS, png
from bots.wiring.drawing.rails import Box, Picture, Point, laid_out
from core.profile.graph import Edge, Graph, Node
from core.profile.states import Kind, Party

LETTERS = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя«»№—•"


def desk(dice: Random, statuses: int, edges: int) -> Graph:
    ids = [f"s{number}" for number in range(statuses)]
    nodes = [Node(id, Kind.WORKING, {"en": id}, False, False, False, (), (), None, False) for id in ids]
    ways = [(one, other, party) for one in ids for other in ids if one != other for party in Party]
    return Graph("s0", tuple(nodes), tuple(Edge(*way) for way in dice.sample(ways, min(edges, len(ways)))))


def pictured(found: Graph, dice: Random) -> Picture:
    return laid_out(
        found, {node.id: [Line("x" * dice.randrange(1, 40), 13)] * dice.randrange(1, 6) for node in found.nodes}
    )


def read_back(picture: Picture) -> set[tuple[str, str, Party]]:
    """Every mark stands on one rail, whose arrow names the target, and on one line that leaves a box."""
    found = set()
    for mark in picture.marks:
        x, y = mark.at
        rails = [wire for wire in picture.wires if wire.arrow and wire.points[0][0] == x]
        assert len(rails) == 1 and rails[0].party is mark.party
        low, high = sorted((rails[0].points[0][1], rails[0].points[1][1]))
        assert low <= y <= high
        leaving = [
            wire for wire in picture.wires if not wire.arrow and wire.points[0][1] == y and reaches(wire.points, x)
        ]
        assert len(leaving) == 1 and leaving[0].party is mark.party
        found.add((touched(picture, leaving[0].points[0]), touched(picture, rails[0].points[-1]), mark.party))
    return found


def reaches(points: tuple[Point, ...], x: float) -> bool:
    low, high = sorted((points[0][0], points[-1][0]))
    return low <= x <= high


def touched(picture: Picture, at: Point) -> str:
    x, y = at
    found = [box.id for box in picture.boxes if x in (box.x, box.x + box.width) and box.y < y < box.y + box.height]
    assert len(found) == 1
    return found[0]


def crosses(box: Box, one: Point, other: Point) -> bool:
    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return left < box.x + box.width and right > box.x and top < box.y + box.height and bottom > box.y


@pytest.mark.parametrize("seed", range(40))
def test_every_edge_can_be_read_from_the_lines_and_nothing_else(seed: int) -> None:
    dice = Random(seed)
    found = desk(dice, dice.randrange(2, 21), dice.randrange(0, 61))
    picture = pictured(found, dice)
    assert read_back(picture) == {(edge.source, edge.target, edge.party) for edge in found.edges}
    assert len(picture.marks) == len(found.edges)
    for wire in picture.wires:
        for one, other in zip(wire.points, wire.points[1:], strict=False):
            assert not any(crosses(box, one, other) for box in picture.boxes)
    for one, other in combinations(picture.boxes, 2):
        assert one.y + one.height < other.y or other.y + other.height < one.y


def _between(rail: tuple[Point, ...], arrow: tuple[Point, ...]) -> bool:
    (x, top), (_, bottom), _ = rail
    (near, y), (far, _) = sorted(arrow[1:])
    return near < x < far and min(top, bottom) <= y <= max(top, bottom)


@pytest.mark.parametrize("seed", range(40))
def test_no_two_lines_run_on_one_another(seed: int) -> None:
    dice = Random(seed)
    picture = pictured(desk(dice, 20, 60), dice)
    rails = [wire.points[0][0] for wire in picture.wires if wire.arrow]
    assert len(rails) == len(set(rails))
    for arrow in (wire.points for wire in picture.wires if wire.arrow):
        assert not any(_between(wire.points, arrow) for wire in picture.wires if wire.arrow), "an arrow crosses a rail"
    ends = [wire.points[-1 if wire.arrow else 0] for wire in picture.wires]
    assert len(ends) == len(set(ends))
    assert all(0 <= x <= picture.width and 0 <= y <= picture.height for wire in picture.wires for x, y in wire.points)


def test_long_words_are_broken_between_words_only() -> None:
    rows = wrapped(Line("Согласование с подрядчиком " + "Й" * 60, 17, bold=True), 300)
    assert [row.text for row in rows] == ["Согласование с подрядчиком", "Й" * 60]
    assert rows[0].width <= 300 < rows[1].width


def test_every_letter_shows_with_nothing_but_the_products_own_font() -> None:
    """A bare server has no fonts: what this one lacks would be the same empty frame for every letter."""
    frame = _alone("→")
    assert frame == _alone("漢") != _alone("\u00a0")
    assert [letter for letter in LETTERS if _alone(letter) in (frame, _alone("\u00a0"))] == []


def _alone(letter: str) -> bytes:
    svg = _svg(f'<text x="5" y="30" font-family="Roboto" font-size="20">{letter}</text>')
    return svg_to_bytes(svg_string=svg, font_files=list(FONTS), skip_system_fonts=True)


def _svg(body: str, width: int = 60) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="40">{body}</svg>'


def test_a_line_takes_no_more_room_than_was_left_for_it() -> None:
    """Words are measured before they are drawn: what is drawn ends within what was measured."""
    for bold in (False, True):
        for text in (
            "Углублённый анализ",
            "Шумящий Щёголь ЖЖЖЖ",
            "Waiting for customer WWWW MMMM",
            "• молчание, 3 рабочих дня",
        ):
            line = Line(text, 17, bold)
            assert _fits(line), text


def _fits(line: Line) -> bool:
    """Paper laid over what is right of the measured end covers nothing."""
    weight = "bold" if line.bold else "normal"
    text = f'<text x="0" y="25" font-family="Roboto" font-size="{line.size}" font-weight="{weight}">{line.text}</text>'
    cover = f'<rect x="{line.width:.2f}" y="0" width="600" height="40" fill="#fff"/>'
    paper = '<rect width="600" height="40" fill="#fff"/>'
    return png(_svg(paper + text, 600)) == png(_svg(paper + text + cover, 600))
