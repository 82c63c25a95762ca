"""usergroups.*: https://docs.slack.dev/reference/methods?family=usergroups"""

from bots.sandbox.slack.api.arguments import flag
from bots.sandbox.slack.kinds import Json, Refused, UserGroup
from bots.sandbox.slack.shapes import group_json
from bots.sandbox.slack.standin import StandIn


def list_all(slack: StandIn, arguments: Json) -> Json:
    """Disabled ones only where they are asked for; the members, too."""
    known = [one for one in slack.world.groups.values() if not one.disabled or flag(arguments, "include_disabled")]
    with_users = flag(arguments, "include_users")
    return {"usergroups": [group_json(slack.world, one, with_users=with_users) for one in known]}


def users(slack: StandIn, arguments: Json) -> Json:
    return {"users": list(_known(slack, arguments).users)}


def _known(slack: StandIn, arguments: Json) -> UserGroup:
    found = slack.world.groups.get(str(arguments["usergroup"]))
    if found is None or (found.disabled and not flag(arguments, "include_disabled")):
        raise Refused("no_such_subteam")
    return found


METHODS = {"usergroups.list": list_all, "usergroups.users.list": users}
