"""The load from Telegram: customers who write, walk through /new, and press."""

from tests.faults.rig.customers import Actor
from tests.faults.rig.phrases import BEST, TYPES, button, phrase

TYPES_ASKED, SUBJECT_ASKED, BODY_ASKED = phrase("tg-type-ask"), phrase("tg-subject-ask"), phrase("tg-body-ask")
RECEIPT, WHICH, RATE = phrase("tg-receipt-next"), phrase("tg-which"), phrase("tg-rate-ask")
SKIP, RESOLVE, OPEN, NEW = phrase("tg-skip"), button("resolve"), phrase("tg-open"), phrase("tg-which-new")


async def writes(actor: Actor) -> None:
    """Whatever comes to mind, in one line or in several, sometimes two at once; asked where to, says: a new one."""
    if actor.dice.random() < 0.4:
        await actor.answers(NEW)
    for _ in range(actor.dice.choice((1, 1, 2))):
        await actor.says("Опять не работает: ", actor.dice.choice(("", "\nИ ещё свет мигает.", " — сделайте!")))


async def walks(actor: Actor) -> None:
    """A ticket step by step; whoever is not asked in time goes on anyway."""
    begun = await actor.customer.say("/new")
    asked = await actor.sees(TYPES_ASKED, begun["message_id"]) if actor.dice.random() < 0.7 else None
    if await actor.presses(asked, actor.dice.choice(TYPES)):
        await actor.sees(SUBJECT_ASKED, begun["message_id"])
    await actor.says("Тема ")
    asked = await actor.sees(BODY_ASKED, begun["message_id"]) if actor.dice.random() < 0.5 else None
    if asked is None or not await actor.presses(asked, SKIP):
        await actor.says("Подробности: ")


async def presses(actor: Actor) -> None:
    """Writes, takes the receipt, decides about the ticket, perhaps twice, and looks round."""
    begun = await actor.customer.say("/tickets")
    await actor.says("Срочно: ")
    receipt = await actor.sees(RECEIPT)
    for _ in range(actor.dice.choice((1, 2))):
        await actor.presses(receipt, RESOLVE)
    await actor.presses(await actor.sees(RATE, begun["message_id"]), BEST)
    await actor.presses(receipt, OPEN)
    await actor.says("И вот ещё: ")
    which = await actor.sees(WHICH, begun["message_id"])
    await actor.presses(which, NEW)
