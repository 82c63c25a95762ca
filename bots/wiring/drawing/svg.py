"""The picture as SVG. Who moves is told by the line and by the mark, and by the colour only besides."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from bots.wiring.drawing.lettering import Line, wrapped
from bots.wiring.drawing.rails import PAD, Box, Mark, Picture, Point, Wire, laid_out
from bots.wiring.drawing.said import Said
from core.profile.graph import Graph, Node
from core.profile.states import Kind, Party

FONT = "Roboto, 'DejaVu Sans', Verdana, sans-serif"
MARGIN, CORNER, DOT, HEAD, SAMPLE = 32, 8, 4, 9, 70
WIDEST, NARROWEST = 300.0, 460.0
"""Of the words in a box; of the whole picture, since its legend has to be read as well."""
INK, FAINT, PAPER = "#1f2933", "#52606d", "#ffffff"
COLOURS = {Party.AGENT: "#334e68", Party.REQUESTER: "#b44d12", Party.SYSTEM: "#0b6e4f"}
DASHES = {Party.AGENT: "", Party.REQUESTER: "8 4", Party.SYSTEM: "1 5"}
FILLS = {
    Kind.NEW: "#e3f2fd", Kind.WORKING: "#e8f5e9", Kind.WAITING: "#fff8e1", Kind.ON_HOLD: "#fff8e1",
    Kind.ESCALATED: "#fdecea", Kind.INVESTIGATING: "#ede7f6", Kind.RESOLVED: "#f1f5f9", Kind.CLOSED: "#eceff1",
}  # fmt: skip


def svg(graph: Graph, said: Said) -> str:
    """One file that any browser opens; text stays text."""
    picture = laid_out(graph, {node.id: _worded(graph, said, node) for node in graph.nodes})
    room = max(picture.width, NARROWEST)
    title = wrapped(Line(said.title, 20, bold=True), room)
    legend = [Line(said.legend, 15, bold=True), *wrapped(Line(said.marks, 13), room)]
    root = ET.Element("svg", xmlns="http://www.w3.org/2000/svg")
    top = MARGIN + _write(root, title, (MARGIN, MARGIN)) + HEAD + 40
    body = ET.SubElement(root, "g", transform=f"translate({MARGIN},{top})")
    _draw(body, picture, graph)
    foot = top + picture.height + 40
    foot += _write(root, legend, (MARGIN, foot)) + 10
    foot = _samples(root, said, foot)
    _framed(root, room + 2 * MARGIN, foot + MARGIN)
    return ET.tostring(root, encoding="unicode") + "\n"


def _framed(root: ET.Element, width: float, height: float) -> None:
    size = {"width": f"{width:.0f}", "height": f"{height:.0f}"}
    root.attrib |= size | {"viewBox": f"0 0 {width:.0f} {height:.0f}", "font-family": FONT}
    root.insert(0, ET.Element("rect", size | {"fill": PAPER}))


def _worded(graph: Graph, said: Said, node: Node) -> list[Line]:
    """What it is called and what it is stand alone; each of the rest is a point."""
    notes = [f"• {note}" for note in said.notes(graph, node)]
    said_so = [Line(said.label(node), 17, bold=True), Line(said.flags(graph, node), 13)]
    return [row for line in (*said_so, *(Line(note, 13) for note in notes)) for row in wrapped(line, WIDEST)]


def _draw(body: ET.Element, picture: Picture, graph: Graph) -> None:
    for wire in picture.wires:
        _wire(body, wire)
    for mark in picture.marks:
        _mark(body, mark)
    boxes = {box.id: box for box in picture.boxes}
    for node in graph.nodes:
        _box(body, boxes[node.id], node)
    _begin(body, boxes[graph.start])


def _begin(body: ET.Element, box: Box) -> None:
    """The start is a dot above the first status, as UML draws it."""
    x = box.x + box.width / 2
    ET.SubElement(body, "circle", cx=f"{x:.1f}", cy="-28", r="7", fill=INK)
    ET.SubElement(body, "path", {"d": f"M{x:.1f} -21V-{HEAD}", "stroke": INK, "stroke-width": "2"})
    _head(body, (x, -1.0), (0, 1), INK)


def _box(body: ET.Element, box: Box, node: Node) -> None:
    """An end has a double frame."""
    for inset in (0, 4) if node.final else (0,):
        ET.SubElement(
            body, "rect", x=f"{box.x + inset:.1f}", y=f"{box.y + inset:.1f}", width=f"{box.width - 2 * inset:.1f}",
            height=f"{box.height - 2 * inset:.1f}", rx=f"{CORNER}", fill=FILLS[node.kind], stroke=INK,
        )  # fmt: skip
    tall = sum(line.height for line in box.lines)
    _write(body, box.lines, (box.x + PAD, box.y + (box.height - tall) / 2))


def _wire(body: ET.Element, wire: Wire) -> None:
    colour = COLOURS[wire.party]
    drawn = {"d": _path(wire.points), "fill": "none", "stroke": colour, "stroke-width": "2"}
    if dash := DASHES[wire.party]:
        drawn |= {"stroke-dasharray": dash, "stroke-linecap": "round"}
    ET.SubElement(body, "path", drawn)
    if wire.arrow:
        before, end = wire.points[-2:]
        _head(body, end, (1 if end[0] > before[0] else -1, 0), colour)


def _path(points: Sequence[Point]) -> str:
    """Straight lines; the corner before an arrow is round."""
    (x, y), *rest = points
    path = f"M{x:.1f} {y:.1f}"
    if len(rest) == 1:
        return path + f"L{rest[0][0]:.1f} {rest[0][1]:.1f}"
    (turn_x, turn_y), (end_x, _) = rest
    down, on = (1 if turn_y > y else -1), (1 if end_x > turn_x else -1)
    path += f"V{turn_y - down * CORNER:.1f}Q{turn_x:.1f} {turn_y:.1f} {turn_x + on * CORNER:.1f} {turn_y:.1f}"
    return path + f"H{end_x - on * HEAD:.1f}"


def _head(body: ET.Element, at: Point, towards: tuple[int, int], colour: str) -> None:
    (x, y), (on, down) = at, towards
    back_x, back_y, half = x - on * (HEAD + 2), y - down * (HEAD + 2), 5
    wings = [(back_x - down * half, back_y - on * half), (back_x + down * half, back_y + on * half)]
    points = " ".join(f"{px:.1f},{py:.1f}" for px, py in ((x, y), *wings))
    ET.SubElement(body, "polygon", points=points, fill=colour)


def _mark(body: ET.Element, mark: Mark) -> None:
    """A dot, a ring, a square."""
    x, y = mark.at
    style = {"fill": PAPER if mark.party is Party.REQUESTER else COLOURS[mark.party], "stroke": COLOURS[mark.party]}
    if mark.party is Party.SYSTEM:
        corner = {"x": f"{x - DOT:.1f}", "y": f"{y - DOT:.1f}", "width": f"{2 * DOT}", "height": f"{2 * DOT}"}
        ET.SubElement(body, "rect", corner | style)
    else:
        ring = {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{DOT}", "stroke-width": "2"}
        ET.SubElement(body, "circle", ring | style)


def _samples(root: ET.Element, said: Said, top: float) -> float:
    """One line of each kind with its mark; says where the last one ends."""
    for party in Party:
        middle = top + 10
        _wire(root, Wire(party, ((MARGIN, middle), (MARGIN + SAMPLE, middle))))
        _head(root, (MARGIN + SAMPLE + HEAD, middle), (1, 0), COLOURS[party])
        _mark(root, Mark(party, (MARGIN + SAMPLE / 3, middle)))
        top += _write(root, [Line(said.party(party), 14)], (MARGIN + SAMPLE + 24, top)) + 4
    return top


def _write(parent: ET.Element, lines: Sequence[Line], at: Point) -> float:
    """One under another; says how tall they are."""
    x, y = at
    for line in lines:
        y += line.height
        colour = INK if line.bold else FAINT
        text = ET.SubElement(parent, "text", {"x": f"{x:.1f}", "y": f"{y - line.height * 0.28:.1f}", "fill": colour})
        text.attrib |= {"font-size": f"{line.size}", "font-weight": "bold" if line.bold else "normal"}
        text.text = line.text
    return y - at[1]
