"""Every wish that concerns more than one ticket, or the hour of one, and who fulfils it."""

from collections.abc import Callable, Mapping
from typing import Any

from core.journeys import answering, merging
from core.kinds import Command, Outcome
from core.people.person import Caller
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.tickets import attention, relating, snoozing, splitting, tying

HANDLERS: Mapping[type[Command], Callable[[Unit, Any, Caller, Profile], Outcome]] = {
    relating.TieProblem: tying.tie_problem,
    relating.SetParent: tying.set_parent,
    relating.Merge: merging.merge,
    relating.Unmerge: merging.unmerge,
    relating.Split: splitting.split,
    relating.Snooze: snoozing.snooze,
    relating.SnoozeDue: snoozing.snooze_due,
    relating.Watch: attention.watch,
    relating.Unwatch: attention.unwatch,
    relating.AnswerIncidents: answering.answer_incidents,
    relating.AnswerNext: answering.answer_next,
}
