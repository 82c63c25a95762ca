"""What a door must know before it can understand the next input of a chat, read at once."""

import sqlalchemy as sa

from core.inbox import dialogues
from core.kinds import Instant
from core.outbox import topics
from core.people.person import Person
from core.profile.schema import Profile
from core.views.mine import my_open_tickets
from core.views.queries import Arrive, MyOpenTickets, WhoAmI, who_am_i
from core.views.sufficing import more_is_asked
from core.views.viewer import Situation


def arrive(conn: sa.Connection, profile: Profile, by: Person, query: Arrive, now: Instant) -> Situation:
    mine = my_open_tickets(conn, profile, by, MyOpenTickets()) if by.id > 0 else ()
    me, dialogue = who_am_i(conn, profile, by, WhoAmI(), now), dialogues.find(conn, query.dialogue)
    here, astray = topics.known(conn, query.topic)
    return Situation(me, dialogue, mine, now, here, astray, more_is_asked(profile, by))
