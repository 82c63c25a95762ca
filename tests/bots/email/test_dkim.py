"""Letters are signed so that any verifier believes them, and a key that cannot sign is said before the first one."""

import re
from dataclasses import replace
from pathlib import Path

import dkim
import pytest

from bots.email.address import Mailbox
from bots.email.dkim_key import Signer, signer
from bots.settings import read
from bots.wiring.inspect import inspect_all
from bots.wording import Words
from core.api.errors import Misconfigured
from core.profile.schema import Profile
from tests.bots.email.composing import Desk
from tests.bots.email.shapes import HAPPENINGS, card, content, delivery
from tests.standins.mail import MailStandIn

KEYS = Path(__file__).parent / "keys"
KEY = KEYS / "dkim-test-only.pem"
RECORD = b"v=DKIM1; k=rsa; p=" + (KEYS / "dkim-test-only.pub").read_bytes()
SENDER = Mailbox("support", "vector.example")


def verified(letter: bytes, record: bytes = RECORD) -> bool:
    """As another server sees it; `record` is what the DNS says of our key."""
    asked: list[bytes] = []

    def dns(name: bytes, timeout: int = 5) -> bytes:
        asked.append(bytes(name))
        return record

    believed = dkim.verify(letter, dnsfunc=dns)
    assert asked == [b"s1._domainkey.vector.example."]
    return bool(believed)


@pytest.fixture
def signing(profile: Profile) -> Desk:
    desk = Desk(Words(profile))
    desk.mailer.signer = signer(str(KEY), "s1", None, SENDER)
    return desk


@pytest.mark.parametrize("name", HAPPENINGS)
async def test_every_letter_is_verified(signing: Desk, name: str) -> None:
    assert verified(await signing.octets(delivery(HAPPENINGS[name])))


async def test_so_are_folded_headers_octets_beyond_ascii_and_attachments(signing: Desk, tmp_path: Path) -> None:
    subject = "Очень длинная тема, которая не помещается в одну строку заголовка " * 3
    told = replace(HAPPENINGS["answer"], card=card(subject=subject))
    files = (content(tmp_path / "1", bytes(range(256)) * 300),)
    letter = await signing.octets(delivery(told, address="иван@пример.рф", name="Иван " * 30, files=files))
    head = letter.partition(b"\r\n\r\n")[0]
    assert b"\r\n " in head and any(octet > 127 for octet in head) and verified(letter)


async def test_what_servers_do_on_the_way_breaks_nothing_and_what_forgers_do_does(signing: Desk) -> None:
    letter = await signing.octets(delivery(HAPPENINGS["answer"]))
    spaced = re.sub(rb"\r\nSubject: ", b"\r\nsubject:   ", letter, count=1)
    assert verified(b"Received: from a by b; now\r\n" + spaced + b"\r\n\r\n")
    assert not verified(letter.replace(b"Subject: ", b"Subject: x", 1))
    assert not verified(letter + b"Pay here\r\n")
    assert not verified(letter, b"v=DKIM1; k=rsa; p=")


async def test_what_lets_people_unsubscribe_is_signed(signing: Desk) -> None:
    letter = await signing.octets(delivery(HAPPENINGS["status"]))
    head = re.sub(rb"\s", b"", letter.partition(b"bh=")[0])
    assert all(name in head for name in (b"list-unsubscribe:", b"list-unsubscribe-post", b"from:", b"subject:"))


@pytest.mark.parametrize("wrong", ["", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_a_key_that_cannot_sign_is_said_at_once(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "key").write_text(wrong)
    with pytest.raises(Misconfigured, match="ZAYAVKA_DKIM_KEY is no key that can sign"):
        signer(str(tmp_path / "key"), "s1", None, SENDER)
    with pytest.raises(Misconfigured, match="cannot be read: No such file"):
        signer(str(tmp_path / "none"), "s1", None, SENDER)


def test_only_the_senders_own_domain_is_signed_for() -> None:
    for domain in ("vector.example", "VECTOR.example", None):
        assert isinstance(signer(str(KEY), "s1", domain, SENDER), Signer)
    assert signer(str(KEY), "s1", "example.org", Mailbox("a", "mail.example.org")) is not None
    for domain in ("other.example", "ector.example", "mail.vector.example"):
        with pytest.raises(Misconfigured, match="ZAYAVKA_DKIM_DOMAIN"):
            signer(str(KEY), "s1", domain, SENDER)
    assert signer(None, None, None, SENDER) is None


def test_a_key_without_its_selector_is_refused() -> None:
    with pytest.raises(Misconfigured, match="ZAYAVKA_DKIM_KEY and ZAYAVKA_DKIM_SELECTOR"):
        read(dkim_key="dkim.pem")


async def test_check_tries_the_key(mail: MailStandIn, tmp_path: Path) -> None:
    (tmp_path / "broken.pem").write_text("no key")
    given = {
        "smtp_url": mail.smtp, "mail_from": SENDER.spec, "dkim_selector": "s1",
        "database_url": f"sqlite:///{tmp_path / 'no.db'}",
    }  # fmt: skip
    assert await inspect_all(read(**given, dkim_key=str(KEY))) == []
    (problem,) = await inspect_all(read(**given, dkim_key=str(tmp_path / "broken.pem")))
    assert "ZAYAVKA_DKIM_KEY" in problem
