"""Who may do what: rights that nobody has, and tickets that a channel would show to those who may not see them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from core.profile import tree
from core.profile.access import PARTICULARS
from core.profile.check_catalogue import leaves, ring
from core.profile.finding import Finding, unknown
from core.profile.queues import channel_of, lineage, named, queues
from core.profile.schema import Profile

NOT_STAFF = ("closed", "client", "demo")
CHANNEL = re.compile(r"[CG][A-Z0-9]{4,}|[^\sA-ZА-ЯЁ.,/#@]+")
"""Slack's own id of a channel, or a name that one can have."""


def check_access(profile: Profile) -> Iterator[Finding]:
    for one in (_strangers, _particulars, _assigning, _groups, _visible, _apart, _own, _private, _named):
        yield from one(profile)


def _strangers(profile: Profile) -> Iterator[Finding]:
    if profile.access.strangers == "register" and not {"telegram", "mail", "web"} & {*profile.doors}:
        mend = "Add 'telegram', 'mail' or 'web' to `doors`, or take strangers in"
        yield Finding("access.strangers", "lets nobody in who could not say who they are at any door", mend)


def _particulars(profile: Profile) -> Iterator[Finding]:
    """Whom nobody could tell from others, nobody could let in (A5)."""
    asked = profile.access.particulars
    ids = [one.id for one in asked]
    for id in sorted({id for id in ids if ids.count(id) > 1}):
        yield Finding("access.particulars", f"asks for {id!r} twice", "Leave one of the two")
    if profile.access.strangers != "register":
        if asked != PARTICULARS:
            yield Finding("access.particulars", "is never asked", "Set `strangers` to 'register', or drop it")
    elif not {"surname", "first_name"} & {one.id for one in asked if one.required}:
        yield Finding("access.particulars", "lets people in without a name", "Require 'surname' or 'first_name'")


def _assigning(profile: Profile) -> Iterator[Finding]:
    """Administrators are appointed outside the profile, agents by the workspace; dispatchers by a group of it."""
    if not profile.conversation.claim:
        if not profile.access.assign:
            mend = "Name in `access.assign` who may assign, or let agents claim"
            yield Finding("conversation.claim", "is off, and nobody may assign", mend)
        elif {*profile.access.assign} == {"dispatcher"} and "dispatcher" not in [one.role for one in profile.groups]:
            mend = "Give a group that role, or add 'administrator' to `access.assign`"
            yield Finding("access.assign", "names dispatchers only, and no group has that role", mend)
    given = profile.routes or profile.routing.default or any(level.assignee for level in profile.levels)
    if profile.access.works == "own" and not (profile.conversation.claim or profile.access.assign or given):
        mend = "Let agents claim, let somebody assign, or add routes"
        yield Finding("access.works", "is 'own', and no ticket ever becomes anybody's own", mend)


def _groups(profile: Profile) -> Iterator[Finding]:
    parents = {group.id: group.parent for group in profile.groups}
    for group in profile.groups:
        place = f"groups.{group.id}"
        yield from unknown(f"{place}.parent", "group", (group.parent,) if group.parent else (), parents)
        yield from unknown(f"{place}.services", "service", group.services, [one.id for one in profile.services])
        yield from unknown(
            f"{place}.level", "level", (group.level,) if group.level else (), [one.id for one in profile.levels]
        )
        if ring(parents, group.id):
            yield Finding(f"{place}.parent", "stands below itself", "Let one of the ring stand at the top")
        elif group.services and role_of(profile, group.id) is None:
            yield Finding(f"{place}.services", "has no role that could hold there", "Add `role`, or drop it")


def role_of(profile: Profile, id: str) -> str | None:
    return next((group.role for group in lineage(profile, id) if group.role), None)


def hearing(profile: Profile, place: str, groups: Iterable[str]) -> Iterator[Finding]:
    """Groups that are told what is said among the desk's own people (B5)."""
    known = [one.id for one in profile.groups]
    for id in groups:
        yield from unknown(place, "group", (id,), known)
        if role_of(profile, id) in NOT_STAFF:
            yield Finding(place, f"tells the group {id!r}, which hears nothing of the desk's", "Name a group of staff")


def _visible(profile: Profile) -> Iterator[Finding]:
    """House agreement 7: whoever reads a channel sees its cards, whatever their roles."""
    if profile.access.sees != "service":
        return
    if not profile.services:
        yield Finding("access.sees", "is 'service', and there are no services", "Define them, or let agents see 'all'")
    elif "service" not in profile.opening.asks:
        mend = "Add 'service' to it, or let agents see 'all'"
        yield Finding("opening.asks", "leaves out the service, by which agents see tickets", mend)
    for id in leaves(profile):
        if channel_of(profile, id) is None:
            problem = "would be shown to all agents in the common channel, and they see by service"
            yield Finding(f"services.{id}.channel", problem, "Give it, a service above it or its group a `channel`")


def _apart(profile: Profile) -> Iterator[Finding]:
    if profile.access.sees != "service":
        return
    readers: dict[str, dict[str | tuple[str, ...], str]] = defaultdict(dict)
    for id in leaves(profile):
        if channel := channel_of(profile, id):
            readers[named(channel)].setdefault(tree.group_of(profile, id) or _seeing(profile, id), id)
    for channel, groups in readers.items():
        for id in list(groups.values())[1:]:
            problem = f"shares the channel {channel!r} with another group's service, and agents see by service"
            yield Finding(f"services.{id}.channel", problem, "Give each group's services a channel of their own")


def _seeing(profile: Profile, service: str) -> tuple[str, ...]:
    """Whose agents see a service that is in no group's queue."""
    above = {one.id for one in tree.path(profile, service)}
    agents = [one for one in profile.groups if one.role == "agent"]
    return tuple(one.id for one in agents if not one.services or above & {*one.services})


def _own(profile: Profile) -> Iterator[Finding]:
    """Groups whose own tickets nobody else is to see: each has its channel."""
    if profile.access.sees != "own":
        return
    readers: dict[str, str] = {}
    for id in _working(profile):
        channel = next((one.channel for one in lineage(profile, id) if one.channel), None)
        place = f"groups.{id}.channel"
        if channel is None:
            problem = "is missing: all agents would see its tickets in the common channel, and they see their own"
            yield Finding(place, problem, "Give it a `channel`, or let agents see 'all'")
        elif named(channel) in readers:
            problem = f"is that of {readers[named(channel)]!r} too, and agents see their own tickets"
            yield Finding(place, problem, "Give each group a channel of its own")
        readers.setdefault(named(channel or ""), id)


def _working(profile: Profile) -> list[str]:
    """Groups that tickets can be given to: by themselves, or by an agent's hand."""
    given = [route.to for route in profile.routes] + [level.assignee for level in profile.levels if level.assignee]
    given += [profile.routing.default] if profile.routing.default else []
    given_to = [whom.removeprefix("group:") for whom in given if whom.startswith("group:")]
    queues = [service.group for service in profile.services if service.group]
    agents = [one.id for one in profile.groups if role_of(profile, one.id) == "agent"]
    return [id for id in dict.fromkeys([*given_to, *queues, *agents]) if profile.group(id)]


def _private(profile: Profile) -> Iterator[Finding]:
    """What only some may see needs a channel, whose members they are (X2)."""
    for one in queues(profile):
        if one.private and one.channel is None:
            problem = "is private, and there is no channel whose members could see its tickets"
            yield Finding(f"{one.place}.private", problem, "Give it a `channel`, or let it not be private")


def _named(profile: Profile) -> Iterator[Finding]:
    """A channel that cannot be there is looked for in vain, and its cards with it."""
    for table in ("services", "groups", "types"):
        for one in getattr(profile, table):
            if one.channel is not None and not CHANNEL.fullmatch(named(one.channel)):
                problem = f"is {one.channel!r}, and no channel of Slack can be called so"
                mend = "Write its name in small letters without spaces and points, or its id"
                yield Finding(f"{table}.{one.id}.channel", problem, mend)
