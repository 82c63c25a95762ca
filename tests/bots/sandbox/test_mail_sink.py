"""What is accepted, how it is read, and what is held against it; told by two independent SMTP clients."""

import asyncio
import hashlib
import smtplib
from pathlib import Path

import aiosmtplib
import pytest
from aiohttp import web

from tests.standins.mail import Box, ControlError, MailStandIn
from tests.standins.mail_senders import SENDER, by_smtplib, letter, plain, send, send_message

pytest_plugins = ["tests.standins.mail_fixtures"]
pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_letter_is_kept_octet_for_octet(mail: MailStandIn, box: Box) -> None:
    raw = plain()
    await send(mail, box.address, raw=raw)
    kept = await box.gets("Hello")
    assert (kept.raw, kept.size, kept.sender, kept.recipients) == (raw, len(raw), SENDER, [box.address])
    assert [line["stage"] for line in await mail.log(to=box.address)] == ["rcpt", "dot"]


async def test_a_letter_is_read_as_its_reader_sees_it(mail: MailStandIn, box: Box) -> None:
    made = letter(
        box.address, "Заявка HD-12 принята", "Смотрите https://example.org/t/abc.\nСпасибо (https://e.org/x)."
    )
    made.add_alternative('<p>Здравствуйте, <a href="https://example.org/t/abc?a=1&amp;b=2">вот</a></p>', subtype="html")
    made.add_attachment(b"\x00\x01", maintype="image", subtype="png", filename="Снимок экрана.png")
    made.add_attachment(letter("x@example.org", "inner"), filename="forwarded.eml")
    await send_message(mail, made)
    read = await box.gets("HD-12")
    assert (read.subject, read.message_id) == ("Заявка HD-12 принята", made["Message-ID"])
    assert (read.text.splitlines()[0], "Здравствуйте" in read.html) == ("Смотрите https://example.org/t/abc.", True)
    assert read.headers["from"] == SENDER
    assert read.links == ["https://example.org/t/abc", "https://e.org/x", "https://example.org/t/abc?a=1&b=2"]
    digest = hashlib.sha256(b"\x00\x01").hexdigest()
    assert read.attachments[0] == {"name": "Снимок экрана.png", "type": "image/png", "size": 2, "sha256": digest}
    assert read.attachments[1]["type"] == "message/rfc822"
    assert await wrong(mail, box) == []


async def test_a_reader_waits_for_a_letter_still_to_come(mail: MailStandIn, box: Box) -> None:
    await send_message(mail, letter(box.address, "first"))
    before = (await box.gets("first")).number
    waiting = asyncio.create_task(box.gets(after=before))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    await send_message(mail, letter(box.address, "second"))
    assert (await waiting).subject == "second"
    assert [each.subject for each in await box.letters(after=before)] == ["second"]


async def test_a_reader_who_waits_in_vain_is_told_what_there_is(mail: MailStandIn, box: Box) -> None:
    await send_message(mail, letter(box.address, "something else"))
    with pytest.raises(AssertionError, match="something else"):
        await box.gets("the expected", timeout=0.1)
    with pytest.raises(AssertionError, match="1 of 2|no letter"):
        await box.gets("something", timeout=0.1, count=2)


async def test_letters_of_many_connections_are_kept_in_one_order(mail: MailStandIn, box: Box) -> None:
    await asyncio.gather(*(send_message(mail, letter(box.address, f"number {n}")) for n in range(30)))
    kept = await box.letters()
    assert sorted(each.subject for each in kept) == sorted(f"number {n}" for n in range(30))
    numbers = [each.number for each in kept]
    assert numbers == list(range(numbers[0], numbers[0] + 30))


async def test_automatic_mail_has_an_empty_sender(mail: MailStandIn, box: Box) -> None:
    await by_smtplib(mail, lambda client: client.sendmail("", [box.address], plain()))
    assert (await box.gets()).sender == ""


async def test_the_server_says_what_it_can_do(mail: MailStandIn, box: Box) -> None:
    await mail.terms(size=2000)
    features = await by_smtplib(mail, lambda client: (client.ehlo(), client.esmtp_features)[1])
    assert (features["size"], "smtputf8" in features, "auth" in features) == ("2000", True, False)
    with pytest.raises(smtplib.SMTPSenderRefused) as refused:
        await send(mail, box.address, raw=plain() + b"x" * 2000)
    assert (refused.value.smtp_code, await box.letters()) == (552, [])
    await mail.terms(smtputf8=False)
    with pytest.raises(aiosmtplib.SMTPNotSupported):
        await send_message(mail, letter("иван@example.org"))


async def test_an_address_in_unicode_needs_smtputf8_and_may_have_raw_headers(mail: MailStandIn) -> None:
    await send_message(mail, letter("иван@example.org", "Сырой заголовок"))
    box = mail.box("Иван@example.org")
    kept = await box.gets("Сырой")
    assert (kept.smtputf8, "Сырой".encode() in kept.raw, await wrong(mail, box)) == (True, True, [])


async def wrong(mail: MailStandIn, box: Box) -> list[str]:
    numbers = [each.number for each in await box.letters()]
    return [found["rule"] for found in await mail.violations() if found["letter"] in numbers]


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        (b"", b"", []),
        (b"Hello.", b"Hel\nlo.", ["bare-newline"]),
        (b"Hello.", b"Hel\rlo.", ["bare-newline"]),
        (b"Hello.", b"x" * 998, []),
        (b"Hello.", b"x" * 999, ["long-line"]),
        (b"Hello.", b"x" * 50_000, ["long-line"]),
        (b"Date: ", b"X-Date: ", ["missing-header"]),
        (b"From: ", b"X-From: ", ["missing-header"]),
        (b"Message-ID: ", b"X-ID: ", ["missing-header"]),
        (b"\r\n\r\n", b"\r\nSubject: another\r\n\r\n", ["duplicate-header"]),
        (b"\r\n\r\n", b"\r\nReferences: <a@b>\r\nREFERENCES: <c@d>\r\n\r\n", ["duplicate-header"]),
        (b"Subject: plain", "Subject: Тема".encode(), ["raw-header"]),
        (b"\r\n\r\n", b'\r\nContent-Type: multipart/mixed; boundary="no"\r\n\r\n', ["malformed-mime"] * 2),
        (b"\r\n\r\n", b"\r\nContent-Type: text/plain; charset=klingon\r\n\r\n", ["unreadable"]),
    ],
)
async def test_what_is_wrong_is_accepted_and_noted(
    mail: MailStandIn, box: Box, old: bytes, new: bytes, rules: list[str]
) -> None:
    raw = plain().replace(old, new, 1) if old else plain()
    await send(mail, box.address, raw=raw)
    assert (await box.letters())[0].raw == raw
    assert await wrong(mail, box) == rules


async def test_two_recipients_in_one_letter_are_one_too_many(mail: MailStandIn, box: Box) -> None:
    await send(mail, box.address, f"other-{box.address}")
    assert await wrong(mail, box) == ["many-recipients"]


async def test_the_third_letter_with_the_same_id_is_one_too_many(mail: MailStandIn, box: Box) -> None:
    raw = plain()
    for told in ([], [], ["repeated-message-id"]):
        await send(mail, box.address, raw=raw)
        assert await wrong(mail, box) == told


async def test_a_scanner_opens_every_link_and_submits_nothing(mail: MailStandIn, box: Box) -> None:
    seen: list[tuple[str, str]] = []

    async def page(request: web.Request) -> web.Response:
        seen.append((request.method, request.path))
        if request.path == "/moved":
            raise web.HTTPFound("/page")
        return web.Response(text='<form method="post" action="/rate"><button>ok</button></form>')

    site = web.Application()
    site.router.add_route("*", "/{path:.*}", page)
    runner = web.AppRunner(site)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        made = letter(box.address, text=f"{base}/moved and http://127.0.0.1:9/closed")
        made["List-Unsubscribe"] = f"<mailto:a@example.org>, <{base}/unsubscribe>"
        await send_message(mail, made)
        fetched = await mail.scan(after=(await box.gets()).number - 1)
    finally:
        await runner.cleanup()
    verbs = ["GET", "HEAD", "OPTIONS"]
    pages = [(verb, path) for verb in verbs for path in ("/moved", "/page")]
    assert seen == pages + [(verb, "/unsubscribe") for verb in verbs]
    assert [(each["method"], each["status"]) for each in fetched[:3]] == [(verb, 200) for verb in verbs]
    assert (fetched[0]["url"], fetched[0]["hops"]) == (f"{base}/page", [f"{base}/moved"])
    assert [(each["status"], "Cannot connect" in each["error"]) for each in fetched[3:6]] == [(None, True)] * 3


async def test_a_letter_is_dated_by_the_moved_clock(tmp_path: Path) -> None:
    clock = tmp_path / "clock"
    async with MailStandIn(clock=clock) as mail:
        await send_message(mail, letter("a@example.org", "today"))
        clock.write_text("86400")
        await send_message(mail, letter("a@example.org", "tomorrow"))
        today, tomorrow = await mail.letters("a@example.org")
        assert 86_400 <= tomorrow.at - today.at < 86_460


async def test_there_is_no_letter_that_never_came(mail: MailStandIn) -> None:
    with pytest.raises(ControlError, match="404"):
        await mail.control("GET", "/letters/0")
