"""What a button carries: a verb and an id, never a right. Prefixes are versioned, so old buttons are known."""

from aiogram.filters.callback_data import CallbackData


class Press(CallbackData, prefix="v1"):
    """A verb on a ticket; `arg` is the grade, or `yes` where a verb asks once."""

    verb: str
    ticket: int
    arg: str = ""


class Go(CallbackData, prefix="g1"):
    """A step between screens. `id` is a ticket or the place where a page begins; `arg` a type or a language."""

    to: str
    id: int = 0
    arg: str = ""
