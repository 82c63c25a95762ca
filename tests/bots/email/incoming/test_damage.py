"""Whatever octets come: a letter or Unreadable, nothing raised, nothing lost, in bounded time and memory (C1, C4)."""

import os
import resource
import time
from statistics import quantiles

import pytest

from bots.email.incoming.bounce import report
from bots.email.incoming.nature import House, nature
from bots.email.incoming.parse import parse
from bots.email.incoming.quote.cut import cut
from bots.email.incoming.shapes import Letter, Unreadable
from bots.email.incoming.spam import spam_verdict
from bots.email.incoming.trust import trust
from bots.email.incoming_key import Passing
from tests.bots.email.incoming.corpus import LETTERS
from tests.bots.email.incoming.mutations import mutations

HOUSE = House("e1", frozenset({"support@vector.example"}))
HEAD = b"From: a@b.example\r\nMIME-Version: 1.0\r\n"


def everything(raw: bytes) -> Letter | Unreadable:
    """All that is done to a letter before it is stored."""
    read = parse(raw)
    if isinstance(read, Letter):
        made = cut(read.text, read.quoted)
        assert made.whole == read.text
        assert made.visible or not any(sign.isalnum() for sign in read.text)
        nature(read, HOUSE), report(read), trust(read, "mx.vector.example"), spam_verdict(read)
        passing = Passing()
        passing.feed(raw)
        assert passing.key()
    return read


def measured(letters: int, seed: int) -> list[float]:
    times = []
    for raw in mutations(letters, seed):
        started = time.process_time()
        everything(raw)
        times.append(time.process_time() - started)
    return times


def test_damaged_letters_raise_nothing_and_take_no_time() -> None:
    times = measured(4_000, seed=5)
    assert quantiles(times, n=100)[-1] < 0.25


@pytest.mark.soak
def test_a_hundred_thousand_damaged_letters_raise_nothing() -> None:
    seed = int.from_bytes(os.urandom(4), "big")
    print(f"seed {seed}")
    times = measured(100_000, seed)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    cuts = quantiles(times, n=100)
    print(f"p50 {cuts[49] * 1000:.1f} ms, p99 {cuts[-1] * 1000:.1f} ms, longest {max(times):.2f} s, {memory} MB")
    assert cuts[-1] < 0.05 and max(times) < 2 and memory < 300


def nested(depth: int, kind: bytes = b"multipart/mixed") -> bytes:
    opened = b"".join(b"Content-Type: %s; boundary=b%d\r\n\r\n--b%d\r\n" % (kind, at, at) for at in range(depth))
    return HEAD + opened + b"\r\nHello.\r\n"


def letters_within(depth: int) -> bytes:
    return HEAD + b"Content-Type: message/rfc822\r\n\r\n" * depth + b"\r\nHello.\r\n"


CAPS = {
    "depth": (nested(19), nested(22)),
    "depth of letters": (letters_within(19), letters_within(22)),
    "parts": (
        HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 498,
        HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 502,
    ),
    "headers": (HEAD + b"X: y\r\n" * 997 + b"\r\nHello.", HEAD + b"X: y\r\n" * 1000 + b"\r\nHello."),
    "lines": (HEAD + b"\r\n" + b">\r\n" * 999_990, HEAD + b"\r\n" + b">\r\n" * 1_000_000),
    "html": (
        HEAD + b"Content-Type: text/html\r\n\r\n" + b"x" * 1_999_990,
        HEAD + b"Content-Type: text/html\r\n\r\n" + b"x" * 2_000_010,
    ),
    "addresses": (
        b"From: a@b.example\r\nTo: " + b",".join(b"a%d@b.example" % at for at in range(199)) + b"\r\n\r\nHello.",
        b"From: a@b.example\r\nTo: " + b",".join(b"a%d@b.example" % at for at in range(200)) + b"\r\n\r\nHello.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("cap", CAPS)
def test_a_letter_within_a_cap_is_read_and_one_beyond_it_is_not(cap: str) -> None:
    within, beyond = CAPS[cap]
    assert isinstance(everything(within), Letter)
    assert everything(beyond) == Unreadable(cap.split()[0])


def html(markup: bytes) -> bytes:
    return HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + markup


def plain(text: bytes) -> bytes:
    return HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text


MEGABYTE = 1_000_000
QUOTED = HEAD + b"Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
WORST = {
    "quotes": plain(b"> " * (MEGABYTE // 2)),
    "quoted lines": plain(b"> \n" * (MEGABYTE // 3)),
    "spaces": plain(b" " * MEGABYTE + b"x"),
    "dashes": plain(b"-" * MEGABYTE),
    "lines of dashes": plain((b"-" * 70 + b"\n") * (MEGABYTE // 71)),
    "underscores": plain((b"_" * 500 + b"\n") * (MEGABYTE // 501)),
    "on": plain(b"On " * (MEGABYTE // 3)),
    "lines of on": plain(b"On \n" * (MEGABYTE // 4)),
    "attributions": plain(b"On Mon, 12 Nov 2026 at 10:22 a b c d e f:\n" * (MEGABYTE // 42)),
    "mails": plain(b"a@b.example " * (MEGABYTE // 12)),
    "lines of mails": plain(b"2026-11-12 a@b.example:\n" * (MEGABYTE // 24)),
    "headers repeated": plain(b"From: a\nX\nSent: b\nX\n" * (MEGABYTE // 20)),
    "closings": plain("С уважением,\n".encode() * (MEGABYTE // 24)),
    "signatures": plain(b"-- \n" * (MEGABYTE // 4)),
    "initials": plain(b"You wrote 12.11.2026:\n" + b"AB> \n" * (MEGABYTE // 5)),
    "flowed": HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\n" + b"> x \r\n" * (MEGABYTE // 6),
    "a header of encoded words": HEAD + b"Subject: " + b"=?utf-8?B?" * (MEGABYTE // 10) + b"\r\n\r\nx",
    "lines of on and wrote": plain((b"x On 12.11.2026 " * 35 + b"wrote:\n> x\n") * (MEGABYTE // 570)),
    "days": plain((b"12. 12. 12. 12. " * 36 + b":\n") * (MEGABYTE // 580)),
    "who wrote when": plain((b"Aa Bb Cc Dd wrote 1" + b"1 " * 280 + b":\n") * (MEGABYTE // 580)),
    "parts of another boundary": HEAD
    + b"Content-Type: multipart/mixed; boundary=z\r\n\r\n"
    + b"--a\r\nContent-X: y\r\n\r\n" * (MEGABYTE // 24),
    "nothing but boundaries": HEAD
    + b"Content-Type: multipart/mixed; boundary=z\r\n\r\n"
    + b"--a\r\n" * (MEGABYTE // 5),
    "types without an end": plain(b"Content-Type: a;\r\nx=1\r\n" * (MEGABYTE // 23)),
    "armour": plain(b"-----BEGIN PGP SIGNATURE-----\n" * (MEGABYTE // 30)),
    "uuencoded": plain(b"begin 644 x\n" * (MEGABYTE // 12)),
    "nested divs": html(b"<div>" * 380_000),
    "nested in a cell": html(b"<div><table><td></div>" * 80_000),
    "closed by others": html(b"<div></b>" * 200_000),
    "ampersands": html(b"&" * 1_900_000),
    "entities": html(b"&a " * 600_000),
    "spaces that do not break": html(b"&nbsp;" * 330_000),
    "paragraphs": html(b"<p>x" * 99_000),
    "nested within the cap": html(b"<div>" * 599 + b"<div></div>" * 49_000),
    "styles": html(b"<blockquote style='" + b"margin:0 0 0 40px;" * 100_000 + b"'>x"),
    "angles": html(b"<" * 1_900_000),
    "comments": html(b"<!--" * 400_000),
    "links": html(b"<a href=http://x>y" * 99_000),
    "encoded words": b"Subject: " + b"=?utf-8?q?" * (MEGABYTE // 10) + b"\r\n\r\nx",
    "many encoded words": b"Subject: " + b"=?utf-8?q?x?= " * (MEGABYTE // 14) + b"\r\n\r\nx",
    "a folded header": b"Subject: x\r\n" + b" y\r\n" * (MEGABYTE // 4) + b"\r\nx",
    "references": b"References: " + b"<a@b> " * (MEGABYTE // 6) + b"\r\n\r\nx",
    "references without an end": b"References: " + b"a" * MEGABYTE + b"\r\n\r\nx",
    "quotes in addresses": b"To: " + b'"\\' * (MEGABYTE // 2) + b"\r\n\r\nx",
    "comments in addresses": b"To: " + b"(" * MEGABYTE + b"\r\n\r\nx",
    "angles in addresses": b"To: " + b"<" * MEGABYTE + b"\r\n\r\nx",
    "names of files": HEAD + b"Content-Disposition: attachment; " + b'a="x;' * (MEGABYTE // 5) + b"\r\n\r\nx",
    "semicolons": HEAD + b"Content-Type: text/plain" + b"; " * (MEGABYTE // 2) + b"\r\n\r\nx",
    "pieces of names": HEAD + b"Content-Disposition: attachment" + b"; filename*1*=%41" * 50_000 + b"\r\n\r\nx",
    "results": HEAD + b"Authentication-Results: mx.vector.example; " + b'"\\' * (MEGABYTE // 2) + b"\r\n\r\nx",
    "carriage returns": plain(b"\r" * MEGABYTE),
    "boundaries": HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b" * (MEGABYTE // 3),
    "ten thousand parts": HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 10_000,
    "nested without an end": nested(5_000),
    "alternatives within alternatives": nested(19, b"multipart/alternative"),
    "one line of base64": HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"QUJD" * 5_000_000,
    "a hundred thousand addresses": b"To: " + b"a@b.example, " * 100_000 + b"\r\n\r\nx",
    "a hundred thousand names": b"To: " + b'"A, B" <a@b.example>, ' * 100_000 + b"\r\n\r\nx",
    "soft line ends": QUOTED + b"=\r\n" * (MEGABYTE // 3),
    "quoted signs": QUOTED + b"=3D=20" * (MEGABYTE // 6),
    "broken quoted signs": QUOTED + b"=X" * (MEGABYTE // 2),
    "tables in tables": html(b"<table><tr><td>" * 33_000),
    "tables in tables within the cap": html(b"<table><tr><td>" * 590 + b"x" + b"</td></tr></table>" * 590),
    "rows": html(b"<table>" + b"<tr><td>x</td></tr>" * 20_000 + b"</table>"),
    "quotes in quotes": html(b"<blockquote>x" * 590),
    "thousands of pieces": HEAD + b"Content-Disposition: attachment" + b"".join(
        b"; filename*%d*=%%D0%%90" % at for at in range(20_000)
    ) + b"\r\n\r\nx",
    "thanks": plain(b"Thanks,\nJohn Smith\n" * (MEGABYTE // 20)),
    "rules and names": plain(b"-----\nJohn\n" * (MEGABYTE // 11)),
    "roles": plain(b"From: a\nTo: b\n" * (MEGABYTE // 14)),
    "roles in one line": plain(b"From: To: Date: Subject: " * (MEGABYTE // 25)),
    "brackets": plain(b"<a@b> wrote 12.11.2026 " * (MEGABYTE // 23)),
    "nothing": b"",
    "newlines": b"\r\n" * (MEGABYTE // 2),
    "noise": bytes(range(256)) * (MEGABYTE // 256),
}  # fmt: skip


@pytest.mark.parametrize("case", WORST)
def test_the_worst_letters_take_bounded_time(case: str) -> None:
    """Processor time, since others work on the machine too. Two seconds are the aim; slow machines have room."""
    started = time.process_time()
    everything(WORST[case])
    assert time.process_time() - started < 3


def test_letters_as_they_come_are_read_at_once() -> None:
    times = []
    for path in LETTERS.glob("*.eml"):
        raw = path.read_bytes()
        started = time.process_time()
        everything(raw)
        times.append(time.process_time() - started)
    assert quantiles(times, n=100)[-1] < 0.2
