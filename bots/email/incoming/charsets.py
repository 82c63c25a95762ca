"""Octets become text, whatever charset they claim (faults C1). Nothing is refused: what has no meaning is U+FFFD."""

import re

KNOWN = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "l1": "cp1252", "us-ascii": "ascii",
    "iso8859-1": "cp1252", "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "euc-kr": "cp949", "gb2312": "gb18030",
    "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932",
    "x-sjis": "cp932", "iso-2022-jp": "iso2022_jp_ext", "iso-8859-8-i": "iso-8859-8", "iso-8859-6-i": "iso-8859-6",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "x-mac-cyrillic": "mac_cyrillic",
    "x-cp1251": "cp1251", "win-1251": "cp1251", "windows1251": "cp1251", "windows-1251": "cp1251", "win1251": "cp1251",
    "koi8-ru": "koi8-u", "cp-1251": "cp1251", "utf8mb4": "utf-8", "utf-8-mac": "utf-8", "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8", "x-unknown": "", "unknown-8bit": "", "unknown": "", "default": "", "binary": "",
    "ansi": "", "ascii": "ascii", "8bit": "", "none": "", "x-user-defined": "",
}  # fmt: skip
"""What senders call a charset, and the codec that reads what they mean (after the WHATWG's encoding standard)."""
NEVER = {
    "idna",
    "punycode",
    "unicode_escape",
    "raw_unicode_escape",
    "unicode-escape",
    "raw-unicode-escape",
    "undefined",
}
_WIDE = ("utf-16", "utf_16", "utf16", "utf-32", "utf_32", "utf32")
_SEVERAL = ("cp932", "cp949", "gb", "big5", "euc", "iso2022", "iso-2022", "hz", "cp950")
_HIGH = bytes(range(128, 256))
_CONTROLS = re.compile("[\x80-\x84\x86-\x9f]")
_MEANT = {sign: bytes([sign]).decode("cp1252", "replace") for sign in range(128, 160) if sign != 0x85}
_HALF = re.compile("[\ud800-\udfff]")
DAMAGE = 0.1
"""Up to this share of broken signs a text is damaged; above it, its charset was a lie."""


def text(octets: bytes, declared: str = "") -> str:
    """Controls that no letter means are the signs that Windows has at their places (the WHATWG's HTML, 13.2.5.80)."""
    read = _read(octets, declared)
    return read.translate(_MEANT) if _CONTROLS.search(read) else read


def _read(octets: bytes, declared: str) -> str:
    """UTF-8 is believed before a charset of single octets: text of the other hardly ever looks like it by chance."""
    codec = codec_of(declared)
    if octets.isascii() and codec in ("", "ascii", "cp1252", "utf-8"):
        return _ascii(octets)
    first = ("utf-8-sig", codec) if _lie_shows(octets, codec) else (codec, "utf-8-sig")
    for name in filter(None, first):
        if (found := _strict(octets, name)) is not None:
            return found
    return _damaged(octets, codec)


def _lie_shows(octets: bytes, codec: str) -> bool:
    if codec.startswith(_WIDE):
        return b"\0" not in octets
    return not octets.isascii() and not codec.startswith(_SEVERAL)


def codec_of(declared: str) -> str:
    """A codec's name that Python may not know; empty where the sender names none that says anything."""
    name = declared.partition("*")[0].strip(" \t\r\n\"'<>;,").lower()
    codec = KNOWN.get(name, name)
    return "" if codec in NEVER else codec


def _ascii(octets: bytes) -> str:
    """Seven-bit text; Japanese with escapes is seven-bit too, and often not declared."""
    japanese = _strict(octets, "iso2022_jp_ext") if b"\x1b$" in octets else None
    return japanese if japanese is not None else octets.decode("ascii")


def _strict(octets: bytes, codec: str) -> str | None:
    """A name with a NUL raises ValueError. UTF-7 gives halves of signs, which no other library takes."""
    try:
        return _HALF.sub("\N{REPLACEMENT CHARACTER}", octets.decode(codec))
    except (LookupError, ValueError):
        return None


def _damaged(octets: bytes, codec: str) -> str:
    """The declared charset, or UTF-8, where only little is broken; else what the octets look like."""
    high = len(octets) - len(octets.translate(None, delete=_HIGH)) or 1
    for name in filter(None, (codec, "utf-8")):
        try:
            found = _HALF.sub("\N{REPLACEMENT CHARACTER}", octets.decode(name, "replace"))
        except (LookupError, ValueError):
            continue
        if found.count("\N{REPLACEMENT CHARACTER}") <= high * DAMAGE:
            return found
    return octets.decode(_likely(octets), "replace")


def _likely(octets: bytes) -> str:
    """Russian where half of the letters are beyond ASCII: small ones lie at the end of cp1251, before it in KOI8."""
    high = [sign for sign in octets[:4000] if sign > 127]
    latin = len(re.findall(rb"[A-Za-z]", octets[:4000]))
    if len(high) <= latin:
        return "cp1252"
    koi = sum(0xC0 <= sign <= 0xDF for sign in high)
    windows = sum(sign >= 0xE0 for sign in high)
    return "koi8-r" if koi > windows else "cp1251"
