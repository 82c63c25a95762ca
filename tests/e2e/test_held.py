"""An answer that waits, through the real doors: no letter, no page and no chat knows of it before it leaves (D8)."""

from pathlib import Path

import sqlalchemy as sa

from tests.e2e.browser import browsing, link
from tests.e2e.post import IVAN, mailed, written
from tests.e2e.variants import notices, variant

HOLD = 100
POST = "ivan@example.org"


def held(folder: Path) -> str:
    path = Path(variant(folder, notices("chat", "mail")))
    text = path.read_text("utf-8")
    assert "hold = 0" in text
    path.write_text(text.replace("hold = 0", f"hold = {HOLD}"), "utf-8")
    return str(path)


async def test_what_is_taken_back_in_time_nobody_outside_has_seen(url: sa.URL, tmp_path: Path) -> None:
    async with mailed(url, tmp_path, profile=held(tmp_path)) as (stage, post), browsing() as browser:
        await post.sends(written(IVAN, "Не печатает", "Горит лампочка"))
        receipt = await stage.mail.box(POST).gets("HD-1")
        await stage.quiet()
        (card,) = await stage.cards()
        await stage.replies(stage.anna, card, "Вы сами виноваты")
        waiting = await stage.anna.sees(stage.channel, "Вы сами виноваты", thread=card["ts"])
        assert "виноваты" not in (await browser.open(link(receipt))).text
        await stage.boris.press(stage.channel, waiting["ts"], action_id="v1:take-back")
        await stage.anna.sees(stage.channel, "Ответ забран", thread=card["ts"])
        await stage.replies(stage.anna, card, "Замените картридж")
        await stage.anna.sees(stage.channel, "Замените картридж", thread=card["ts"])
        await stage.quiet()
        assert [one.text for one in await stage.mail.letters() if "картридж" in one.text] == []
        stage.clock.on(HOLD)
        said = await stage.mail.box(POST).gets("Замените картридж")
        assert "Анна Смирнова" in said.headers["From"] and "виноваты" not in said.text
        await stage.quiet()
        assert len([one for one in await stage.mail.letters(POST) if "картридж" in one.text]) == 1
        assert not [one for one in await stage.mail.letters() if "виноваты" in one.text]
