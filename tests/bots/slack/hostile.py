"""Texts that somebody hopes will call people, or lead them somewhere, once they stand in Slack."""

import random

from core.texts import clean
from tests.bots.telegram.hostile import SEEDS as ANYWHERE

SEEDS = (
    "<!channel>", "<!here>", "<!everyone>", "<!here|здесь>", "<@U0SANDBOX>", "<@U0SANDBOX|anna>", "<#C0000001|desk>",
    "<!subteam^S0000001>", "<!subteam^S0000001|@доктора>", "<https://evil.example|банк>", "<https://evil.example>",
    "<mailto:evil@evil.example|почта>", "<tel:+79990001122|звонок>", "<slack://user?team=T1&id=U1|x>",
    "<!date^1392734382^{date}^https://evil.example|вчера>", "&lt;!channel&gt;", "&amp;lt;!here&amp;gt;",
    "&#60;!here&#62;",
    "<<!channel>>", "<!chan<!here>nel>", "< !channel >", "<!channel", "!channel>", "<|", "|>",
    "@channel @here @everyone",
    "*<!here>*", "_<!here>_", "~<!here>~", "`<!here>`", "```<!here>```", "> <!here>", "\n<!channel>\n",
    "\\<!channel\\>",
    "[банк](https://evil.example)", ":boom:", ":<!here>:", "<javascript:alert(1)|x>", "<ftp://evil.example|x>",
    "\uff1c!channel\uff1e", "<\u200b!channel>", "<!\u00adchannel>", '"}]}, {"type": "broadcast", "range": "channel"}',
    '{"type":"user","user_id":"U0SANDBOX"}', "<@U0SANDBOX> " * 3, "<!channel>" * 20,
)  # fmt: skip


def hostile(count: int, seed: int = 1) -> list[str]:
    """The seeds, and mixtures of them with those for other chats; each with a number, so that it can be found again."""
    chance, every = random.Random(seed), (*SEEDS, *ANYWHERE)
    mixed = ["".join(chance.sample(every, chance.randint(2, 4))) for _ in range(count - len(every))]
    return [clean(f"№{n:03} {text}") for n, text in enumerate([*every, *mixed])]
