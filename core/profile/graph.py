"""The state machine of a desk as a graph: statuses are nodes, what may be done from one to another are edges (X10)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.profile.part import Words
from core.profile.schema import Profile
from core.profile.states import Kind, Party, Status
from core.profile.time import Silence


class Cause(StrEnum):
    """Why the system moves a ticket by itself."""

    ANSWER = "answer"
    TIME = "time"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Automatic:
    """`minutes` in which the customer may choose something else first (D7), `silence` how long nobody must answer."""

    cause: Cause
    to: str
    minutes: int = 0
    silence: Silence | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """A button of the customer that leads here. Without words of its own it has those of its verb."""

    verb: str
    label: Words | None


@dataclass(frozen=True, slots=True)
class Node:
    """`claimed` is where taking a ticket leads from here; `rated` says that the customer may rate it."""

    id: str
    kind: Kind
    label: Words
    pauses: bool
    final: bool
    asks_until: bool
    automatic: tuple[Automatic, ...]
    presses: tuple[Press, ...]
    claimed: str | None
    rated: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """`comment` says that this way demands one."""

    source: str
    target: str
    party: Party
    comment: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes from the start to the ends; of each pair and party there is one edge at most."""

    start: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph(profile: Profile) -> Graph:
    """Draws what is defined: a profile with findings can be looked at too, its dangling names are left out."""
    known = {status.id for status in profile.statuses}
    found: dict[tuple[str, str, Party], bool] = {}
    for edge in _edges(profile):
        if edge.source != edge.target and {edge.source, edge.target} <= known:
            key = (edge.source, edge.target, edge.party)
            found[key] = found.get(key, False) or edge.comment
    nodes = tuple(_node(profile, status) for status in sorted(profile.statuses, key=lambda one: _rank(profile, one)))
    return Graph(profile.start.status, nodes, tuple(Edge(*key, comment) for key, comment in found.items()))


def _rank(profile: Profile, status: Status) -> tuple[bool, int]:
    """The start, then what is open, resolved, closed; within that the order of the file."""
    ends = {Kind.RESOLVED: 1, Kind.CLOSED: 2}
    return status.id != profile.start.status, ends.get(status.kind, 0)


def _edges(profile: Profile) -> Iterator[Edge]:
    for move in profile.moves:
        for source in move.sources:
            for party in move.by:
                yield Edge(source, move.to, party, party is Party.AGENT and "comment" in move.demands)
    for status in profile.statuses:
        yield from (Edge(status.id, one.to, Party.SYSTEM) for one in _automatic(status))


def _node(profile: Profile, status: Status) -> Node:
    led = {move.to for move in profile.moves if Party.REQUESTER in move.by}
    pressed = [button for button in profile.buttons if button.to == status.id and button.to in led]
    claims = profile.conversation.claim and status.id == profile.start.status
    return Node(
        status.id, status.kind, status.label, status.pauses, status.final, status.asks_until,
        tuple(_automatic(status)), tuple(Press(button.verb, button.label) for button in pressed),
        profile.start.claimed if claims else None,
        bool(profile.button("rate") and profile.rating and status.id in profile.rating.sources),
    )  # fmt: skip


def _automatic(status: Status) -> Iterator[Automatic]:
    if status.on_answer:
        yield Automatic(Cause.ANSWER, status.on_answer, minutes=status.on_answer_after)
    if status.on_time:
        yield Automatic(Cause.TIME, status.on_time)
    if status.on_silence:
        yield Automatic(Cause.SILENCE, status.on_silence, silence=status.silence)
