"""users.*, bots.info, team.info, auth.test, apps.connections.open."""

from bots.sandbox.slack.api.arguments import flag
from bots.sandbox.slack.api.paging import page
from bots.sandbox.slack.kinds import Json, Refused
from bots.sandbox.slack.shapes import user_json
from bots.sandbox.slack.standin import StandIn


def auth_test(slack: StandIn, arguments: Json) -> Json:
    world = slack.world
    return {
        "url": f"https://{world.team.domain}.slack.com/",
        "team": world.team.name,
        "user": world.app.name,
        "team_id": world.team.id,
        "user_id": world.app.bot_user,
        "bot_id": world.app.bot_id,
        "is_enterprise_install": False,
    }


def connections_open(slack: StandIn, arguments: Json) -> Json:
    """Each URL opens one connection."""
    socket = slack.base.replace("http://", "ws://", 1)
    return {"url": f"{socket}/link/?ticket={slack.board.ticket()}&app_id={slack.world.app.id}"}


def info(slack: StandIn, arguments: Json) -> Json:
    return {"user": user_json(slack.user(arguments["user"]), flag(arguments, "include_locale"))}


def list_all(slack: StandIn, arguments: Json) -> Json:
    some, cursor = page(list(slack.world.users.values()), arguments, 1000)
    with_locale = flag(arguments, "include_locale")
    return {
        "members": [user_json(user, with_locale) for user in some],
        "cache_ts": slack.world.seconds(),
        "response_metadata": {"next_cursor": cursor},
    }


def lookup_by_email(slack: StandIn, arguments: Json) -> Json:
    """Finds active people only."""
    wanted = str(arguments["email"]).strip().lower()
    for user in slack.world.users.values():
        if user.email and user.email.lower() == wanted and not user.deleted:
            return {"user": user_json(user)}
    raise Refused("users_not_found")


def bot_info(slack: StandIn, arguments: Json) -> Json:
    app = slack.world.app
    if arguments.get("bot") not in (None, "", app.bot_id):
        raise Refused("bot_not_found")
    bot = {"id": app.bot_id, "deleted": False, "name": app.name, "app_id": app.id, "user_id": app.bot_user}
    return {"bot": bot | {"updated": slack.world.seconds(), "icons": {}}}


def team_info(slack: StandIn, arguments: Json) -> Json:
    team = slack.world.team
    if arguments.get("team") not in (None, "", team.id):
        raise Refused("team_not_found")
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain, "email_domain": "", "icon": {}}}


METHODS = {
    "apps.connections.open": connections_open,
    "auth.test": auth_test,
    "bots.info": bot_info,
    "team.info": team_info,
    "users.info": info,
    "users.list": list_all,
    "users.lookupByEmail": lookup_by_email,
}
