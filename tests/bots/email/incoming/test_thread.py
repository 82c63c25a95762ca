"""Where a letter may belong: signed tokens and ids, in the order in which they are believed (B3, C7, C8, D4)."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bots.email.address import Mailbox
from bots.email.incoming.thread import Candidate, Sign, bounced, candidates
from bots.email.incoming.tokens import Purpose, Tokens
from tests.bots.email.incoming.corpus import letter, made

TOKENS = Tokens("secret", "e1")
DESK = Mailbox("support", "vector.example")
FROM = "From: ivan@example.org"


def to(purpose: Purpose, row: int) -> str:
    return TOKENS.address(DESK, purpose, row).spec


def test_candidates_come_in_the_order_of_belief() -> None:
    subject = TOKENS.make(Purpose.SUBJECT, 9)
    read = made(
        FROM, f"To: {to(Purpose.REPLY, 7)}", "In-Reply-To: <c@d>", "References: <a@d> <b@d> <c@d>",
        f"Subject: Re: printer [#{subject}]",
    )  # fmt: skip
    assert candidates(read, TOKENS, [DESK]) == (
        Candidate(Sign.ADDRESS, 7),
        Candidate(Sign.IN_REPLY_TO, message_id="<c@d>"),
        Candidate(Sign.REFERENCES, message_id="<b@d>"),
        Candidate(Sign.REFERENCES, message_id="<a@d>"),
        Candidate(Sign.SUBJECT, 9),
    )


def test_a_letter_without_signs_has_no_candidates() -> None:
    for blank in ("", " ", "<>", "< >"):
        read = made(
            FROM, "To: support@vector.example", f"In-Reply-To: {blank}", f"References: {blank}", "Subject: [#] Re:"
        )
        assert candidates(read, TOKENS, [DESK]) == ()


def test_an_agents_token_comes_first_and_is_another_than_a_customers() -> None:
    read = made(FROM, f"To: {to(Purpose.REPLY, 7)}", f"Cc: {to(Purpose.AGENT, 3)}")
    assert [one.sign for one in candidates(read, TOKENS, [DESK])] == [Sign.AGENT_ADDRESS, Sign.ADDRESS]


def test_the_envelope_and_the_delivery_headers_name_the_desk_too() -> None:
    blind = candidates(made(FROM), TOKENS, [DESK], [to(Purpose.REPLY, 7).upper()])
    assert (
        blind
        == candidates(made(FROM, f"Delivered-To: {to(Purpose.REPLY, 7)}"), TOKENS, [DESK])
        == (Candidate(Sign.ADDRESS, 7),)
    )


def test_another_desks_address_is_no_sign() -> None:
    other = to(Purpose.REPLY, 7).replace("vector.example", "evil.example")
    assert candidates(made(FROM, f"To: {other}"), TOKENS, [DESK]) == ()


def test_a_report_comes_back_to_its_delivery() -> None:
    assert bounced(letter("bounce-postfix"), TOKENS, [DESK], [to(Purpose.BOUNCE, 45)]) == 45
    assert bounced(letter("bounce-postfix"), TOKENS, [DESK], [to(Purpose.REPLY, 45)]) is None


@given(st.integers(0, 2**63 - 1), st.sampled_from(Purpose))
def test_a_token_is_short_of_one_case_and_read_back(row: int, purpose: Purpose) -> None:
    token = TOKENS.make(purpose, row)
    assert len(token) <= 30 and token == token.lower() and token.isalnum()
    assert TOKENS.read(purpose, token) == TOKENS.read(purpose, token.upper()) == row
    assert len(TOKENS.address(DESK, purpose, row).local) <= 64


@given(st.integers(0, 10**6), st.data())
@settings(max_examples=300)
def test_a_token_changed_in_any_place_is_none(row: int, data: st.DataObject) -> None:
    token = TOKENS.make(Purpose.REPLY, row)
    at = data.draw(st.integers(0, len(token) - 1))
    sign = data.draw(st.characters().filter(lambda sign: sign.lower() != token[at]))
    assert TOKENS.read(Purpose.REPLY, token[:at] + sign + token[at + 1 :]) is None
    assert TOKENS.read(Purpose.REPLY, token[:at]) is None and TOKENS.read(Purpose.REPLY, token + token[at]) is None


def test_a_token_of_another_purpose_instance_or_secret_is_none() -> None:
    token = TOKENS.make(Purpose.REPLY, 7)
    assert TOKENS.read(Purpose.BOUNCE, token) is None and TOKENS.read(Purpose.BOUNCE, "b" + token[1:]) is None
    assert Tokens("secret", "e2").read(Purpose.REPLY, token) is None
    assert Tokens("other", "e1").read(Purpose.REPLY, token) is None
    assert TOKENS.read(Purpose.REPLY, "") is None
