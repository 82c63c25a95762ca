"""Letters to whom nobody has vouched for repeat nothing that anybody has typed: no relay for spam (faults G1)."""

import re
from dataclasses import replace

import pytest

from bots.wording import Words
from core.api.events import CommentAdded, ObserverAdded
from core.api.kinds import MessageId
from core.api.shapes import Happening
from core.profile.schema import Profile
from tests.bots.email.composing import Desk
from tests.bots.email.shapes import HAPPENINGS, IVAN, OBSERVED, OLGA, body, card, delivery, message, parsed

SPAM = "BUY http://evil.example NOW"


@pytest.fixture
def desk(profile: Profile) -> Desk:
    return Desk(Words(profile), replies=True)


def _spammed() -> dict[str, Happening]:
    who, shown = replace(IVAN, name=SPAM), card(subject=SPAM, body=SPAM, requester=replace(IVAN, name=SPAM))
    observed = replace(OBSERVED, subject=SPAM, body=SPAM, requester=who)
    spoken = message(SPAM, who, by_staff=False)
    return {
        **{name: replace(HAPPENINGS[name], card=shown, actor=who) for name in ("receipt", "assigned", "status")},
        "added": Happening(observed, ObserverAdded(OLGA.id), who, whom=OLGA),
        "spoken": Happening(observed, CommentAdded(MessageId(3), by_staff=False), who, spoken),
    }


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", _spammed())
async def test_no_word_of_a_stranger_leaves_by_our_hand(desk: Desk, name: str, language: str) -> None:
    told = replace(_spammed()[name], whom=OLGA) if name == "assigned" else _spammed()[name]
    reader = OLGA.id if name in ("added", "spoken") else IVAN.id
    letter = parsed(await desk.octets(delivery(told, language, blind=True, name=SPAM, person=reader)))
    everything = [body(letter, "plain"), body(letter, "html"), *(str(value) for value in letter.values())]
    assert not [one for one in everything if "evil" in one or "BUY" in one or "BUY" in re.sub(r"\s", "", one)]
    assert "HD-12" in letter["Subject"] and letter["To"] == "ivan@example.org"


async def test_who_may_not_have_written_at_all_is_told_that_they_need_do_nothing(desk: Desk) -> None:
    text = body(parsed(await desk.octets(delivery(HAPPENINGS["receipt"], blind=True))), "plain")
    assert "Если это были не вы, ничего делать не нужно." in text and "Заявка HD-12 принята." in text
