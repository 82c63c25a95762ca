"""The short story that a newcomer sees: one ticket from the first word to the grade, across both doors."""

import asyncio
import struct
import zlib
from collections.abc import Mapping

from bots.sandbox.story.people import People
from bots.sandbox.story.stage import Stage

LINES: Mapping[str, Mapping[str, str]] = {
    "ru": {
        "first": "Здравствуйте! С утра не печатает принтер в бухгалтерии.\nГорит красная лампочка, бумага есть.",
        "reply": "Добрый день! Похоже на застрявший лист. Инструкция в файле. Пришлите, пожалуйста, фото экрана.",
        "photo": "Вот что на экране",
        "note": "Это третья поломка за месяц, предложим замену картриджа.",
        "solved": "Сбросили ошибку удалённо, проверьте, пожалуйста.",
        "again": "Печатает, но полосами",
        "done": "Заказали и поставили новый картридж. Теперь должно быть чисто.",
        "guide": "Откройте заднюю крышку и достаньте лист.",
        "file": "инструкция.txt",
    },
    "en": {
        "first": "Hello! The accounting printer is dead since this morning.\nA red light is on, and there is paper.",
        "reply": "Hi! Looks like a jammed sheet. The guide is attached. Could you send a photo of the screen?",
        "photo": "This is what it says",
        "note": "Third failure this month, let's offer a new cartridge.",
        "solved": "We have reset the error remotely, please check.",
        "again": "It prints, but with stripes",
        "done": "We ordered and installed a new cartridge. It should be clean now.",
        "guide": "Open the rear cover and take the sheet out.",
        "file": "guide.txt",
    },
}
BREATH = 0.8


async def play(people: People, stage: Stage, language: str) -> None:
    """Each step waits for what the one before it has brought."""
    say = LINES[language]
    stage.direction("The customer just writes. A ticket is made, its card appears in #triage, the receipt in the chat.")
    await people.writes(say["first"])
    await people.hears("HD-1")
    await people.card("v1:claim")
    await asyncio.sleep(BREATH)
    stage.direction("Two agents press Claim in the same moment. One wins; the other is told who.")
    await asyncio.gather(people.agent_presses(0, "v1:claim"), people.agent_presses(1, "v1:claim"))
    agent = await people.winner()
    await asyncio.sleep(BREATH)
    stage.direction(
        "An answer with a file, by the card's Reply. It goes to the customer; the thread shows how it fared."
    )
    await people.agent_presses(agent, "v1:reply")
    await people.agent_submits(agent, say["reply"], (say["file"], say["guide"].encode(), "text/plain"))
    await people.hears(say["reply"][:20])
    await asyncio.sleep(2 * BREATH)
    stage.direction("The customer answers with a photo.")
    await people.sends_photo(_picture(), say["photo"])
    await asyncio.sleep(3 * BREATH)
    stage.direction("Words in the thread stay among the agents.")
    await people.agent_writes(agent, say["note"])
    await asyncio.sleep(BREATH)
    stage.direction("Solved, says the agent. It is not, says the customer, with one button.")
    await _solve(people, agent, say["solved"])
    await people.presses("v1:return:")
    await asyncio.sleep(2 * BREATH)
    await people.writes(say["again"])
    await asyncio.sleep(2 * BREATH)
    stage.direction("Solved again, and graded.")
    await _solve(people, agent, say["done"])
    await people.presses("v1:rate:1:5")
    await asyncio.sleep(3 * BREATH)


async def _solve(people: People, agent: int, comment: str) -> None:
    await people.agent_presses(agent, "v1:reply")
    await people.agent_submits(agent, comment)
    await people.hears(comment[:20])
    await people.agent_moves(agent, "resolved")
    await asyncio.sleep(3 * BREATH)


def _picture() -> bytes:
    """A small red PNG, drawn here."""
    side = 32
    rows = b"".join(b"\0" + b"\xd0\x30\x20" * side for _ in range(side))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
