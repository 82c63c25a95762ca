"""Where everything stands: statuses one under another, and beside them a rail for each target and party.

A desk's statuses are bound nearly each with each, and arrows from box to box would be a thicket. So the moves that lead
to one status on behalf of one party share a rail, which each source joins with a mark: forward moves run down on the
right, moves back run up on the left. Lines cross at right angles only, and never a box or a word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bots.wiring.drawing.lettering import Line
from core.profile.graph import Edge, Graph
from core.profile.states import Party

TRACK, PITCH, GAP, STUB, PAD = 15, 17, 30, 26, 12
"""Pixels: between lines that leave one box, between rails, between boxes, from box to first rail, round the text."""
NARROWEST = 200.0
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    id: str
    lines: tuple[Line, ...]
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Wire:
    """From point to point; with an arrow it ends at the box that it leads to."""

    party: Party
    points: tuple[Point, ...]
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A source joins its rail here."""

    party: Party
    at: Point


@dataclass(frozen=True, slots=True)
class Picture:
    width: float
    height: float
    boxes: tuple[Box, ...]
    wires: tuple[Wire, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Rail:
    target: str
    party: Party
    sources: tuple[str, ...]


class _Side:
    """One side of the column: `way` is 1 on the right, where rails run down, and -1 on the left."""

    def __init__(self, graph: Graph, way: int) -> None:
        self.way = way
        self.order = {node.id: place for place, node in enumerate(graph.nodes)}
        edges = [edge for edge in graph.edges if (self.order[edge.target] - self.order[edge.source]) * way > 0]
        self.rails = self._railed(edges)
        self.tracks = {node.id: self._tracks(node.id) for node in graph.nodes}

    @property
    def room(self) -> float:
        return STUB + PITCH * len(self.rails) if self.rails else 0

    def _railed(self, edges: Sequence[Edge]) -> list[_Rail]:
        """From the box outward: a rail that ends first stands nearest, so that no arrow has to cross another rail."""
        sources: dict[tuple[str, Party], list[str]] = {}
        for edge in edges:
            sources.setdefault((edge.target, edge.party), []).append(edge.source)
        parties = list(Party)
        keys = sorted(sources, key=lambda key: (self.way * self.order[key[0]], parties.index(key[1])))
        return [_Rail(target, party, tuple(sources[target, party])) for target, party in keys]

    def _tracks(self, id: str) -> list[tuple[str, Party]]:
        """Lines at one box, from the top: what comes from above arrives above what leaves downwards; mirrored left."""
        arriving = [("in", rail.party) for rail in self.rails if rail.target == id]
        leaving = [("out", party) for party in Party if any(r.party is party and id in r.sources for r in self.rails)]
        return [*arriving, *leaving][:: self.way]

    def drawn(self, boxes: Mapping[str, Box]) -> tuple[list[Wire], list[Mark]]:
        edge = {id: box.x + (box.width if self.way > 0 else 0) for id, box in boxes.items()}
        wires, marks, reach = [], [], dict[tuple[str, Party], float]()
        for place, rail in enumerate(self.rails):
            x = edge[rail.target] + self.way * (STUB + PITCH * place)
            joins = [(x, self._height(boxes[source], "out", rail.party)) for source in rail.sources]
            first = min(joins, key=lambda point: self.way * point[1])
            arrival = self._height(boxes[rail.target], "in", rail.party)
            wires.append(Wire(rail.party, (first, (x, arrival), (edge[rail.target], arrival)), arrow=True))
            marks += [Mark(rail.party, point) for point in joins]
            reach |= {(source, rail.party): x for source in rail.sources}
        for (source, party), x in reach.items():
            y = self._height(boxes[source], "out", party)
            wires.append(Wire(party, ((edge[source], y), (x, y))))
        return wires, marks

    def _height(self, box: Box, way: str, party: Party) -> float:
        tracks = self.tracks[box.id]
        top = box.y + (box.height - TRACK * (len(tracks) - 1)) / 2
        return top + TRACK * tracks.index((way, party))


def laid_out(graph: Graph, lines: Mapping[str, Sequence[Line]]) -> Picture:
    """`lines` are the words of each status, in the order in which they stand in its box."""
    right, left = _Side(graph, 1), _Side(graph, -1)
    width = max(NARROWEST, *(line.width + 2 * PAD for some in lines.values() for line in some))
    boxes: dict[str, Box] = {}
    y = 0.0
    for node in graph.nodes:
        most = max(len(right.tracks[node.id]), len(left.tracks[node.id]))
        height = max(sum(line.height for line in lines[node.id]) + 2 * PAD, TRACK * (most + 1))
        boxes[node.id] = Box(node.id, tuple(lines[node.id]), left.room, y, width, height)
        y += height + GAP
    drawn = [side.drawn(boxes) for side in (left, right)]
    wires, marks = ([one for some in found for one in some] for found in zip(*drawn, strict=True))
    return Picture(left.room + width + right.room, y - GAP, tuple(boxes.values()), tuple(wires), tuple(marks))
