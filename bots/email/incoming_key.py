"""What tells one letter from another, found in its octets as they pass: no letter is too broken to have a key.

A letter is named by its Message-ID and its Date, which nobody on the way changes (faults B1), and by what it says where
it has no id: a blank or made-up id must not make two letters one (faults B3), nor one that a scanner or a script puts
on every letter it ever sends. Lines may end as they like: the same letter comes with LF through a pipe.
"""

import hashlib
import re

HEAD = 256 * 1024
"""Octets of header that are looked at; what follows counts as body."""
LONGEST = 240
_END = re.compile(rb"\n\r?\n|\A\r?\n")
_VISIBLE = re.compile(rb"[!-~]+")
_ADDRESS = re.compile(rb"[^\s<>()\[\]:;,\"]+@[^\s<>()\[\]:;,\"]+")


class Passing:
    """A letter on its way to the disk: `feed` it all of it, then ask for `key` and `sender`."""

    def __init__(self) -> None:
        self.size = 0
        self._head = bytearray()
        self._open = True
        self._body = hashlib.sha256()
        self._newlines = 0

    def feed(self, chunk: bytes) -> None:
        self.size += len(chunk)
        if not self._open:
            self._count(chunk)
            return
        before = max(0, len(self._head) - 3)
        self._head += chunk
        end = _END.search(self._head, before)
        if end is None and len(self._head) < HEAD:
            return
        self._open = False
        cut = HEAD if end is None else end.end()
        self._count(bytes(self._head[0 if end is None else cut :]))
        del self._head[cut:]

    @property
    def head(self) -> bytes:
        """The header with the empty line that ends it, as it came; all of a letter that has no end of it."""
        return bytes(self._head)

    def key(self) -> str:
        """At most 259 visible characters, unique to the letter whatever its sender wrote."""
        name = self._message_id()
        if name is None:
            return f"sha256:{self._content()}"
        if len(name) > LONGEST or not _VISIBLE.fullmatch(name):
            return f"id-sha256:{hashlib.sha256(name).hexdigest()}{self._dated()}"
        return f"id:{name.decode('ascii')}{self._dated()}"

    def sender(self) -> str | None:
        """The address in From, in lower case: letters of one address are worked off in order. It proves nothing."""
        found = _ADDRESS.findall(self.field(b"from"))
        if not found:
            return None
        address = found[-1].lower()
        return address.decode("ascii") if len(address) <= LONGEST and _VISIBLE.fullmatch(address) else None

    def field(self, name: bytes) -> bytes:
        """The first header field of that name, unfolded; empty where there is none."""
        pattern = rb"^" + re.escape(name) + rb"[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)"
        found = re.search(pattern, bytes(self._head).replace(b"\r", b""), re.IGNORECASE | re.MULTILINE)
        return b" ".join(found[1].split()) if found else b""

    def _message_id(self) -> bytes | None:
        """What stands between the brackets; the domain is no case's (RFC 5321, 2.4). No @, no name."""
        value = self.field(b"message-id")
        _, opened, rest = value.partition(b"<")
        name = b"".join((rest.partition(b">")[0] if opened else value).split())
        local, _, domain = name.rpartition(b"@")
        return local + b"@" + domain.lower() if local and domain else None

    def _dated(self) -> str:
        date = self.field(b"date")
        return f";{hashlib.sha256(date).hexdigest()[:12]}" if date else ""

    def _content(self) -> str:
        said = [self.field(name) for name in (b"date", b"from", b"subject")]
        whole = self.head.replace(b"\r", b"").rstrip(b"\n") if self._open else self._body.digest()
        return hashlib.sha256(b"\0".join([*said, whole])).hexdigest()

    def _count(self, chunk: bytes) -> None:
        """The body without its carriage returns and without the empty lines at its end, which ways in add."""
        text = chunk.replace(b"\r", b"")
        kept = text.rstrip(b"\n")
        if kept:
            self._body.update(b"\n" * self._newlines + kept)
            self._newlines = 0
        self._newlines += len(text) - len(kept)
