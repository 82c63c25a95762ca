"""Octets of a letter: text and HTML as alternatives, and files. Lines end with CRLF and are short (RFC 5322, 2.1.1)."""

import base64
import hashlib
import quopri
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.generator import BytesGenerator
from email.message import Message
from email.policy import compat32
from io import BytesIO
from urllib.parse import quote

from core.api.kinds import one_line, shorten

POLICY = compat32.clone(linesep="\r\n", max_line_length=None, cte_type="8bit")
"""The old policy: header values come encoded and folded already, and the new one raises on some that it folds."""
TYPE = re.compile(r"(?!multipart/|message/)[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,80}")
FILE_NAME = 150
PIECE = 54


@dataclass(frozen=True, slots=True)
class Attached:
    name: str
    media_type: str
    content: bytes


def letter(headers: Sequence[tuple[str, str]], text: str, html: str, files: Sequence[Attached], key: str) -> bytes:
    """`key` is that of the delivery: every attempt sends the same octets, boundaries too."""
    mark = hashlib.sha256(key.encode()).hexdigest()[:32]
    body = _multipart("alternative", f"=_{mark}.1", [_text(text, "plain"), _text(html, "html")])
    if files:
        body = _multipart("mixed", f"=_{mark}.2", [body, *map(_file, files)])
    whole = Message(POLICY)
    for name, value in (*headers, ("MIME-Version", "1.0")):
        whole[name] = value
    whole["Content-Type"] = body["Content-Type"]
    whole.set_payload(body.get_payload())
    made = BytesIO()
    BytesGenerator(made, mangle_from_=False, policy=POLICY).flatten(whole)
    return made.getvalue()


def file_name(name: str) -> str:
    """A name and never a path, in one line, with no sign that turns the direction of what follows (faults E6, F8)."""
    line = one_line(re.sub(r"[\\/]", "_", name)).strip(". ")
    if len(line) <= FILE_NAME:
        return line or "file"
    stem, dot, ending = line.rpartition(".")
    return f"{stem[:FILE_NAME]}.{ending}" if dot and len(ending) < 12 else shorten(line, FILE_NAME)


def _multipart(kind: str, boundary: str, parts: Sequence[Message]) -> Message:
    """No line of the encodings used can hold `=_`, so no boundary is met within."""
    whole = Message(POLICY)
    whole["Content-Type"] = f'multipart/{kind};\r\n boundary="{boundary}"'
    for part in parts:
        whole.attach(part)
    return whole


def _text(words: str, kind: str) -> Message:
    """In the shorter of the two encodings: text that is mostly ASCII stays readable."""
    data = "\n".join(words.splitlines()).encode("utf-8", "replace") + b"\n"
    quoted, packed = quopri.encodestring(data), base64.encodebytes(data)
    short = len(quoted) <= len(packed)
    return _part(
        f'text/{kind}; charset="utf-8"', "quoted-printable" if short else "base64", quoted if short else packed
    )


def _file(file: Attached) -> Message:
    kind = file.media_type.lower()
    known = kind if TYPE.fullmatch(kind) else "application/octet-stream"
    part = _part(known, "base64", base64.encodebytes(file.content))
    part["Content-Disposition"] = f"attachment;{_named(file_name(file.name))}"
    return part


def _named(name: str) -> str:
    """RFC 2231: in pieces where it is long, and percent-encoded, which no sign can break out of."""
    encoded = quote(name, safe="", encoding="utf-8", errors="replace")
    pieces = [""]
    for sign in re.findall(r"%[0-9A-F]{2}|.", encoded):
        if len(pieces[-1]) + len(sign) > PIECE:
            pieces.append("")
        pieces[-1] += sign
    if len(pieces) == 1:
        return f"\r\n filename*=utf-8''{encoded}"
    first = f"\r\n filename*0*=utf-8''{pieces[0]}"
    return ";".join([first, *(f"\r\n filename*{at}*={piece}" for at, piece in enumerate(pieces[1:], 1))])


def _part(kind: str, encoding: str, body: bytes) -> Message:
    part = Message(POLICY)
    part["Content-Type"] = kind
    part["Content-Transfer-Encoding"] = encoding
    part.set_payload(body.decode("ascii"))
    return part
