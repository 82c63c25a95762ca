"""How a letter and a page are read for what is live in them: elements, attributes, addresses, headers."""

import email.policy
from email.message import EmailMessage
from email.parser import BytesParser

from tests.bots.email.test_hostile import Skeleton
from tests.bots.web.site import Page
from tests.standins.mail import Letter

LEADS = (("a", "href"), ("img", "src"), ("form", "action"), ("link", "href"))
Elements = set[tuple[str, tuple[str, ...]]]


def squeezed(text: str) -> str:
    """Without white space, which every sink lays out by itself."""
    return "".join(text.split())


def parsed(letter: Letter) -> EmailMessage:
    return BytesParser(policy=email.policy.default).parsebytes(letter.raw)


def headers(letter: Letter) -> set[str]:
    return {name for part in parsed(letter).walk() for name, _ in part.items()}


def elements(letter: Letter) -> Elements:
    """Of its HTML, with the attributes that the desk wrote; comments and declarations too."""
    read = Skeleton(letter.html)
    return {(tag, tuple(sorted(attributes))) for tag, attributes in read.kinds} | {("!", (one,)) for one in read.other}


def addresses(letter: Letter) -> set[str]:
    return Skeleton(letter.html).urls


def skeleton(page: Page) -> Elements:
    return {(tag, tuple(sorted(attributes))) for tag, attributes in page.elements}


def leads(page: Page) -> set[str]:
    """The beginnings of all addresses of a page: nothing before the first slash is a place of ours."""
    return {address.partition("/")[0] for tag, name in LEADS for address in page.values(tag, name)}
