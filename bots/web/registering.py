"""The page where somebody who wrote a letter says who they are (A5). Looking changes nothing, its buttons act."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bots.links import LinkExpired, Links, LinkWrong, Stranger
from bots.web.body import capped
from bots.web.pages import Pages
from core.api.commands import Desk, RequestRegistration, WithdrawRegistration
from core.api.errors import Busy, Code, Refusal
from core.api.kinds import Command, Door, Visitor
from core.api.queries import Ask, MyRegistration
from core.api.shapes import Registration, Stands

SEND: Final = "send"
WITHDRAW: Final = "withdraw"
LIMIT = 65_536
FIELDS = 20
SEE_OTHER = 303
KINDS: Mapping[str, tuple[str, str]] = {
    "surname": ("text", "family-name"), "first_name": ("text", "given-name"), "patronymic": ("text", "additional-name"),
    "position": ("text", "organization-title"), "email": ("email", "email"), "phone": ("tel", "tel"),
}  # fmt: skip
"""What a browser needs to know to help: the kind of field, and what it may fill in by itself."""
Said = Mapping[str, str]


class RegistrationPages:
    """Whoever holds the link was mailed it: so the address is theirs, and is answered."""

    def __init__(self, desk: Desk, ask: Ask, links: Links, pages: Pages) -> None:
        self._desk = desk
        self._ask = ask
        self._links = links
        self._pages = pages

    async def show(self, request: Request) -> Response:
        stranger = self._stranger(request)
        found = await self._ask(MyRegistration(), _visitor(stranger))
        return self._drawn(request, stranger, found, found.answers, done=request.query_params.get("done", ""))

    async def send(self, request: Request) -> Response:
        return await self._acted(request, SEND)

    async def withdraw(self, request: Request) -> Response:
        return await self._acted(request, WITHDRAW)

    async def back(self, request: Request) -> Response:
        """The address of a press, opened again: only the page is there."""
        self._stranger(request)
        return RedirectResponse(self._path(request), SEE_OTHER)

    async def _acted(self, request: Request, verb: str) -> Response:
        """What was refused is said on the page, where all that was typed stands again."""
        stranger = self._stranger(request)
        form = await capped(request, LIMIT).form(max_files=0, max_fields=FIELDS, max_part_size=LIMIT)
        given = {name: value for name, value in form.items() if isinstance(value, str)}
        said = {name: given.get(name, "") for name in KINDS}
        try:
            nonce = self._links.stranger_pressed(given.get("form", ""), stranger, verb)
            await self._desk(_command(verb, said), _visitor(stranger), _key(nonce, said))
        except (LinkWrong, LinkExpired):
            return await self._again(request, stranger, said, 403, self._pages.words(stranger.language, "web-stale"))
        except Busy:
            return await self._again(request, stranger, said, 503, self._pages.words(stranger.language, "web-busy"))
        except Refusal as refusal:
            if refusal.code is Code.LET_IN:
                return RedirectResponse(self._path(request), SEE_OTHER)
            why = self._pages.words.refusal(stranger.language, refusal)
            wrong = str(refusal.params.get("particular", ""))
            return await self._again(request, stranger, said, 409, why, wrong)
        return RedirectResponse(f"{self._path(request)}?done={verb}", SEE_OTHER)

    async def _again(
        self, request: Request, stranger: Stranger, said: Said, status: int, why: str, wrong: str = ""
    ) -> Response:
        found = await self._ask(MyRegistration(), _visitor(stranger))
        return self._drawn(request, stranger, found, said, status, refused=why, wrong=wrong)

    def _drawn(
        self, request: Request, stranger: Stranger, found: Registration, said: Said, status: int = 200, *,
        refused: str = "", wrong: str = "", done: str = "",
    ) -> Response:  # fmt: skip
        language = stranger.language
        if (shut := _shut(found)) is not None:
            return self._pages.say(language, shut)
        waits = found.state is Stands.WAITING
        notice = "waiting" if waits else "withdrawn" if done == WITHDRAW else ""
        values: dict[str, Any] = {
            "asked": [(one, *KINDS[one.id]) for one in found.asked],
            "said": said or {"email": stranger.address},
            "address": stranger.address,
            "action": self._path(request),
            "form": self._links.stranger_form(stranger, SEND),
            "withdrawing": self._links.stranger_form(stranger, WITHDRAW) if waits else "",
            "particular": lambda id: self._pages.words.particular(language, id),
            "notice": "done" if waits and done == SEND else notice,
            "refused": refused,
            "wrong": wrong,
        }
        return self._pages.draw("registration.html", language, status, **values)

    def _stranger(self, request: Request) -> Stranger:
        return self._links.read_stranger(request.path_params["token"])

    def _path(self, request: Request) -> str:
        return f"{self._links.prefix}/r/{request.path_params['token']}"


def _shut(found: Registration) -> str | None:
    """Where nothing is to be filled in: what is said instead."""
    if not found.outside:
        return "reg-let-in"
    if found.policy == "refused":
        return "reg-closed"
    return "reg-declined" if found.again_at is not None else None


def _visitor(stranger: Stranger) -> Visitor:
    return Visitor(Door.MAIL, stranger.address, stranger.address, stranger.language)


def _command(verb: str, said: Said) -> Command:
    return RequestRegistration(said, proved=True) if verb == SEND else WithdrawRegistration()


def _key(nonce: str, said: Said) -> str:
    """The press as the core remembers it: other particulars from the same page are another press."""
    digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode(errors="replace")).hexdigest()
    return f"web:{nonce}:{digest[:16]}"
