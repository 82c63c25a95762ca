"""The state machine as a Mermaid diagram, for wikis and issues that draw it themselves."""

import json
from collections.abc import Iterator

from bots.wiring.drawing.said import Said
from core.profile.graph import Graph, Node


def mermaid(graph: Graph, said: Said) -> str:
    """Statuses are named by their place: Mermaid has words of its own, such as `end`, that no id may be."""
    return "\n".join(_lines(graph, said)) + "\n"


def _lines(graph: Graph, said: Said) -> Iterator[str]:
    names = {node.id: f"s{number}" for number, node in enumerate(graph.nodes, 1)}
    yield "---"
    yield f"title: {json.dumps(said.title, ensure_ascii=False)}"
    yield "---"
    yield "stateDiagram-v2"
    for node in graph.nodes:
        yield f'    state "{_words(graph, said, node)}" as {names[node.id]}'
    yield f"    [*] --> {names[graph.start]}"
    parties: dict[tuple[str, str], list[str]] = {}
    for edge in graph.edges:
        parties.setdefault((edge.source, edge.target), []).append(said.party(edge.party))
    for (source, target), who in parties.items():
        yield f"    {names[source]} --> {names[target]}: {_plain(', '.join(who))}"
    yield from (f"    {names[node.id]} --> [*]" for node in graph.nodes if node.final)


def _words(graph: Graph, said: Said, node: Node) -> str:
    return "<br/>".join(_plain(line) for line in (said.label(node), said.flags(graph, node), *said.notes(graph, node)))


def _plain(text: str) -> str:
    """What would end a label, or begin one of Mermaid's own signs, as its entity."""
    signs = {"#": "#35;", ";": "#59;", '"': "#quot;", "<": "#lt;", ">": "#gt;", ":": "#58;", "\\": "#92;"}
    return "".join(signs.get(letter, letter) for letter in " ".join(text.split()))
