"""The bytes of a page in, its characters out, as a browser would read them.

Invariant: never fails; a byte that fits no character becomes U+FFFD. In the order of the WHATWG standard: byte order
mark, charset of the header, charset of the page's head, UTF-8; bytes that are no UTF-8 are windows-1252.
"""

import codecs
import re

HEAD_BYTES = 8192  # the standard says 1024; many pages put scripts before their charset
BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
COMMENT = re.compile(rb"<!--.*?(?:-->|$)", re.DOTALL)
PAGE_CHARSET = re.compile(
    rb"<meta\b[^<>]{0,500}?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)|^\s*<\?xml\b[^<>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE
)
# What a label means on the web, where it is not what Python takes it for.
WEB_NAMES = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "utf-16": "utf-16-le",
}  # fmt: skip
# Labels of the web that Python does not know.
WEB_LABELS = {
    "windows-874": "cp874",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "unicode": "utf-16-le",
    "x-cp1252": "cp1252",
}
# Python has more codecs (utf-7, idna, unicode_escape …) that no page may ask for.
KNOWN = re.compile(
    r"utf-8|utf-16-[lb]e|cp125\d|cp874|cp866|cp932|cp949|iso8859-\d+|koi8-[ru]|mac-roman|mac-cyrillic|gb18030|big5hkscs|euc_jp|iso2022_jp"
)


def decode_page(body: bytes, content_type: str | None) -> str:
    r"""The characters of a page: `decode_page(b"caf\xe9", "text/html; charset=iso-8859-1")` gives `"café"`."""
    for mark, name in BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    declared = _header_charset(content_type) or _page_charset(body)
    return body.decode(declared, "replace") if declared else _decode_undeclared(body)


def _decode_undeclared(body: bytes) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        characters = decoder.decode(body)
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")
    # A last character that was cut off is forgiven, if any other shows that it is UTF-8 at all.
    is_cut = decoder.getstate()[0] != b""
    return body.decode("cp1252", "replace") if is_cut and characters.isascii() else characters


def _header_charset(content_type: str | None) -> str | None:
    found = HEADER_CHARSET.search(content_type or "")
    return _codec(found[1]) if found else None


def _page_charset(body: bytes) -> str | None:
    found = PAGE_CHARSET.search(COMMENT.sub(b"", body[:HEAD_BYTES]))
    name = _codec((found[1] or found[2]).decode("ascii", "replace")) if found else None
    return "utf-8" if name and name.startswith("utf-16") else name  # it could not have been read as ASCII


def _codec(label: str) -> str | None:
    """Python's name for a label of the web; None for one that means nothing there."""
    try:
        name = WEB_LABELS.get(label.lower()) or codecs.lookup(label).name
    except (LookupError, ValueError):  # ValueError: a label with a NUL
        return None
    name = WEB_NAMES.get(name, name)
    return name if KNOWN.fullmatch(name) else None
