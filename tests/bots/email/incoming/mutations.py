"""Letters damaged at random, and the same damage again from the same seed."""

import random
from collections.abc import Iterator

from tests.bots.email.incoming.corpus import LETTERS

SPLINTERS = (
    b"\0", b"\xff", b"=?utf-8?B?", b"?=", b"\r\n", b"\n\n", b"\r", b"--", b"boundary=", b"charset=", b'"',
    b"<", b">", b"(", b"\\", b"=", b";", b":", b"> ", b"\x1b$B", b"base64", b"multipart/mixed", b"message/rfc822",
    b"*0*=",
    b"%", b"@", b",",
    b"utf-16", b"utf-7", b"<div", b"</", b"&", b"cid:", b" " * 50, b"punycode", b"hex", b"idna", b"-- ", b"wrote:",
)  # fmt: skip


def mutations(count: int, seed: int) -> Iterator[bytes]:
    chance = random.Random(seed)
    whole = [path.read_bytes() for path in sorted(LETTERS.glob("*.eml"))]
    for _ in range(count):
        made = chance.choice(whole)
        for _ in range(chance.choice((1, 1, 2, 4, 8, 30))):
            made = _damaged(made, whole, chance)
        yield made


def _damaged(octets: bytes, others: list[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(octets) or 1)
    other = chance.choice(others)
    start = chance.randrange(len(other))
    choices = (
        lambda: octets[:at] + bytes([chance.randrange(256)]) + octets[at + 1 :],
        lambda: octets[:at] + chance.choice(SPLINTERS) + octets[at:],
        lambda: octets[:at] + chance.choice(SPLINTERS) * chance.choice((2, 20, 200)) + octets[at:],
        lambda: octets[:at] + octets[at + chance.choice((1, 10, 100)) :],
        lambda: octets[:at] + other[start : start + chance.choice((20, 200, 2000))] + octets[at:],
        lambda: octets[: at + 1] if chance.random() < 0.3 else octets,
        lambda: octets.replace(
            chance.choice((b"\r\n", b":", b";", b"=")), chance.choice(SPLINTERS), chance.choice((1, 3))
        ),
    )
    return chance.choice(choices)()
