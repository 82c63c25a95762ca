"""Five hundred hostile values wherever a person can fill one in: no header, element, attribute or link comes of it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bots.email.mime import file_name
from bots.wording import Words
from core.api.events import CommentAdded, FileMissed
from core.api.kinds import FileId, MessageId, clean, one_line, shorten
from core.api.shapes import Happening, Who
from core.profile.schema import Profile
from tests.bots.email.composing import Desk
from tests.bots.email.hostile import hostile
from tests.bots.email.shapes import ANNA, body, card, content, delivery, lost_file, message, named, parsed

OURS = "https://desk.example.org/"
BARE = re.compile(rb"(?<!\r)\n|\r(?!\n)|\x00")


class Skeleton(HTMLParser):
    """Everything in a page that is not text; `urls` apart, `words` what a reader sees."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.kinds: set[tuple[str, tuple[str, ...]]] = set()
        self.urls: set[str] = set()
        self.other: list[str] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.urls |= {value or "" for name, value in attrs if name in ("href", "src", "action", "background")}
        self.kinds.add((tag, tuple(f"{name}={value}" for name, value in attrs if name != "href")))
        self.words += "\n" if tag == "br" else ""

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    def handle_decl(self, decl: str) -> None:
        self.other.append(decl)

    def handle_pi(self, data: str) -> None:
        self.other.append(data)


@pytest.fixture
def desk(profile: Profile) -> Desk:
    return Desk(Words(profile))


def told(text: str) -> Happening:
    """As the core hands it over: a text is cleaned, a subject or a name is one line; this is worse than that."""
    who = Who(ANNA.id, text)
    return Happening(
        card(subject=text, body=text, requester=who, assignee=who),
        CommentAdded(MessageId(3), by_staff=True), who, message(text, who),
    )  # fmt: skip


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def structure(letter: EmailMessage) -> list[tuple[str, list[str]]]:
    return [(part.get_content_type(), [name for name, _ in part.items()]) for part in letter.walk()]


async def letters(desk: Desk, folder: Path, given: list[str]) -> Iterator[tuple[str, bytes]]:
    found = []
    for text in given:
        files = (content(folder / "x", b"x", text, text),)
        found.append((text, await desk.octets(delivery(told(text), name=text, files=files))))
    return iter(found)


async def test_headers_stay_as_many_and_read_as_they_were_typed(desk: Desk, tmp_path: Path) -> None:
    [(_, plain)] = await letters(desk, tmp_path, ["harmless"])
    usual = structure(parsed(plain))
    for text, octets in await letters(desk, tmp_path, hostile(500)):
        letter, line = parsed(octets), one_line(text)
        assert structure(letter) == usual, text
        subject = f"[Служба поддержки «Вектор»] Re: HD-12 {one_line(shorten(text, 200))}"
        assert " ".join(letter["Subject"].split()) == one_line(subject), text
        assert [each.addr_spec for each in letter["To"].addresses] == ["ivan@example.org"], text
        assert named(octets, "To") == shorten(line, 80), text
        assert [each.addr_spec for each in letter["From"].addresses] == ["support@vector.example"], text
        [attached] = letter.iter_attachments()
        assert attached["Content-Disposition"].params["filename"] == file_name(text)
        assert attached.get_payload(decode=True) == b"x"
        assert not BARE.search(octets) and max(map(len, octets.split(b"\r\n"))) < 998 and octets.isascii(), text
        assert [defect for part in letter.walk() for defect in part.defects] == []


async def test_html_gets_no_element_attribute_or_link_and_shows_the_words(desk: Desk, tmp_path: Path) -> None:
    [(_, plain)] = await letters(desk, tmp_path, ["harmless\n\nlines"])
    usual = Skeleton(body(parsed(plain), "html"))
    for text, octets in await letters(desk, tmp_path, hostile(500)):
        found = Skeleton(body(parsed(octets), "html"))
        assert found.kinds <= usual.kinds and found.other == usual.other, text
        assert {url for url in found.urls if not url.startswith(OURS)} == set(), text
        assert len(found.urls) == len(usual.urls)
        seen = lines(found.words)
        assert [line for line in lines(clean(text)) if not any(line in each for each in seen)] == [], text


async def test_text_shows_the_words_and_our_links_alone_are_below_our_words(desk: Desk, tmp_path: Path) -> None:
    for text, octets in await letters(desk, tmp_path, hostile(500)):
        shown = body(parsed(octets), "plain")
        seen = lines(shown)
        assert [line for line in lines(clean(text)) if not any(line in each for each in seen)] == [], text
        assert shown.count(f"\n{OURS}t/") == 1 and shown.count(f": {OURS}m/") == 1


async def test_a_lost_files_name_is_one_line_among_our_words(desk: Desk) -> None:
    event = FileMissed(FileId(4), MessageId(3), "too-large")
    usual = Skeleton(
        body(parsed(await desk.octets(delivery(Happening(card(), event, None, file=lost_file())))), "html")
    )
    for name in hostile(500):
        lost = Happening(card(), event, None, file=lost_file(name))
        letter = parsed(await desk.octets(delivery(lost)))
        found = Skeleton(body(letter, "html"))
        assert found.kinds <= usual.kinds and found.other == usual.other and len(found.urls) == len(usual.urls), name
        assert f"«{shorten(one_line(name), 250)}»" in body(letter, "plain"), name


async def test_a_text_is_a_value_and_never_a_template(desk: Desk) -> None:
    text = "{{ 7*7 }} {% for x in y %} { $number } { -ticket } %s %(name)s ${7*7}"
    letter = parsed(await desk.octets(delivery(replace(told(text)))))
    assert text in body(letter, "plain") and "49" not in body(letter, "plain").replace("WzcsMTI", "")
