"""A profile as a graph: who may move from where to where, and what happens by itself."""

from pathlib import Path

import pytest

from core.calendar.desk import load
from core.profile.graph import Automatic, Cause, Graph, graph
from core.profile.schema import Profile
from core.profile.states import Party
from core.profile.time import Silence
from core.tickets.lifecycle import moves

PROFILES = sorted((Path(__file__).parent.parent.parent / "profiles").glob("*.toml"))


def drawn(name: str) -> Graph:
    return graph(load(next(path for path in PROFILES if path.stem == name)))


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_edges_are_the_moves_that_the_lifecycle_allows(path: Path) -> None:
    profile = load(path)
    allowed = {
        (status.id, move.to, party)
        for status in profile.statuses
        for party in Party
        for move in moves(profile, status.id, party)
    }
    by_itself = {(node.id, one.to, Party.SYSTEM) for node in graph(profile).nodes for one in node.automatic}
    edges = [(edge.source, edge.target, edge.party) for edge in graph(profile).edges]
    assert len(edges) == len(set(edges))
    assert set(edges) == allowed | by_itself


def test_nodes_go_from_the_start_to_the_ends() -> None:
    assert [node.id for node in drawn("telecom").nodes] == [
        "new", "in_progress", "waiting", "pending", "escalated", "investigation", "resolved", "closed", "canceled",
    ]  # fmt: skip


def test_what_happens_by_itself_is_told_with_its_time() -> None:
    resolved = next(node for node in drawn("telecom").nodes if node.id == "resolved")
    assert resolved.automatic == (
        Automatic(Cause.ANSWER, "in_progress", minutes=15),
        Automatic(Cause.SILENCE, "closed", silence=Silence(working_days=3, calendar="office")),
    )
    postponed = next(node for node in drawn("default").nodes if node.id == "postponed")
    assert postponed.automatic == (Automatic(Cause.TIME, "in_progress"),) and postponed.asks_until


def test_buttons_stand_where_they_lead_to() -> None:
    found = {node.id: [press.verb for press in node.presses] for node in drawn("telecom").nodes if node.presses}
    assert found == {
        "in_progress": ["return"], "escalated": ["escalate"], "resolved": ["resolve"], "closed": ["close"],
        "canceled": ["cancel"],
    }  # fmt: skip


def test_a_demanded_comment_is_the_agents_only() -> None:
    demanding = [edge for edge in drawn("telecom").edges if edge.comment]
    assert {(edge.target, edge.party) for edge in demanding} == {("waiting", Party.AGENT)}


def test_names_that_nobody_defined_are_left_out(default_profile: Profile) -> None:
    raw = default_profile.model_dump(by_alias=True, mode="json")
    raw["moves"] += [{"from": ["new", "nowhere"], "to": "gone", "by": ["agent"]}]
    assert graph(Profile.model_validate(raw)) == graph(default_profile)
