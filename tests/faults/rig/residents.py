"""Who is known to the desk before anybody speaks: customers with a proved address, and who is called in need."""

from collections.abc import Mapping

import sqlalchemy as sa

from core.clock import Clock
from core.kinds import Door
from core.people import groups, store
from core.people.person import Proof
from core.profile.schema import Profile
from core.storage.bells import Bells
from core.storage.hop import Hop
from core.storage.unit import Unit

GROUP = "escalation"


async def settle(url: sa.URL, profile: Profile, mailed: Mapping[int, str], called: str) -> None:
    """`mailed`: the address of each customer by their Telegram id; `called`: whom an escalation calls (D4)."""

    def work(unit: Unit) -> None:
        for chat, email in mailed.items():
            person = store.add(unit, f"Клиент {chat}", "ru", email)
            store.link(unit, person, Door.TELEGRAM, str(chat), Proof.CHANNEL)
            store.link(unit, person, Door.MAIL, email, Proof.CODE)
        groups.join(unit, profile, store.add(unit, called, "ru", called), GROUP)

    hop = Hop(url, Clock(), Bells())
    try:
        await hop.unit(work)
    finally:
        hop.close()
