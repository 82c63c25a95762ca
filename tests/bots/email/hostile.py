"""Texts that somebody hopes a mail program, or the next server, will read as more than texts."""

import random

from tests.bots.telegram.hostile import SEEDS

MAIL_SEEDS = (
    *SEEDS,
    "x\r\nBcc: evil@example.org", "x\nSubject: second", "x\r\n\r\n<h1>body</h1>", "x\rTo: y", "\x00NUL\x00",
    "a\x0bb\x0cc",
    "=?utf-8?q?evil=0D=0ABcc:_x?=", "=?utf-8?b?ZXZpbA==?=", "=?utf-8?q?=00?=", "=?", "?=", "=?x?y?z?=",
    '"; filename="evil.exe', "evil.exe\r\nContent-Type: text/html", 'a" <evil@example.org>, "b', "(comment)", "a,b;c:d",
    "--=_boundary", "\r\n.\r\nMAIL FROM:<x>", ".", "..", "From nobody", "../../etc/passwd", "C:\\con", "  ", "%0d%0a",
    "a%2Fb",
    "<img src=x onerror=alert(1)>", '" onmouseover="alert(1)', "' style='x", "<!--[if mso]><p>x<![endif]-->", "<!--",
    "]]>", "<style>*{display:none}</style>", "</td></table></body>", "<base href=//evil.example>",
    "javascript:alert(1)",
    "<form action=https://evil.example><input>", "<a href=https://evil.example>x</a>", "&#60;b&#62;",
    "\ud800", "\U0010ffff",
    "ы" * 300, "w" * 1200, "слово " * 300, "👍" * 200,
)  # fmt: skip


def hostile(count: int, seed: int = 5) -> list[str]:
    """The seeds, and mixtures of them."""
    chance = random.Random(seed)
    mixed = ["".join(chance.sample(MAIL_SEEDS, chance.randint(2, 4))) for _ in range(count - len(MAIL_SEEDS))]
    return [*MAIL_SEEDS, *mixed]
