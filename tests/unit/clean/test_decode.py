"""Which characters the bytes of a page stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.decode import decode_page

META = b'<html><head><meta charset="%s"></head>'


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        pytest.param("café".encode(), None, "café", id="nothing declared: utf-8"),
        pytest.param("café".encode("cp1252"), None, "café", id="nothing declared and no utf-8: windows-1252"),
        pytest.param(b"caf\xc3\xa9 \xe2\x80", None, "café ", id="a last character that was cut off is no reason to change the charset"),
        pytest.param("“hi” €".encode("cp1252"), "text/html; charset=ISO-8859-1", "“hi” €", id="iso-8859-1 means windows-1252 on the web"),
        pytest.param("“hi”".encode("cp1252"), "text/html; charset=us-ascii", "“hi”", id="so does ascii"),
        pytest.param("čeština".encode("iso8859-2"), 'text/html; charset="iso-8859-2"', "čeština", id="header, in quotation marks"),
        pytest.param("日本".encode("cp932"), "text/html;charset=Shift_JIS", "日本", id="header, Japanese"),
        pytest.param("中文".encode("gb18030"), "text/html; charset=gb2312", "中文", id="gb2312 means gb18030"),
        pytest.param("Привет".encode("koi8-r"), "text/html; charset=koi8-r", "Привет", id="header, Russian"),
        pytest.param(b"\xef\xbb\xbfcaf\xc3\xa9", "text/html; charset=iso-8859-1", "café", id="a byte order mark beats the header"),
        pytest.param("café".encode("utf-16"), "text/html; charset=utf-8", "café", id="utf-16 with its mark"),
        pytest.param("caf\u00e9".encode("utf-16-be"), "text/html; charset=utf-16be", "café", id="utf-16 by the header"),
        pytest.param(b"caf\xe9", "text/html; charset=utf-8", "caf\ufffd", id="a wrong byte costs one character"),
        pytest.param(b"caf\xe9", "text/html; charset=utf-7", "café", id="an encoding that no page may ask for"),
        pytest.param(b"caf\xe9", "text/html; charset=klingon", "café", id="an encoding that nobody knows"),
        pytest.param(b"caf\xe9", "text/html; charset=", "café", id="an empty label"),
        pytest.param("“".encode("cp1252"), "text/html; charset=x-cp1252", "“", id="a label that only the web knows"),
    ],
)
def test_bytes_are_read_as_a_browser_reads_them(body: bytes, content_type: str | None, expected: str) -> None:
    """Mark, header, page, UTF-8, windows-1252: the first that speaks decides."""
    assert decode_page(body, content_type) == expected


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        pytest.param(META % b"windows-1251", "cp1251", id="meta charset"),
        pytest.param(b"<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>", "cp1251", id="http-equiv"),
        pytest.param(b'<?xml version="1.0" encoding="windows-1251"?><html>', "cp1251", id="XML declaration"),
        pytest.param(b"<!-- <meta charset=utf-8> -->" + META % b"windows-1251", "cp1251", id="what stands in a comment does not count"),
        pytest.param(b"<script>" + b"x" * 4000 + b"</script>" + META % b"windows-1251", "cp1251", id="late, after a script"),
        pytest.param(META % b"utf-16", "utf-8", id="utf-16 in ASCII letters cannot be true"),
    ],
)
def test_page_names_its_charset(head: bytes, charset: str) -> None:
    """Without a word in the header the page's own word counts."""
    assert decode_page(head + "Жук".encode(charset), "text/html").endswith("Жук")


def test_header_beats_page() -> None:
    """The server's word comes before the page's, as the standard has it."""
    assert decode_page(META % b"utf-8" + "Жук".encode("cp1251"), "text/html; charset=windows-1251").endswith("Жук")


@given(st.binary(max_size=300), st.one_of(st.none(), st.text(max_size=20).map("text/html; charset={}".format)))
def test_any_bytes_can_be_decoded(body: bytes, content_type: str | None) -> None:
    """Whatever arrives, there are characters and no error."""
    assert isinstance(decode_page(body, content_type), str)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=100).filter(lambda text: not text.startswith("\ufeff")))
def test_utf8_survives(text: str) -> None:
    """What was encoded as UTF-8 and says so comes back as it was."""
    assert decode_page(text.encode(), "text/html; charset=utf-8") == text or text.encode().startswith((b"\xff\xfe", b"\xfe\xff"))
