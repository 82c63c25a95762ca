"""Several files that a customer sends at once."""

from dataclasses import dataclass

from bots.sandbox.telegram.customer import Customer, Impossible
from bots.sandbox.telegram.files import Upload
from bots.sandbox.telegram.refusal import Json

TOGETHER = ({"photo", "video"}, {"document"}, {"audio"})


@dataclass(frozen=True, slots=True)
class Piece:
    kind: str
    upload: Upload
    caption: str = ""


def send_album(who: Customer, pieces: list[Piece]) -> list[Json]:
    """Two to ten messages with one media_group_id, each an update of its own; only photos and videos mix."""
    kinds = {piece.kind for piece in pieces}
    if not 2 <= len(pieces) <= 10:
        raise Impossible(422, "an album has two to ten files")
    if not any(kinds <= allowed for allowed in TOGETHER):
        raise Impossible(422, f"these do not go into one album: {sorted(kinds)}")
    group = {"media_group_id": str(10**16 + who.world.next_step())}
    return [who.send(one.kind, one.upload, None, {"caption": one.caption} | group) | group for one in pieces]
