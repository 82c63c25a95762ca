"""What ZAYAVKA_MAIL_LISTEN and ZAYAVKA_IMAP_URL may say, and what is said to an operator where they are wrong."""

import pytest

from bots.email.ways_in.imap_account import Account, account
from bots.email.ways_in.listen_address import ListenAddress, listen_address
from core.api.errors import Misconfigured

LISTEN = {
    "lmtp://127.0.0.1:8024": ListenAddress(True, "127.0.0.1", 8024),
    "smtp://0.0.0.0:25/": ListenAddress(False, "0.0.0.0", 25),
    "lmtp://[::1]:0": ListenAddress(True, "::1", 0),
    "lmtp+unix:///run/zayavka/lmtp": ListenAddress(True, path="/run/zayavka/lmtp"),
}
WRONG_LISTEN = (
    "", "127.0.0.1:8024", "lmtp://127.0.0.1", "lmtp://:24", "lmtp://h:x", "lmtp://h:99999", "http://h:1", "lmtp+unix://x/y",
    "lmtp+unix:///", "lmtp://h:1/x", "lmtp://h:1?x=1", "lmtp://u@h:1", "smtps://h:1", "lmtp://[::1:2",
)  # fmt: skip
IMAP = {
    "imaps://u:p@imap.example.org": Account("imap.example.org", 993, "u", "p"),
    "imaps://u%40e.org:p%2F%D1%8F@h:1993/Support/New": Account("h", 1993, "u@e.org", "p/я", "Support/New"),
    "imap://u:p@localhost/INBOX": Account("localhost", 143, "u", "p", wrapped=False),
    "imaps://u:p@h/%D0%97%D0%B0%D1%8F%D0%B2%D0%BA%D0%B8?since=2026-11-01": Account(
        "h", 993, "u", "p", "Заявки", since="1-Nov-2026"
    ),
}
WRONG_IMAP = (
    "", "imap.example.org", "imaps://imap.example.org", "imaps://u:p@", "pop3://u:secret@h", "imaps://u:secret@h:port",
    "imaps://u:secret@h?since=yesterday", "imaps://u:secret@h?x=1", "imaps://u:secret@h#x", "imaps://u:secret%0D%0Ax@h",
)  # fmt: skip


@pytest.mark.parametrize("url", LISTEN)
def test_a_url_names_where_to_listen(url: str) -> None:
    assert listen_address(url) == LISTEN[url]


@pytest.mark.parametrize("url", WRONG_LISTEN)
def test_a_wrong_url_to_listen_on_is_one_line(url: str) -> None:
    with pytest.raises(Misconfigured, match=r"^ZAYAVKA_MAIL_LISTEN is .* It looks like lmtp://"):
        listen_address(url)


@pytest.mark.parametrize("url", IMAP)
def test_a_url_names_the_mailbox(url: str) -> None:
    assert account(url) == IMAP[url]


@pytest.mark.parametrize("url", WRONG_IMAP)
def test_a_wrong_mailbox_is_one_line_and_keeps_the_password(url: str) -> None:
    with pytest.raises(Misconfigured, match=r"^ZAYAVKA_IMAP_URL is not .* It looks like imaps://") as told:
        account(url)
    assert "secret" not in str(told.value)


def test_a_password_goes_in_the_clear_on_this_machine_only() -> None:
    assert account("imap://u:p@127.0.0.1").bare
    assert not account("imap://u:p@imap.example.org").bare
    assert "p@ss" not in account("imaps://u:p%40ss@h").name
