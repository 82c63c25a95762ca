"""A witness who knows where each of somebody's words has to be: in the dialogue, in a ticket of theirs, or let go."""

import json
import re
from dataclasses import dataclass, field

from tests.bots.telegram.walking.air import SOURCE, House, Json

TOKEN = re.compile(r"w\d+x\d+")
ANSWERS = ("new:question", "new:observers", "copy:address", "mail:address", "mail:code", "reg:particular", "reg:about")
"""Where what is written is an answer to one question, and another answer takes its place."""
HERS = (
    "SELECT body AS said FROM messages JOIN tickets ON tickets.id = ticket_id"
    " JOIN identities ON person_id = requester WHERE external_id = :who"
    " UNION ALL SELECT subject || ' ' || coalesce(CAST(fields AS TEXT), '') FROM tickets"
    " JOIN identities ON person_id = requester WHERE external_id = :who"
)
BODIES = (
    "SELECT body AS said FROM messages JOIN identities ON person_id = author"
    " WHERE external_id = :who AND audience = 'public'"
)
FOREIGN = (
    "SELECT body, external_id FROM messages JOIN tickets ON tickets.id = ticket_id"
    " JOIN identities ON identities.person_id = tickets.requester WHERE identities.door = 'telegram'"
)
DIALOGUES = "SELECT key, state, data FROM dialogues WHERE key = :key OR key LIKE :key || '#%'"
KNOWN = "SELECT 1 FROM identities WHERE external_id = :who"


@dataclass
class Witness:
    house: House
    id: int
    watched: dict[str, str] = field(default_factory=dict)
    """Words that must not be lost, and what was done when they were said."""
    let_go: int = 0
    arrived: int = 0
    states: dict[int | None, str | None] = field(default_factory=dict)
    """Where the dialogue stands, beside all topics and in each of them."""
    kept: set[str] = field(default_factory=set)
    loose: set[str] = field(default_factory=set)
    """Answers, in whose place others may be put; what they did not replace before is no loss."""

    def heard(self, text: str, topic: int | None) -> None:
        state = self.states.get(topic)
        if state not in ANSWERS:
            for token in TOKEN.findall(text):
                self.watched[token] = f"{text!r} in {state}"

    async def read(self) -> None:
        """Where the dialogues stand, without what was only shown."""
        key = f"{SOURCE}:{self.id}"
        self.states, self.kept, self.loose = {}, set(), set()
        for row in await self.house.rows(DIALOGUES, key=key):
            data = json.loads(row.data or "{}")
            topic = row.key.removeprefix(key).removeprefix("#")
            self.states[int(topic) if topic else None] = row.state
            data.pop("board", None)
            self.kept |= {*TOKEN.findall(json.dumps(data, ensure_ascii=False))}
            for state, step in [(row.state, data), *data.get("aside", ())]:
                self.loose |= {*_replaceable(state, step)}

    async def nothing_lost(self, loose: set[str], *, dropped: bool) -> None:
        """What left the dialogue is in a ticket of theirs, unless they themselves let it go."""
        left = [one for one in self.watched if one not in self.kept]
        told = await self._told(HERS) if left else set()
        for token in left:
            if token in told:
                continue
            assert dropped or token in loose, (token, self.watched[token])
            self.watched.pop(token)
            self.let_go += 1

    async def forgotten(self) -> None:
        """Whoever had themselves forgotten has let go of everything."""
        if await self.gone():
            self.let_go += len(self.watched)
            self.watched.clear()

    async def gone(self) -> bool:
        return not await self.house.rows(KNOWN, who=str(self.id))

    async def waits_or_told(self, token: str) -> bool:
        """Whether a change of these words is a change of something that is kept, and not of a subject or an answer."""
        if token in self.loose or token not in self.watched:
            return False
        return token in self.kept or token in await self._told(BODIES)

    async def _told(self, query: str) -> set[str]:
        rows = await self.house.rows(query, who=str(self.id))
        return {token for row in rows for token in TOKEN.findall(row.said)}


def _replaceable(state: str | None, data: Json) -> list[str]:
    """Words looked for, and answers; a description too, while it is asked for anew."""
    found = [data.get(name) for name in ("sought", "subject", "fields", "observers", "said", "reason")]
    anew = data.get("kept") if state == "new:body" and data.get("described") else None
    return TOKEN.findall(json.dumps([*found, anew], ensure_ascii=False))


async def nothing_is_foreign(house: House) -> int:
    """Nobody's word is in somebody else's ticket; says how many words were looked at."""
    seen = 0
    for row in await house.rows(FOREIGN):
        for token in TOKEN.findall(row.body):
            seen += 1
            assert token.startswith(f"w{row.external_id}x"), (token, row.external_id, row.body)
    return seen
