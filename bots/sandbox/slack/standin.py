"""Everything that one running stand-in consists of, and the events it tells the app."""

from dataclasses import dataclass

from bots.sandbox.clock import Clock
from bots.sandbox.slack.courier import Courier
from bots.sandbox.slack.envelopes import Envelope
from bots.sandbox.slack.journal import Journal
from bots.sandbox.slack.kinds import Channel, Json, Refused, User
from bots.sandbox.slack.limits import Limits
from bots.sandbox.slack.switchboard import Switchboard
from bots.sandbox.slack.triggers import Rights
from bots.sandbox.slack.world import World


@dataclass(frozen=True, slots=True)
class StandIn:
    base: str
    bot_token: str
    app_token: str
    clock: Clock
    world: World
    journal: Journal
    limits: Limits
    board: Switchboard
    courier: Courier
    rights: Rights

    def tell(self, event: Json) -> Envelope:
        """Sends an event to the app, as every app of the workspace would get it."""
        world = self.world
        event_id = world.new_id("Ev")
        return self.courier.emit(
            {
                "token": world.app.verification_token,
                "team_id": world.team.id,
                "context_team_id": world.team.id,
                "context_enterprise_id": None,
                "api_app_id": world.app.id,
                "event": event,
                "type": "event_callback",
                "event_id": event_id,
                "event_time": world.seconds(),
                "authorizations": [self._authorization()],
                "is_ext_shared_channel": False,
                "event_context": f"4-{event_id}",
            }
        )

    def tell_members(self, channel: Channel, event: Json) -> Envelope | None:
        """Events of a channel reach the app only while its bot is a member."""
        return self.tell(event) if self.world.has_bot(channel) else None

    def _authorization(self) -> Json:
        return {
            "enterprise_id": None,
            "team_id": self.world.team.id,
            "user_id": self.world.app.bot_user,
            "is_bot": True,
            "is_enterprise_install": False,
        }

    def name_of(self, subject: str) -> str:
        """The visible name behind a user's or channel's id."""
        user, channel = self.world.users.get(subject), self.world.channels.get(subject)
        return user.real_name if user else channel.name if channel else subject

    def user(self, user_id: object) -> User:
        user = self.world.users.get(str(user_id))
        if user is None:
            raise Refused("user_not_found")
        return user

    def response_url(self, user: str, channel: str, message: str | None = None, thread_ts: str | None = None) -> str:
        secret = self.rights.response_url(user, channel, message, thread_ts)
        return f"{self.base}/actions/{self.world.team.id}/{secret}"


def stand_in(base: str, bot_token: str, app_token: str, clock: Clock, limited: bool) -> StandIn:
    world = World(clock)
    board = Switchboard(world.app.id, world.pulse.beat)
    return StandIn(
        base=base,
        bot_token=bot_token,
        app_token=app_token,
        clock=clock,
        world=world,
        journal=Journal(clock),
        limits=Limits(clock, limited),
        board=board,
        courier=Courier(clock, board),
        rights=Rights(clock),
    )
