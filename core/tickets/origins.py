"""Where a message came from, as it is kept, and which messages of a chat are its parts (decision 0041).

Of a part its length in the text is kept and not the words again, so that nothing has to be erased twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.kinds import Door, Json, Origin
from core.texts import clean
from core.tickets.model import Message, Part

BETWEEN = "\n\n"


def joined(texts: Iterable[str | None]) -> str:
    return BETWEEN.join(text for text in texts if text)


def kept(origin: Origin, parts: Sequence[Part]) -> Json:
    known: Json = {"door": origin.door.value, "address": origin.address, "ref": origin.ref}
    more: Json = {
        "unanswered": origin.unanswered, "letter": origin.letter, "doubt": origin.doubt, "topic": origin.topic,
        "parts": plain(parts),
    }  # fmt: skip
    return {**known, **{name: value for name, value in more.items() if value}}


def plain(parts: Sequence[Part]) -> list[list[str | int | None]]:
    return [[one.ref, one.length, one.mark] for one in parts]


def read(known: Json) -> Origin:
    return Origin(
        Door(known["door"]), known["address"], known["ref"], unanswered=bool(known.get("unanswered")),
        letter=known.get("letter"), doubt=known.get("doubt"), topic=known.get("topic"),
    )  # fmt: skip


def parted(origin: Origin | None, body: str) -> tuple[str, tuple[Part, ...]]:
    """The text and its parts; none are known where it is another than what they say. A head before them is nobody's."""
    said = origin.parts if origin else ()
    whole = clean(joined(text for _, text in said))
    if not said or (body != whole and not (whole and body.endswith(BETWEEN + whole))):
        return body, ()
    head = "" if body == whole else body.removesuffix(BETWEEN + whole)
    texts = [(ref, None if text is None else clean(text)) for ref, text in said]
    parts = tuple(Part(ref, None if text is None else len(text)) for ref, text in texts)
    return joined((head, *(text for _, text in texts))), (*((Part("", len(head)),) if head else ()), *parts)


def extended(message: Message, body: str, origin: Origin) -> tuple[str, tuple[Part, ...]]:
    """More words of the same, behind those that are there. What has no parts so far becomes the first of them."""
    more, parts = parted(origin, body)
    first = message.parts or (Part(message.ref, len(message.body)),)
    return joined((message.body, more)), (*first, *(parts or (Part(origin.ref, len(more)),)))


def changed(message: Message, ref: str, text: str, mark: int, title: str) -> tuple[str, tuple[Part, ...]] | None:
    """The text with another in place of one part; nothing where it is too late, or nothing reads otherwise by it.

    Another wording of the title joins the text in its place: the ticket keeps the name by which everybody knows it.
    """
    texts = _texts(message.body, message.parts)
    for at, part in enumerate(message.parts):
        if part.ref != ref or mark < part.mark or (part.length is None and text in ("", title)):
            continue
        texts[at] = text
        parts = (*message.parts[:at], replace(part, length=len(text), mark=mark), *message.parts[at + 1 :])
        return joined(texts), parts
    return None


def beside(message: Message, text: str) -> str:
    """A new wording of one of the messages that the text was made of, where nobody knows which words were its own."""
    return message.body if text in message.body else joined((message.body, text))


def _texts(body: str, parts: Sequence[Part]) -> list[str]:
    found, at = [], 0
    for part in parts:
        length = part.length or 0
        found.append(body[at : at + length])
        at += length + len(BETWEEN) if length else 0
    return found
