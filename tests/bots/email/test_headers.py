"""Headers: exactly those of faults section 3, stable ids, and threads that mail programs follow."""

from dataclasses import replace

import pytest

from bots.email.headers import thread
from bots.wording import Words
from core.api.ports import Sent
from core.api.shapes import Kind, Shown, Who
from core.profile.schema import Profile
from tests.bots.email.composing import Desk
from tests.bots.email.shapes import ANNA, EPOCH, HAPPENINGS, delivery, links, message, named, parsed

MUTE = f"<{links().mute(delivery(None).person or 0, HAPPENINGS['status'].card.id)}>"  # type: ignore[arg-type]
ALWAYS = {
    "Date": "Thu, 01 Oct 2026 12:00:00 +0000",
    "To": "Иван Петров <ivan@example.org>",
    "Message-ID": f"<{EPOCH}-45-0@vector.example>",
    "In-Reply-To": "<b@vector.example>",
    "References": "<a@vector.example> <b@vector.example>",
    "X-Zayavka-Instance": EPOCH,
    "Content-Language": "en",
    "MIME-Version": "1.0",
}
NOTICE = {"From": "Vector Support <support@vector.example>", "List-Unsubscribe": MUTE} | {
    "X-Auto-Response-Suppress": "All",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
}
PERSON = {"From": "Анна Смирнова · Vector Support <support@vector.example>"} | {
    "X-Auto-Response-Suppress": "OOF, AutoReply",
}
GOLDEN = {name: {"Auto-Submitted": "auto-generated"} | NOTICE for name in HAPPENINGS}
GOLDEN |= {"receipt": {"Auto-Submitted": "auto-replied"} | NOTICE, "answer": PERSON, "resolved with a comment": PERSON}


@pytest.fixture
def desk(profile: Profile) -> Desk:
    return Desk(Words(profile))


@pytest.mark.parametrize("name", HAPPENINGS)
async def test_a_letter_carries_exactly_the_headers_that_it_should(desk: Desk, name: str) -> None:
    shown = Shown(thread=("<a@vector.example>", "<b@vector.example>"))
    octets = await desk.octets(delivery(HAPPENINGS[name], "en", shown=shown))
    letter = parsed(octets)
    found = {header: str(value) for header, value in letter.items()}
    found["From"] = f"{named(octets, 'From')} <{letter['From'].addresses[0].addr_spec}>"
    assert len(found) == len(letter.keys())
    assert found.pop("Subject").startswith("[Vector Support] ") and found.pop("Content-Type").startswith("multipart/")
    assert found == ALWAYS | GOLDEN[name]


async def test_letters_to_the_desks_own_people_are_a_machines_and_only_digests_can_be_stopped(desk: Desk) -> None:
    digest = {"letter": "digest", "tickets": [{"number": "HD-1", "subject": "x", "happened": ["opened"]}], "more": 0}
    for told, kind, stops in ((digest, Kind.PROMPT, True), (HAPPENINGS["answer"], Kind.CALL, False)):
        letter = parsed(await desk.octets(delivery(told, "en", kind=kind)))
        assert letter["Auto-Submitted"] == "auto-generated" and letter["X-Auto-Response-Suppress"] == "All"
        assert letter["X-Zayavka-Instance"] == EPOCH and "Precedence" not in letter
        assert ("List-Unsubscribe" in letter, "List-Unsubscribe-Post" in letter) == (stops, stops)
        assert not stops or "https://desk.example.org/d/" in letter["List-Unsubscribe"]


async def test_the_ending_names_the_message_id_and_every_attempt_has_the_same(desk: Desk) -> None:
    told = delivery(HAPPENINGS["answer"])
    first, again = await desk.octets(told), await desk.octets(replace(told, unsure=True))
    assert first == again
    assert await desk.ending(told) == Sent(parsed(first)["Message-ID"]) == Sent(f"<{EPOCH}-45-0@vector.example>")


def test_a_long_thread_keeps_its_first_letter_and_the_newest_nine() -> None:
    ids = [f"<{n}@vector.example>" for n in range(30)]
    found = dict(thread(ids))
    assert found["In-Reply-To"] == ids[-1]
    assert found["References"].split() == [ids[0], *ids[-9:]]
    assert max(map(len, found["References"].split("\r\n"))) < 78


@pytest.mark.parametrize("ids", [(), ("", "12", "<>", "<a b@c>", "<a@b>x", "<a\r\nBcc: x>", "<é@b>")])
def test_what_is_no_message_id_threads_nothing(ids: tuple[str, ...]) -> None:
    assert thread(ids) == []


async def test_signs_that_turn_the_direction_leave_an_agents_name(desk: Desk) -> None:
    told = HAPPENINGS["answer"]
    turned = Who(ANNA.id, "Анна\u202e\u2066\r\nBcc: x\x07")
    octets = await desk.octets(delivery(replace(told, message=message(author=turned))))
    assert named(octets, "From") == "Анна Bcc: x · Служба поддержки «Вектор»"
    assert "Bcc" not in parsed(octets)


async def test_an_address_in_another_script_is_written_as_it_is(desk: Desk) -> None:
    octets = await desk.octets(delivery(HAPPENINGS["status"], address="иван@почта.рф"))
    assert "иван@xn--80a1acny.xn--p1ai".encode() in octets.split(b"\r\n\r\n")[0]
