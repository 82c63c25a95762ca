"""Channels of single queues that were not there at the start: told of, and used as soon as they are (X2)."""

import structlog

from bots.slack import places
from bots.slack.posting import ERRORS
from bots.slack.workspace import Workspace
from core.api.kinds import DAY, machine
from core.api.ports import Entry, Journal

log = structlog.get_logger("slack")

QUEUES = "zayavka_queues"
"""What a row is about that tells the agents so; Slack itself sends no such payload."""


class Queues:
    """Their tickets stand in the common channel until then, and go there when something happens to them."""

    def __init__(self, workspace: Workspace, journal: Journal) -> None:
        self._workspace = workspace
        self._journal = journal

    async def look(self) -> None:
        """Told once a day, whoever of several replicas finds it. Where Slack does not answer nothing is known anew."""
        lacked = self._workspace.lacking
        if not lacked:
            return
        wanted = dict.fromkeys(lacked, False)
        try:
            known, lacks = await places.own(self._workspace.client, wanted, self._workspace.channel)
        except ERRORS as error:
            log.warning("channels of queues could not be looked for", reason=str(error)[:200])
            return
        self._workspace.places.add(known)
        lacked.clear()
        lacked.update(lacks)
        if problem := places.lacking(lacks):
            log.error("a queue has no channel of its own", alarm=True, problem=str(problem))
        await self._tell("missing", {name: why.value for name, why in lacks.items()})
        await self._tell("found", dict.fromkeys(known, ""))

    async def _tell(self, what: str, channels: dict[str, str]) -> None:
        if not channels:
            return
        said = ",".join(f"{name}={why}" for name, why in sorted(channels.items()))
        key = f"queues:{what}:{machine() // DAY}:{said}"
        row = {"type": QUEUES, "queues": what, "channels": channels}
        await self._journal([Entry("slack", key, "queues", row)])
