"""Ways up and down the nested catalogue, over the levels where there is nothing to choose (A3)."""

from core.api.kinds import Visitor
from core.api.queries import Ask, Catalogue
from core.api.shapes import Choice, Shelf


async def level(ask: Ask, viewer: Visitor, shelf: Shelf) -> Shelf:
    """Down from a level of the catalogue to the next one with a choice, or to the end."""
    while len(shelf.services) == 1:
        shelf = await ask(Catalogue(shelf.services[0].id), viewer)
    return shelf


async def above(ask: Ask, viewer: Visitor, path: tuple[Choice, ...]) -> tuple[bool, str | None]:
    """One level up from where a path leads, over those without a choice: whether there is one, and which."""
    for id in (*(one.id for one in reversed(path[:-1])), None) if path else ():
        if len((await ask(Catalogue(id), viewer)).services) > 1:
            return True, id
    return False, None
