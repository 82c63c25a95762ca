"""What a letter is by its headers: a person's, a machine's, a list's, a report, our own (faults 3, C5, C6)."""

import pytest

from bots.email.incoming.bounce import Failure, report
from bots.email.incoming.nature import House, Kind, nature
from bots.email.incoming.spam import spam_verdict
from tests.bots.email.incoming.corpus import LETTERS, letter, made

HOUSE = House("e1", frozenset({"support@vector.example"}))
FROM = "From: ivan@example.org"
KINDS = {
    ("Auto-Submitted: auto-replied",): (Kind.AUTOMATIC, "auto-submitted"),
    ("Auto-Submitted: AUTO-GENERATED; owner=x",): (Kind.AUTOMATIC, "auto-submitted"),
    ("Auto-Submitted: No",): (Kind.PERSON, "nothing-automatic"),
    ("Auto-Submitted: no; x=y",): (Kind.PERSON, "nothing-automatic"),
    ("X-Autoreply: yes",): (Kind.AUTOMATIC, "responder"),
    ("X-Autorespond:",): (Kind.PERSON, "nothing-automatic"),
    ("Precedence: auto_reply",): (Kind.AUTOMATIC, "responder"),
    ("X-POST-MessageClass: 9; Autoresponder",): (Kind.AUTOMATIC, "responder"),
    ("Subject: Automatic reply: HD-12",): (Kind.AUTOMATIC, "vacation-subject"),
    ("Subject: Автоответ: я в отпуске",): (Kind.AUTOMATIC, "vacation-subject"),
    ("Subject: AUTO: Lind, Ada is out of the office (returning 05/01/2027)",): (Kind.AUTOMATIC, "vacation-subject"),
    ("Subject: Autosvar: HD-12",): (Kind.AUTOMATIC, "vacation-subject"),
    ("Subject: 自动回复: HD-12",): (Kind.AUTOMATIC, "vacation-subject"),
    ("Subject: AUTO: the oil of lift 2",): (Kind.PERSON, "nothing-automatic"),
    ("Subject: Out of office printer is broken",): (Kind.PERSON, "nothing-automatic"),
    ("List-Id: <ops.example.org>",): (Kind.LIST, "list-header"),
    ("List-Unsubscribe: <mailto:x@y>",): (Kind.LIST, "list-header"),
    ("List-Id: <support.vector.example>", "List-Post: <mailto:Support@vector.example>", "Precedence: list"): (
        Kind.PERSON, "nothing-automatic",
    ),
    ("List-Id: <ops.example.org>", "List-Post: <mailto:support@vector.example.org>"): (Kind.LIST, "list-header"),
    ("Precedence: Bulk",): (Kind.LIST, "precedence"),
    ("Precedence: first-class",): (Kind.PERSON, "nothing-automatic"),
    ("Return-Path: <>",): (Kind.AUTOMATIC, "null-sender"),
    ("X-Zayavka-Instance: e1",): (Kind.OWN, "own-instance"),
    ("X-Zayavka-Instance: e2",): (Kind.PERSON, "nothing-automatic"),
    ("X-Failed-Recipients: a@b.example",): (Kind.BOUNCE, "delivery-report"),
    ("Subject: Undelivered Mail Returned to Sender",): (Kind.PERSON, "nothing-automatic"),
    ("Subject: Undelivered Mail Returned to Sender", "Return-Path: <>"): (Kind.BOUNCE, "delivery-report"),
    ("Content-Type: text/calendar; method=REPLY",): (Kind.CALENDAR, "calendar-reply"),
    ("Content-Type: text/calendar; method=REQUEST",): (Kind.PERSON, "nothing-automatic"),
    ("Content-Type: multipart/report; report-type=feedback-report; boundary=b",): (Kind.AUTOMATIC, "abuse-report"),
}  # fmt: skip


@pytest.mark.parametrize("headers", KINDS)
def test_the_first_rule_that_holds_decides(headers: tuple[str, ...]) -> None:
    found = nature(made(FROM, *headers), HOUSE)
    assert (found.kind, found.reason) == KINDS[headers]
    assert bool(found.silence) == (found.kind is not Kind.PERSON)


def test_our_own_address_is_ours_in_any_case() -> None:
    assert nature(made("From: Support@Vector.example"), HOUSE).reason == "own-address"


SILENT = {
    "X-Auto-Response-Suppress: All": "response-suppressed",
    "X-Auto-Response-Suppress: DR, OOF, AutoReply": "response-suppressed",
    "X-Auto-Response-Suppress: DR": "",
    "From: no-reply@example.org": "no-reply-address",
    "From: postmaster@example.org": "no-reply-address",
    "From: norbert@example.org": "",
}


@pytest.mark.parametrize("header", SILENT)
def test_a_persons_letter_may_ask_for_silence(header: str) -> None:
    found = nature(made(*([header] if header.startswith("From") else [FROM, header])), HOUSE)
    assert (found.kind, found.silence) == (Kind.PERSON, SILENT[header])


LETTER_KINDS = {
    "bounce-postfix": Kind.BOUNCE, "bounce-delayed": Kind.BOUNCE, "bounce-qmail": Kind.BOUNCE,
    "vacation-exchange-ru": Kind.AUTOMATIC, "mailing-list": Kind.LIST, "read-receipt": Kind.AUTOMATIC,
    "calendar-reply": Kind.CALENDAR,
}  # fmt: skip


def test_of_the_letters_only_those_of_machines_are_machines() -> None:
    found = {path.stem: nature(letter(path.stem), HOUSE).kind for path in LETTERS.glob("*.eml")}
    assert {name: kind for name, kind in found.items() if kind is not Kind.PERSON} == LETTER_KINDS


BOUNCES = {
    "bounce-postfix": (Failure("ivan@example.org", "failed", "5.1.1"), True),
    "bounce-delayed": (Failure("ivan@example.org", "delayed", "4.4.1"), False),
    "bounce-qmail": (Failure("ivan@example.org", "failed", "5.7.1"), True),
}


@pytest.mark.parametrize("name", BOUNCES)
def test_a_report_names_the_address_the_reason_and_our_letter(name: str) -> None:
    found = report(letter(name))
    failure, for_good = BOUNCES[name]
    assert found.failures == (failure,) and failure.for_good is for_good
    assert found.original == "<e1-45-0@vector.example>"


SPAM = {
    "X-Spam-Flag: YES": (True, None),
    "X-Spam-Status: Yes, score=12.3 required=5.0 tests=A": (True, 12.3),
    "X-Spam-Status: No, hits=-2.6 required=7.0": (False, -2.6),
    "X-Spam: Yes": (True, None),
    "X-Spamd-Result: default: True [18.20 / 15.00]; A(1.0)": (True, 18.2),
    "X-Spamd-Result: default: False [-1.10 / 15.00]": (False, -1.1),
    "X-Rspamd-Action: add header": (True, None),
    "X-Rspamd-Action: no action": (False, None),
    "X-Rspamd-Action: greylist": (False, None),
    "X-MS-Exchange-Organization-SCL: 6": (True, None),
    "X-MS-Exchange-Organization-SCL: -1": (False, None),
    "X-Forefront-Antispam-Report: CIP:1.2.3.4;SFV:SPM;SCL:5": (True, None),
    "X-Forefront-Antispam-Report: CIP:1.2.3.4;SFV:NSPM;SCL:1": (False, None),
    "X-Yandex-Spam: 4": (True, None),
    "X-Yandex-Spam: 1": (False, None),
    "X-Spam-Score: 3.1": (False, 3.1),
    "X-Spam-Flag: NO": (False, None),
}


@pytest.mark.parametrize("header", SPAM)
def test_the_filter_on_the_way_is_heard(header: str) -> None:
    found = spam_verdict(made(FROM, header))
    assert (found.spam, found.score) == SPAM[header]
    assert (found.header is not None) == found.spam
