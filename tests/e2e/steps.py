"""What people do in more than one story."""

import re
from typing import Any

from tests.e2e.stage import Json, Stage
from tests.standins.telegram import Customer

POST = "ivan@example.org"
NOTICES = {
    "ru": ("Почта не указана", "Указать почту", "Напишите адрес", "Код подтверждения", "адрес подтверждён",
           "Только на почту", "Пишем только на почту"),
    "en": ("No email address", "Add an address", "Write your email address", "Confirmation code",
           "address is confirmed", "Email only", "We write by email only"),
}  # fmt: skip


async def gives_address(stage: Stage, person: Customer, post: str = POST, language: str = "ru") -> None:
    """X4: an address is confirmed with a mailed code."""
    none, add, ask, subject, confirmed, *_ = NOTICES[language]
    await person.say("/notices")
    await person.sees(none)
    await person.press(text=add)
    await person.sees(ask)
    await person.say(post)
    letter = await stage.mail.box(post).gets(subject)
    code = re.search(r"\d{6}", letter.subject)
    assert code is not None
    await person.say(code.group())
    await person.sees(confirmed)


async def wants_mail_only(person: Customer, language: str = "ru") -> None:
    """After the address is confirmed, on the screen that says so."""
    *_, only, chosen = NOTICES[language]
    await person.press(text=only)
    await person.sees(chosen)


async def submits(stage: Stage, values: dict[str, Any]) -> None:
    """Anna fills in the window that has just opened."""
    name = next(iter(values))

    async def open() -> bool:
        return any(name in str(view) for view in await stage.anna.views())

    await stage.until(open, 10)
    await stage.anna.submit(values)


async def card_says(stage: Stage, text: str, seconds: float = 15) -> Json:
    """The only card, once it shows the text."""

    async def shown() -> bool:
        return text in (await stage.cards())[0]["plain"]

    try:
        await stage.until(shown, seconds)
    except AssertionError:
        raise AssertionError(f"{text!r} is not on the card:\n{(await stage.cards())[0]['plain']}") from None
    return (await stage.cards())[0]
