"""What happens by itself. A job only wakes: what is due is a row, so any number of replicas can run every job."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from core.clock import DAY, SECOND, machine
from core.desk import Desk
from core.inbox import store as inbox
from core.kinds import Command, System
from core.outbox import digest
from core.outbox.digest import DigestDue
from core.people import absences, erasures
from core.people.identity import EraseRest
from core.people.offices import AbsenceOver
from core.relay.deliver import Relay
from core.search.commands import ReadAgain
from core.sla import idle, silence, surveys
from core.sla import store as sla
from core.sla.commands import IdleDue, SilenceDue, StepsDue, SurveyDue
from core.storage import renamed, seen
from core.storage.files import Files
from core.storage.hop import Hop
from core.tickets import messages, presences, rounds, snoozes
from core.tickets import store as tickets
from core.tickets.answering import PresenceDue
from core.tickets.handling import ReleaseHeld
from core.tickets.relating import AnswerNext, SnoozeDue
from core.tickets.timed import ChoiceDue, ResumeDue

log = structlog.get_logger("jobs")

KEEP = 14 * DAY
FRESH = 600
"""Seconds of the machine's own time within which somebody may still be writing down what a content is for."""
BATCH = 100
HOUSE = System("time")


@dataclass(frozen=True, slots=True)
class Tick:
    """A short period, in seconds of the loop's own clock, which no jump of the desk's time disturbs."""

    name: str
    every: float
    run: Callable[[], Awaitable[object]]


class Jobs:
    """Ticks on the loop; calendar-like jobs by APScheduler, which only calls them."""

    def __init__(self, hop: Hop, desk: Desk, relays: Sequence[Relay], files: Files | None = None) -> None:
        self._hop = hop
        self._desk = desk
        self._files = files
        self.ticks = (
            Tick("resume what was postponed", 1.0, self.resume_due),
            Tick("go on with what was answered", 1.0, self.choices_due),
            Tick("tell what is due", 1.0, self.steps_due),
            Tick("ask what the work was worth", 1.0, self.surveys_due),
            Tick("send what was held", 1.0, self.held_due),
            Tick("read tickets again", 1.0, self.read_again),
            Tick("send digests", 5.0, self.digests_due),
            Tick("go on where nobody answered", 1.0, self.silences_due),
            Tick("ask after what was left alone", 5.0, self.idles_due),
            Tick("show what was put off", 1.0, self.snoozes_due),
            Tick("welcome back who was away", 5.0, self.absences_over),
            Tick("answer incidents", 1.0, self.rounds_due),
            Tick("show who is there", 1.0, self.presences_due),
            Tick("erase what is left", 5.0, self.erase_rest),
            *(Tick(f"rows whose sender died: {relay.door}", 30.0, relay.recover) for relay in relays),
        )

    async def run(self) -> None:
        scheduler = AsyncIOScheduler()
        scheduler.add_job(self.forget, "cron", hour=3, coalesce=True, misfire_grace_time=None)
        scheduler.start()
        try:
            async with asyncio.TaskGroup() as tasks:
                for tick in self.ticks:
                    tasks.create_task(_repeat(tick))
        finally:
            scheduler.shutdown(wait=False)

    async def resume_due(self) -> int:
        """Puts every postponed ticket back whose time has come (B7). Each of these says how many it has carried out."""
        now = self._hop.clock.now()
        due = await self._hop.read(lambda conn: tickets.due(conn, now, BATCH))
        return await self._carry_out(ResumeDue(one.id, one.resume_at) for one in due if one.resume_at is not None)

    async def choices_due(self) -> int:
        """Puts every answered ticket back to work whose customer has chosen nothing (D7)."""
        now = self._hop.clock.now()
        due = await self._hop.read(lambda conn: tickets.choices_due(conn, now, BATCH))
        return await self._carry_out(ChoiceDue(one.id, one.choice_until) for one in due if one.choice_until is not None)

    async def steps_due(self) -> int:
        """Tells what has come due of the targets (X5)."""
        now = self._hop.clock.now()
        due = await self._hop.read(lambda conn: sla.due(conn, now, BATCH))
        return await self._carry_out(StepsDue(ticket) for ticket in due)

    async def silences_due(self) -> int:
        """Moves every ticket on whose customer has been silent for long enough (A10, D7)."""
        now = self._hop.clock.now()
        due = await self._hop.read(lambda conn: silence.due(conn, now, BATCH))
        return await self._carry_out(SilenceDue(ticket, at) for ticket, at in due)

    async def idles_due(self) -> int:
        """Tells of every ticket that whoever has it has left alone for too long."""
        now = self._hop.clock.now()
        due = await self._hop.read(lambda conn: idle.due(conn, now, BATCH))
        return await self._carry_out(IdleDue(ticket, at) for ticket, at in due)

    async def surveys_due(self) -> int:
        """Asks everybody whose time has come what the work was worth (C10)."""
        now = self._hop.clock.now()
        due = await self._hop.read(lambda conn: surveys.due(conn, now, BATCH))
        return await self._carry_out(SurveyDue(ticket, at) for ticket, at in due)

    async def held_due(self) -> int:
        """Lets every answer go that nobody has taken back."""
        now = self._hop.clock.now()
        due = await self._hop.read(lambda conn: messages.held_due(conn, now, BATCH))
        return await self._carry_out(ReleaseHeld(ticket, message, at) for ticket, message, at in due)

    async def snoozes_due(self) -> int:
        """Gives every ticket back to whoever had put it off until now (X2)."""
        now = self._hop.clock.now()
        due = await self._hop.read(lambda conn: snoozes.due(conn, now, BATCH))
        return await self._carry_out(SnoozeDue(ticket) for ticket in due)

    async def presences_due(self) -> int:
        """Draws every card anew on which somebody has come or gone (E10)."""
        now = self._hop.clock.now()
        due = await self._hop.read(lambda conn: presences.due(conn, now, BATCH))
        return await self._carry_out(PresenceDue(ticket) for ticket in due)

    async def rounds_due(self) -> int:
        """Answers incidents of problems, a few in each unit, so that people never wait for many (C5)."""
        done = 0
        while done < BATCH and (due := await self._hop.read(lambda conn: rounds.under_way(conn, BATCH))):
            done += (carried := await self._carry_out(AnswerNext(one.id, one.reached) for one in due))
            if not carried:
                break
        return min(done, BATCH)

    async def digests_due(self) -> int:
        """Sends everybody's digest whose time has come."""
        now = self._hop.clock.now()
        due = await self._hop.read(lambda conn: digest.due(conn, now, BATCH))
        return await self._carry_out(DigestDue(person, at) for person, at in due)

    async def absences_over(self) -> int:
        """Ends every absence whose last day has passed, and sends what has waited."""
        now = self._hop.clock.now()
        over = await self._hop.read(lambda conn: absences.over(conn, now, BATCH))
        return await self._carry_out(AbsenceOver(person, until) for person, until in over)

    async def read_again(self) -> int:
        """The next tickets that are found by other words now, or not yet by any. A full batch while there are more."""
        if not await self._hop.read(renamed.waits):
            return 0
        await self._desk(ReadAgain(), HOUSE)
        return BATCH

    async def erase_rest(self) -> None:
        """What is left of somebody who is forgotten: inputs and index in small units, then contents nobody names.

        A step at every tick, however much there is: nobody waits for it, and an input may be stuck for hours.
        """
        await self._carry_out([EraseRest(id) for id, _ in await self._hop.read(erasures.waiting)])
        settled = [(id, rest["files"]) for id, rest in await self._hop.read(erasures.waiting) if rest.get("settled")]
        for id, digests in settled if self._files is not None else ():
            if await asyncio.to_thread(self._dropped, digests):
                await self._hop.unit(partial(erasures.change, id=id, rest=None), urgent=False)

    def _dropped(self, digests: Iterable[str]) -> bool:
        """Whether all of them are gone. What was kept anew by somebody else a moment ago is asked for later."""
        assert self._files is not None
        before = machine() / SECOND - FRESH
        return all([self._files.drop(digest, before) for digest in digests])

    async def _carry_out(self, commands: Iterable[Command]) -> int:
        """One by one; what fails holds up none of the others. Each judges for itself whether it still applies."""
        done = 0
        for command in commands:
            try:
                await self._desk(command, HOUSE)
                done += 1
            except Exception:
                log.exception("what was due failed", command=repr(command))
        return done

    async def forget(self) -> None:
        """Drops what no redelivery can need any more."""
        before = self._hop.clock.now() - KEEP
        await self._hop.unit(lambda unit: (seen.forget(unit, before), inbox.forget(unit, before)), urgent=False)


async def _repeat(tick: Tick) -> None:
    """A full batch is followed by the next at once: after a long silence much is due."""
    while True:
        done: object = 0
        try:
            done = await tick.run()
        except Exception:
            log.exception("job failed", job=tick.name)
        await asyncio.sleep(0 if done == BATCH else tick.every)
