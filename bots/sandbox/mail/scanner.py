"""A mail scanner: it opens every link before the reader does, and submits nothing (faults D3)."""

from collections.abc import Iterable

import aiohttp

from bots.sandbox.mail.content import Json
from bots.sandbox.mail.links import unsubscribing
from bots.sandbox.mail.world import Letter

VERBS = ("GET", "HEAD", "OPTIONS")
PATIENCE = aiohttp.ClientTimeout(total=10)
NAME = {"User-Agent": "Mozilla/5.0 (compatible; SandboxLinkScanner/1.0)"}


async def scan(letters: Iterable[Letter]) -> list[Json]:
    """What was fetched, in order; redirects are followed, cookies are not kept."""
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(cookie_jar=jar, timeout=PATIENCE, headers=NAME) as session:
        return [
            {"letter": letter.number, "link": link, "method": verb} | await _fetch(session, verb, link)
            for letter in letters
            for link in _links(letter)
            for verb in VERBS
        ]


def _links(letter: Letter) -> list[str]:
    headers = letter.content.named("List-Unsubscribe")
    return list(dict.fromkeys([*letter.content.links, *(link for each in headers for link in unsubscribing(each))]))


async def _fetch(session: aiohttp.ClientSession, verb: str, link: str) -> Json:
    try:
        async with session.request(verb, link, allow_redirects=True) as answer:
            await answer.read()
            hops = [str(each.url) for each in answer.history]
            return {"status": answer.status, "url": str(answer.url), "hops": hops, "error": None}
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        return {"status": None, "url": link, "hops": [], "error": f"{type(error).__name__}: {error}"}
