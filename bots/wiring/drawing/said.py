"""What a picture says of each status, in the reader's language."""

from collections.abc import Iterator

from bots.wording import Words
from core.profile.graph import Automatic, Cause, Graph, Node
from core.profile.schema import Profile
from core.profile.states import Party
from core.profile.time import ALWAYS, Silence


class Said:
    """The words of one profile in one language."""

    def __init__(self, profile: Profile, language: str) -> None:
        self._words = Words(profile)
        self._language = language
        self._profile = profile

    @property
    def title(self) -> str:
        return self._say("graph-title", name=self._words.label(self._language, self._profile.name))

    @property
    def legend(self) -> str:
        return self._say("graph-legend")

    @property
    def marks(self) -> str:
        return self._say("graph-legend-dot")

    def party(self, party: Party) -> str:
        return self._say("graph-party", party=party.value)

    def label(self, node: Node) -> str:
        return self._words.label(self._language, node.label)

    def flags(self, graph: Graph, node: Node) -> str:
        """Start or end, and what the status means to the core, in one line."""
        said = [self._say("graph-start")] if node.id == graph.start else []
        said += [self._say("graph-final")] if node.final else []
        return ", ".join([*said, self._say("graph-kind", kind=node.kind.value)])

    def notes(self, graph: Graph, node: Node) -> Iterator[str]:
        """Everything else, a line each: flags, what happens by itself, what the customer presses to come here."""
        if node.pauses:
            yield self._say("graph-pauses")
        if node.asks_until:
            yield self._say("graph-asks-until")
        if any(edge.comment and edge.target == node.id for edge in graph.edges):
            yield self._say("graph-comment")
        if node.claimed:
            yield self._say("graph-claimed", to=self._status(node.claimed))
        yield from (self._automatic(one) for one in node.automatic)
        for press in node.presses:
            label = press.label and self._words.label(self._language, press.label)
            yield self._say("graph-press", label=label or self._say(f"web-do-{press.verb}"))
        if node.rated:
            yield self._say("graph-rated")

    def _automatic(self, one: Automatic) -> str:
        to = self._status(one.to)
        match one.cause:
            case Cause.ANSWER if one.minutes:
                return self._say("graph-answer-after", minutes=one.minutes, to=to)
            case Cause.SILENCE if one.silence:
                return self._say("graph-silence", span=self._span(one.silence), to=to)
            case _:
                return self._say(f"graph-{one.cause.value}", to=to)

    def _span(self, silence: Silence) -> str:
        if silence.working_days is not None:
            return self._say("sla-span-days", days=silence.working_days)
        kind = "graph-hours" if silence.calendar == ALWAYS else "graph-hours-working"
        return self._say(kind, hours=silence.hours or 0)

    def _status(self, id: str) -> str:
        return self._words.status(self._language, id)

    def _say(self, key: str, **values: str | int) -> str:
        return self._words(self._language, key, **values)
