"""Texts that somebody hopes will be read as more than texts."""

import random

SEEDS = (
    "<b>жирно</b>", "<a href='tg://user?id=1'>x</a>", "&lt;i&gt;&amp;&quot;", "</code></pre>",
    "<script>alert(1)</script>",
    "*bold* _it_ `code`", "[link](https://evil.example)", "||spoiler||", "```py\nx```", "__u__ ~s~ > q", "\\*\\_\\[",
    "@durov", "/new", "#tag $USD", "https://evil.example/?a=1&b=2", "mail@example.org",
    "+7 999 000-11-22",
    "%s %d %(name)s %n", "{}", "{0}", "{name}", "{{ config }}", "{% for x in y %}", "${7*7}",
    "#{7*7}", "<%= 7*7 %>",
    "{ $number }", "{ -ticket }", "{ tg-help }", '{ "x" }', "{ DATETIME($d) }", "-term = x",
    "'; DROP TABLE tickets; --",
    "\u202eслева направо\u202c", "\u2066изоляция\u2069", "ну\u200bле\u200cвая\u200dширина\ufeff",
    "\u0000\u0007\u001b[31m",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L", "👨‍👩‍👧‍👦🏳️‍🌈👍🏽", "🇷🇺🇺🇸", "ﷺ", "\u2028строка\u2029абзац", "\tтаб\r\nконец",
    "v1:resolve:1:", "g1:put:0:",
    "<!channel> <@U1> <https://x|y>", ":thumbsup:", "null", "None", "undefined", "-1",
    "1e999", "ＦＵＬＬ", "İıſ", "\u00ad\u2060",
)  # fmt: skip


def hostile(count: int, seed: int = 1) -> list[str]:
    """The seeds, and mixtures of them; each with a number, so that it can be found again."""
    chance = random.Random(seed)
    mixed = ["".join(chance.sample(SEEDS, chance.randint(2, 4))) for _ in range(count - len(SEEDS))]
    return [f"№{n:03} {text}" for n, text in enumerate([*SEEDS, *mixed])]
