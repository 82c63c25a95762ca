"""One line to an IMAP server, spoken by imap-tools. Everything here blocks: it runs on a thread of its own.

The mailbox is only looked at (EXAMINE, BODY.PEEK): nothing is marked, moved or deleted.
"""

import socket
from collections.abc import Iterable
from contextlib import suppress
from imaplib import IMAP4
from typing import Any

from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, MailboxLoginError
from imap_tools.mailbox import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted

from bots.email.ways_in.imap_account import Account
from bots.email.ways_in.imap_answers import Found, contents, sizes

CONNECT = 10.0
ANSWER = 60.0
HEAD = 256 * 1024
KEY = "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"
LETTER = "BODY.PEEK[]"
FOR_NOW = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]")
"""Refusals that pass by themselves (RFC 5530)."""


class Shut(Exception):
    """The server does not let us in, and will not before somebody changes something."""


class Withheld(Exception):
    """The server says no to a letter: it is damaged there, or somebody has just removed it."""


class ImapLine:
    """Raises OSError, IMAP4.error or ImapToolsError where the line or the server fails."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._box: BaseMailBox | None = None
        self._idles = False

    @property
    def idles(self) -> bool:
        """Whether the server tells of new letters by itself (RFC 2177)."""
        return self._idles

    def open(self) -> int:
        """Says under which UIDVALIDITY the numbers hold; 0 for a server that promises nothing. Raises Shut."""
        self._box = _box(self._account)
        self._client.sock.settimeout(ANSWER)
        _keep_alive(self._client.sock)
        try:
            self._login(self._box)
            self._box.folder.set(self._account.folder, readonly=True)
        except (MailboxLoginError, MailboxFolderSelectError) as error:
            if any(code in str(error) for code in FOR_NOW):
                raise
            raise Shut(_reason(error)) from error
        self._idles = b"IDLE" in b" ".join(_bytes(self._client.capability()[1])).upper().split()
        told = _bytes(self._client.response("UIDVALIDITY")[1])
        return int(told[-1]) if told and told[-1].isdigit() else 0

    def newer(self, last: int) -> list[Found]:
        """`n:*` names the last letter even where its number is smaller (RFC 9051, 6.4.9)."""
        self._client.noop()
        return [one for one in sizes(self._fetch(f"{last + 1}:*", "RFC822.SIZE")) if one.uid > last]

    def some(self, uids: Iterable[int]) -> list[Found]:
        return sizes(self._fetch(_listed(uids), "RFC822.SIZE"))

    def get(self, uids: Iterable[int], what: str) -> dict[int, bytes]:
        """Letters that are gone are left out. Raises Withheld."""
        return contents(self._fetch(_listed(uids), what))

    def head(self, uid: int) -> bytes | None:
        return self.get([uid], f"BODY.PEEK[HEADER]<0.{HEAD}>").get(uid)

    def piece(self, uid: int, start: int, length: int) -> bytes:
        """Empty behind the end of a letter. Raises Withheld for one that is gone."""
        got = self.get([uid], f"{LETTER}<{start}.{length}>")
        if uid not in got:
            raise Withheld("gone")
        return got[uid]

    def first_since(self, day: str) -> int:
        """The number before that of the first letter of a day; of the last one where there is none."""
        _, found = self._client.uid("SEARCH", "SINCE", day)
        uids = [int(uid) for uid in b" ".join(_bytes(found)).split() if uid.isdigit()]
        if uids:
            return min(uids) - 1
        return max((one.uid for one in sizes(self._fetch("*", "RFC822.SIZE"))), default=0)

    def idle(self, seconds: float) -> None:
        """Returns when the server says anything, or after so many seconds, which are less than 29 minutes."""
        assert self._box is not None
        with self._box.idle as idle:
            if not self._said_already():
                idle.poll(seconds)

    def cut(self) -> None:
        """From another thread: whatever waits here for an answer ends."""
        if self._box is not None:
            with suppress(OSError):
                self._client.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        if self._box is not None:
            with suppress(OSError, IMAP4.error, ImapToolsError):
                self._client.sock.settimeout(CONNECT)
                self._box.logout()

    @property
    def _client(self) -> Any:
        assert self._box is not None
        return self._box.client

    def _login(self, box: BaseMailBox) -> None:
        account = self._account
        login = box.login if (account.user + account.password).isascii() else box.login_utf8
        try:
            login(account.user, account.password, initial_folder=None)
        except IMAP4.abort:
            raise
        except IMAP4.error as error:
            raise MailboxLoginError(("NO", [str(error)]), "OK") from error

    def _fetch(self, uids: str, what: str) -> list[Any]:
        self._client.response("FETCH")  # what an answer before has left behind
        kind, answer = self._client.uid("FETCH", uids, f"(UID {what})")
        if kind != "OK":
            raise Withheld(b" ".join(_bytes(answer)).decode("utf-8", "replace")[:300])
        return list(answer)

    def _said_already(self) -> bool:
        """Whether an answer has come with the last one: it lies in a buffer, where no poll sees it."""
        client = self._client
        file = client._file if hasattr(client, "_file") else client.file
        client.sock.settimeout(0)
        try:
            return bool(file.peek(1))
        except OSError:
            return False
        finally:
            client.sock.settimeout(ANSWER)


def _box(account: Account) -> BaseMailBox:
    if account.wrapped:
        return MailBox(account.host, account.port, timeout=CONNECT, ssl_context=account.tls())
    if account.bare:
        return MailBoxUnencrypted(account.host, account.port, timeout=CONNECT)
    return MailBoxStartTls(account.host, account.port, timeout=CONNECT, ssl_context=account.tls())


def _reason(error: MailboxLoginError | MailboxFolderSelectError) -> str:
    _, told = error.command_result
    return " ".join(one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one) for one in told)[:300]


def _keep_alive(sock: socket.socket) -> None:
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)


def _bytes(answer: Iterable[Any]) -> list[bytes]:
    return [piece for piece in answer if isinstance(piece, bytes)]


def _listed(uids: Iterable[int]) -> str:
    return ",".join(map(str, uids))
