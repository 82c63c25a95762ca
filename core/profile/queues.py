"""In whose queue a ticket stands: the channel of agents where its card is, and whether only they may see it. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.profile import tree
from core.profile.access import Group
from core.profile.schema import Profile


@dataclass(frozen=True, slots=True)
class Queue:
    """The `table` and `id` that say so. `private`: whoever is not in the channel sees none of its tickets."""

    table: str
    id: str
    channel: str | None
    private: bool = False

    @property
    def place(self) -> str:
        return f"{self.table}.{self.id}"


def queue_of(profile: Profile, type: str, service: str | None, group: str | None) -> Queue | None:
    """None: the common channel.

    What is private goes before everything else, so that nobody opens it by handing the ticket on. Where agents see by
    service, the service comes before the group that has the ticket: another group's channel would show it to others.
    """
    of_type, of_service, of_group = _of_type(profile, type), _of_service(profile, service), _of_group(profile, group)
    strict = [one for one in (of_type, of_service, of_group) if one is not None and one.private]
    placed = (of_service, of_group) if profile.access.sees == "service" else (of_group, of_service)
    return next((one for one in (*strict, *placed, of_type) if one is not None), None)


def channel_of(profile: Profile, service: str | None) -> str | None:
    """Where the cards of a service stand: its own channel, that of its group, or that of a service above it."""
    for one in reversed(tree.path(profile, service)):
        own = one.channel or next((up.channel for up in lineage(profile, one.group) if up.channel), None)
        if own is not None:
            return own
    return None


def queues(profile: Profile) -> Iterator[Queue]:
    """All that have a channel of their own, or should have one."""
    found = [
        *(_of_type(profile, one.id) for one in profile.types),
        *(_of_service(profile, one.id) for one in profile.services),
        *(_of_group(profile, one.id) for one in profile.groups),
    ]
    yield from (one for one in dict.fromkeys(found) if one is not None)


def channels(profile: Profile) -> dict[str, Queue]:
    """Each channel that the profile names, by its name without the sign, with the strictest queue that stands there."""
    found: dict[str, Queue] = {}
    for one in queues(profile):
        if one.channel is not None and (one.private or named(one.channel) not in found):
            found[named(one.channel)] = one
    return found


def private(profile: Profile) -> tuple[Mapping[str, str | None], ...]:
    """Types, services and groups whose tickets only the members of their channel see, each with that channel.

    In the order in which they count: a ticket of the first is no matter of the others.
    """
    found = (
        (_of_type(profile, one.id) for one in profile.types),
        (_of_service(profile, one.id) for one in profile.services),
        (_of_group(profile, one.id) for one in profile.groups),
    )
    return tuple({one.id: one.channel for one in some if one is not None and one.private} for some in found)


def secluded(queue: Queue | None) -> str | None:
    """The channel that alone may know of its tickets; empty where there is none yet. None: all of the desk's may."""
    return named(queue.channel or "") if queue is not None and queue.private else None


def named(channel: str) -> str:
    """`#sales` and `sales` are one channel."""
    return channel.removeprefix("#")


def lineage(profile: Profile, id: str | None) -> list[Group]:
    """A group and those above it, from which it inherits; a ring that a profile draws is walked once."""
    found: list[Group] = []
    group = profile.group(id) if id else None
    while group is not None and group not in found:
        found.append(group)
        group = profile.group(group.parent) if group.parent else None
    return found


def _of_type(profile: Profile, id: str) -> Queue | None:
    known = profile.type(id)
    if known is None or not (known.channel or known.private):
        return None
    return Queue("types", id, known.channel, known.private)


def _of_service(profile: Profile, id: str | None) -> Queue | None:
    """Its own channel, that of its group, or that of a service above it. What is private above is so below."""
    path, channel = tree.path(profile, id), channel_of(profile, id)
    private = any(one.private for one in path)
    return Queue("services", id or "", channel, private) if channel or private else None


def _of_group(profile: Profile, id: str | None) -> Queue | None:
    above = lineage(profile, id)
    channel, private = next((one.channel for one in above if one.channel), None), any(one.private for one in above)
    return Queue("groups", id or "", channel, private) if channel or private else None
