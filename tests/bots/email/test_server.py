"""What ZAYAVKA_SMTP_URL and ZAYAVKA_MAIL_FROM may say, and what is said to an operator where they are wrong."""

import asyncio
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiosmtpd.handlers import Sink
from aiosmtpd.smtp import SMTP
from structlog.testing import capture_logs

from bots.email.address import Mailbox, mailbox
from bots.email.mailer import open_mailer, probe
from bots.email.server import Server, server
from core.api.errors import Misconfigured
from core.api.ports import Ending, RetryLater, Sent
from tests.bots.email.conftest import Opener
from tests.bots.email.shapes import HAPPENINGS, delivery
from tests.standins.mail import MailStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

FROM = "support@vector.example"
URLS = {
    "smtp://mail.example.org": Server("mail.example.org", 25),
    "smtp://mail.example.org:2525/": Server("mail.example.org", 2525),
    "smtp://u%40e.org:p%3A%2F%D1%8F@mail.example.org": Server("mail.example.org", 587, "u@e.org", "p:/я"),
    "smtps://u:p@mail.example.org": Server("mail.example.org", 465, "u", "p", wrapped=True),
    "smtp://mail.example.org?starttls=required": Server("mail.example.org", 587, secured=True),
    "smtp://[::1]:25": Server("::1", 25),
}
WRONG = (
    "", "mail.example.org", "http://mail.example.org", "smtp://", "smtp://host:port", "smtp://host:99999", "smtp://host/x",
    "smtp://host?starttls=maybe", "smtp://host?tls=1", "smtp://host#x", "smtp://[::1",
)  # fmt: skip


@pytest.mark.parametrize("url", URLS)
async def test_a_url_names_the_server(url: str) -> None:
    assert server(url) == URLS[url]


@pytest.mark.parametrize("url", WRONG)
async def test_a_wrong_url_is_one_line_for_the_operator(url: str) -> None:
    with pytest.raises(Misconfigured, match="^ZAYAVKA_SMTP_URL is not .* It looks like smtp://"):
        await open_mailer(url, FROM)


async def test_a_wrong_sender_is_one_line_for_the_operator() -> None:
    with pytest.raises(Misconfigured, match="^ZAYAVKA_MAIL_FROM is not a mail address"):
        await open_mailer("smtp://127.0.0.1:1", "Support <support@vector.example>")


async def test_starttls_is_used_where_offered_but_not_at_home() -> None:
    assert server("smtp://mail.example.org").starttls is None
    assert server("smtp://127.0.0.1").starttls is server("smtps://mail.example.org").starttls is False
    assert server("smtp://127.0.0.1?starttls=required").starttls is True


async def test_certificates_are_checked_where_a_promise_or_a_password_hangs_on_it() -> None:
    checked = {url: server(url).tls().verify_mode for url in (
        "smtp://e.org", "smtp://u:p@e.org", "smtps://e.org", "smtp://e.org?starttls=required",
    )}  # fmt: skip
    assert list(checked.values()) == [ssl.CERT_NONE, *[ssl.CERT_REQUIRED] * 3]


async def test_addresses_are_plain_or_none() -> None:
    assert mailbox(" Ivan.Petrov+x@Example.org ") == Mailbox("Ivan.Petrov+x", "Example.org")
    assert mailbox("иван@почта.рф") == Mailbox("иван", "xn--80a1acny.xn--p1ai")
    long = ("a@" + "x" * 70 + ".org", "a" * 65 + "@e.org")
    wrong = ("a@b@c", '"a b"@e.org', "a@[127.0.0.1]", "a@-e.org", "a@e..org", *long)
    assert [each for each in wrong if mailbox(each) is not None] == []


async def test_a_server_that_is_away_keeps_nobody_from_starting() -> None:
    with capture_logs() as logs:
        mailer = await open_mailer("smtp://127.0.0.1:1", FROM)
    await mailer.close()
    assert [entry["event"] for entry in logs if entry.get("alarm")] == ["no mail goes out for now"]


async def test_a_check_says_what_is_wrong_with_the_server(mail: MailStandIn) -> None:
    await probe(mail.smtp, FROM)
    with pytest.raises(Misconfigured, match="The mail server does not take us: .*Check ZAYAVKA_SMTP_URL"):
        await probe("smtp://127.0.0.1:1", FROM)
    await mail.terms(user="desk", password="right")
    with pytest.raises(Misconfigured, match="does not take us: 535"):
        await probe(mail.smtp.replace("//", "//desk:wrong@"), FROM)
    with pytest.raises(Misconfigured, match="STARTTLS"):
        await probe(mail.smtp + "?starttls=required", FROM)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """One that nobody vouches for."""
    folder: Path = tmp_path_factory.mktemp("tls")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=self", "-days", "2"]
    try:
        subprocess.run([*command, "-keyout", folder / "k", "-out", folder / "c"], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("no openssl to make a certificate with")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "c", folder / "k")
    return context


class Secured(Sink):
    """Keeps whether each letter came over TLS."""

    def __init__(self) -> None:
        super().__init__()
        self.secured: list[bool] = []

    async def handle_DATA(self, server: SMTP, session: object, envelope: object) -> str:
        self.secured.append(server.transport is not None and server.transport.get_extra_info("sslcontext") is not None)
        return "250 OK"


@asynccontextmanager
async def offering(certificate: ssl.SSLContext, handler: Secured, host: str, *, wrapped: bool) -> AsyncIterator[int]:
    loop = asyncio.get_running_loop()
    tls = None if wrapped else certificate
    listening = await loop.create_server(
        lambda: SMTP(handler, loop=loop, tls_context=tls), host, 0, ssl=certificate if wrapped else None
    )
    async with listening:
        yield listening.sockets[0].getsockname()[1]


async def deliver(open_bot: Opener, url: str) -> Ending:
    return await open_bot(url).channel.deliver(delivery(HAPPENINGS["status"]))


async def test_tls_is_taken_as_it_is_where_nothing_hangs_on_it(certificate: ssl.SSLContext, open_bot: Opener) -> None:
    handler = Secured()
    async with offering(certificate, handler, "127.0.0.2", wrapped=False) as port:
        assert isinstance(await deliver(open_bot, f"smtp://127.0.0.2:{port}"), Sent)
    assert handler.secured == [True]


@pytest.mark.parametrize(
    "form", ["smtp://127.0.0.2:{}?starttls=required", "smtp://u:p@127.0.0.2:{}", "smtps://127.0.0.2:{}"]
)
async def test_a_certificate_that_nobody_vouches_for_pauses_everyone(
    certificate: ssl.SSLContext, open_bot: Opener, form: str
) -> None:
    handler = Secured()
    async with offering(certificate, handler, "127.0.0.2", wrapped=form.startswith("smtps")) as port:
        with capture_logs() as logs:
            ending = await deliver(open_bot, form.format(port))
    assert isinstance(ending, RetryLater) and ending.everyone
    assert [entry["event"] for entry in logs if entry.get("alarm")] == ["the mail server does not let us in"]
    assert handler.secured == []
