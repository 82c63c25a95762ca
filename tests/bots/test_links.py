"""Links that a stranger made, changed or kept too long open nothing (faults D4)."""

import base64
import random
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bots.links import LIFE, MUTE, TICKET, Claim, LinkExpired, Links, LinkWrong, Stranger, derived
from core.clock import DAY, SECOND, Clock
from core.kinds import PersonId, TicketId
from tests.core.house import Hands

SECRET = "a secret of this test alone"
BASE = "https://desk.example/help"
MINE = Claim(PersonId(7), TicketId(42))
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."
FORGERIES = 10_000


@pytest.fixture
def hands(tmp_path: Path) -> Hands:
    return Hands(tmp_path / "clock")


@pytest.fixture
def clock(hands: Hands, tmp_path: Path) -> Clock:
    return Clock(f"file:{tmp_path / 'clock'}")


@pytest.fixture
def links(clock: Clock) -> Links:
    return Links(SECRET, "e1", BASE, clock)


def _token(url: str | None) -> str:
    assert url is not None
    return urlsplit(url).path.rpartition("/")[2]


def test_a_link_says_who_and_which_ticket(links: Links) -> None:
    assert links.read(TICKET, _token(links.ticket(MINE.person, MINE.ticket))) == MINE
    assert links.read(MUTE, _token(links.mute(MINE.person, MINE.ticket))) == MINE


def test_a_link_lies_below_the_public_address_and_puts_a_grade_forward(links: Links) -> None:
    url = links.ticket(MINE.person, MINE.ticket, do="rate", grade="a&b=c d")
    assert url is not None and url.startswith(f"{BASE}/t/") and len(url) < 160
    assert parse_qs(urlsplit(url).query) == {"do": ["rate"], "grade": ["a&b=c d"]}
    assert links.prefix == "/help"


def test_without_a_public_address_there_are_no_links(clock: Clock) -> None:
    links = Links(SECRET, "e1", None, clock)
    assert links.ticket(MINE.person, MINE.ticket) is None and links.mute(MINE.person, MINE.ticket) is None
    assert links.prefix == ""


@pytest.mark.parametrize("purpose", [TICKET, MUTE])
def test_ten_thousand_changed_links_are_refused(links: Links, purpose: str) -> None:
    """Every bit flip in every place, every truncation, and as many mixtures as fill the number."""
    true = links.token(purpose, MINE)
    forged = {*_flips(true), *_cuts(true), *_mixtures(true, links.token(purpose, Claim(PersonId(8), MINE.ticket)))}
    assert len(forged - {true}) >= FORGERIES
    for token in forged - {true}:
        with pytest.raises(LinkWrong):
            links.read(purpose, token)
    assert links.read(purpose, true) == MINE


def _flips(true: str) -> set[str]:
    whole = {true[:at] + sign + true[at + 1 :] for at in range(len(true)) for sign in ALPHABET}
    bits = {true[:at] + chr(ord(true[at]) ^ 1 << bit) + true[at + 1 :] for at in range(len(true)) for bit in range(7)}
    return whole | bits


def _cuts(true: str) -> set[str]:
    ends = {true[:at] for at in range(len(true))} | {true[at:] for at in range(1, len(true))}
    return ends | {true + tail for tail in ("=", "==", ".", "A", " ", "\n", "\u200b", "\ud800", "." + true)}


def _mixtures(true: str, other: str) -> set[str]:
    """Halves of two true links, and several signs changed at once."""
    chance = random.Random(4)
    made = {true.split(".")[0] + "." + other.split(".")[1], other.split(".")[0] + "." + true.split(".")[1]}
    while len(made) < FORGERIES:
        signs = list(true)
        for at in chance.sample(range(len(signs)), chance.randint(2, 12)):
            signs[at] = chance.choice(ALPHABET)
        made.add("".join(signs))
    return made - {true}


@pytest.mark.parametrize("token", ["", " ", ".", "..", "%20", "null", "a.b", "W10.", "0" * 10_000, "ключ", "\x00"])
def test_what_is_no_link_is_refused(links: Links, token: str) -> None:
    with pytest.raises(LinkWrong):
        links.read(TICKET, token)


def test_a_signature_has_one_spelling(links: Links) -> None:
    """The last sign of a base64 text has spare bits: other signs there mean the same bytes."""
    true = links.token(TICKET, MINE)
    head, signature = true.split(".")
    bytes_of = {sign: base64.urlsafe_b64decode(signature[:-1] + sign + "=") for sign in ALPHABET[:-1]}
    same = [sign for sign, value in bytes_of.items() if value == bytes_of[signature[-1]] and sign != signature[-1]]
    assert same
    for sign in same:
        with pytest.raises(LinkWrong):
            links.read(TICKET, f"{head}.{signature[:-1]}{sign}")


def test_a_link_of_another_purpose_epoch_or_secret_is_refused(links: Links, clock: Clock) -> None:
    strangers = [
        links.token(MUTE, MINE),
        links.form(MINE, "close"),
        Links(SECRET, "e2", BASE, clock).token(TICKET, MINE),
        Links("another", "e1", BASE, clock).token(TICKET, MINE),
    ]
    for token in strangers:
        with pytest.raises(LinkWrong):
            links.read(TICKET, token)
    with pytest.raises(LinkWrong):
        links.read(MUTE, links.token(TICKET, MINE))
    with pytest.raises(LinkWrong):
        links.pressed(links.token(TICKET, MINE), MINE, "close")


def test_a_link_ends_after_thirty_days_of_the_business_clock(links: Links, hands: Hands) -> None:
    token = links.token(TICKET, MINE)
    hands.forward(LIFE / SECOND - 60)
    assert links.read(TICKET, token) == MINE
    hands.forward(60)
    with pytest.raises(LinkExpired):
        links.read(TICKET, token)
    with pytest.raises(LinkWrong):
        links.read(TICKET, token[:-2])


def test_a_form_is_for_one_verb_of_one_page_on_one_day(links: Links, hands: Hands) -> None:
    token = links.form(MINE, "close")
    assert links.pressed(token, MINE, "close") == links.pressed(token, MINE, "close")
    assert links.pressed(links.form(MINE, "close"), MINE, "close") != links.pressed(token, MINE, "close")
    for claim, verb in [
        (MINE, "cancel"), (Claim(PersonId(8), MINE.ticket), "close"), (Claim(MINE.person, TicketId(43)), "close"),
    ]:  # fmt: skip
        with pytest.raises(LinkWrong):
            links.pressed(token, claim, verb)
    hands.forward(DAY / SECOND)
    with pytest.raises(LinkExpired):
        links.pressed(token, MINE, "close")


def test_derived_secrets_do_not_give_each_other_away() -> None:
    assert derived(SECRET, "telegram path") != derived(SECRET, "telegram secret") != derived("other", "telegram secret")
    assert len(derived(SECRET, "telegram path")) == 64


def test_a_strangers_link_opens_no_ticket_and_no_other_strangers_form(links: Links) -> None:
    token = _token(links.stranger("ivan@client.example", "ru"))
    stranger = links.read_stranger(token)
    assert (stranger.address, stranger.language) == ("ivan@client.example", "ru")
    for purpose in (TICKET, MUTE):
        with pytest.raises(LinkWrong):
            links.read(purpose, token)
    with pytest.raises(LinkWrong):
        links.read_stranger(links.token(TICKET, Claim(PersonId(1), TicketId(1))))
    form = links.stranger_form(stranger, "send")
    assert links.stranger_pressed(form, stranger, "send")
    for other, verb in ((Stranger("eve@evil.example", "ru"), "send"), (stranger, "withdraw")):
        with pytest.raises(LinkWrong):
            links.stranger_pressed(form, other, verb)
