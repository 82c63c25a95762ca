"""Names of files, for people to read. None of them ever becomes a path (faults C2, E6)."""

import re
from mimetypes import MimeTypes
from urllib.parse import unquote

from bots.email import mime
from core.api.kinds import one_line

MADE_UP = {
    "message/rfc822": "letter.eml", "message/global": "letter.eml", "text/calendar": "invitation.ics",
    "text/html": "page.html", "text/plain": "text.txt", "application/pdf": "document.pdf",
    "application/ms-tnef": "winmail.dat", "application/vnd.ms-tnef": "winmail.dat", "image/jpeg": "picture.jpg",
    "application/pgp-signature": "signature.asc", "application/pgp-encrypted": "encrypted.txt",
    "application/pkcs7-signature": "smime.p7s", "application/x-pkcs7-signature": "smime.p7s",
    "application/pkcs7-mime": "smime.p7m", "application/x-pkcs7-mime": "smime.p7m",
    "message/delivery-status": "delivery-status.txt", "message/disposition-notification": "disposition.txt",
    "text/rfc822-headers": "headers.txt", "text/vcard": "contact.vcf", "text/x-vcard": "contact.vcf",
}  # fmt: skip
_BUILT_IN = MimeTypes(filenames=())
_PATH = re.compile(r"^(?:[A-Za-z]:\\|\\\\|/)(?:.*[\\/])?(?=[^\\/])", re.DOTALL)
"""Of a path only the last piece is the name (RFC 2183, 2.3)."""
_ESCAPED = re.compile(r"%[C-Fc-f][0-9A-Fa-f]%[89ABab][0-9A-Fa-f]")
_UNSEEN = re.compile("[\u00ad\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb]")


def file_name(given: str, media_type: str, subject: str = "") -> str:
    """The sender's name without signs that hide in it; else one from the type, and a letter's from its subject."""
    seen = one_line(_UNSEEN.sub("", _unescaped(_PATH.sub("", given))))
    if seen.strip(". "):
        return mime.file_name(seen)
    title = one_line(_UNSEEN.sub("", subject)).strip(". ")
    if title and media_type in ("message/rfc822", "message/global"):
        return mime.file_name(f"{title}.eml")
    return MADE_UP.get(media_type) or _stem(media_type) + (_BUILT_IN.guess_extension(media_type) or ".bin")


def _unescaped(given: str) -> str:
    """Some programs write a name as in a link; what is no text then was meant as it stands."""
    if not _ESCAPED.search(given):
        return given
    try:
        return unquote(given, errors="strict")
    except UnicodeDecodeError:
        return given


def _stem(media_type: str) -> str:
    return {"image": "picture", "audio": "audio", "video": "video"}.get(media_type.partition("/")[0], "file")
