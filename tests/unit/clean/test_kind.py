"""What is a page and what is not."""

import pytest

from pipeline.clean.kind import check_page, is_plain_text
from pipeline.errors import Rejected
from pipeline.model import Page

HTML = b"<!DOCTYPE html><html><body><p>Hello</p></body></html>"


def page(body: bytes, content_type: str | None = "text/html") -> Page:
    """A page as it was fetched."""
    return Page(url="https://example.org/a", body=body, content_type=content_type)


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        pytest.param(b"", "text/html", "the page is empty", id="nothing"),
        pytest.param(b" \r\n\t ", "text/html", "the page is empty", id="white space"),
        pytest.param(b"\xef\xbb\xbf\n", "text/html", "the page is empty", id="a byte order mark alone"),
        pytest.param(b"%PDF-1.7 ...", "application/pdf", "not a web page: application/pdf", id="PDF that says so"),
        pytest.param(b"%PDF-1.7 ...", "text/html", "not a web page: application/pdf", id="PDF that says it is HTML"),
        pytest.param(b"\xff\xd8\xff\xe0...", None, "not a web page: image/jpeg", id="picture"),
        pytest.param(b"PK\x03\x04...", "text/html", "not a web page: application/zip", id="archive"),
        pytest.param(b'{"a": 1}', "application/json; charset=utf-8", "not a web page: application/json", id="JSON"),
        pytest.param(b"abc\x00def", "text/html", "not a web page: binary data", id="NUL"),
    ],
)
def test_refused(body: bytes, content_type: str | None, reason: str) -> None:
    """What is no page is refused with a reason that names what it is."""
    with pytest.raises(Rejected) as refusal:
        check_page(page(body, content_type))

    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        pytest.param(HTML, "text/html; charset=utf-8", id="HTML"),
        pytest.param(HTML, None, id="no header at all"),
        pytest.param(b"<p>Hello</p>", "", id="a piece of HTML"),
        pytest.param(HTML, "application/xhtml+xml", id="XHTML"),
        pytest.param(b"\n\xef\xbb\xbf" + HTML, "application/octet-stream", id="HTML under a wrong name"),
        pytest.param(HTML.decode().encode("utf-16"), "text/html", id="UTF-16 is full of NULs"),
        pytest.param(b"Hello", "text/plain", id="plain text"),
    ],
)
def test_passed(body: bytes, content_type: str | None) -> None:
    """What can be read passes, whatever it is called."""
    check_page(page(body, content_type))


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [(b"Hello", "text/plain; charset=utf-8", True), (b"Hello", "text/html", False), (HTML, "TEXT/PLAIN", False), (b"Hello", None, False)],
)
def test_plain_text(body: bytes, content_type: str | None, *, expected: bool) -> None:
    """Text is plain when the header says so and the body does not say otherwise."""
    assert is_plain_text(page(body, content_type)) is expected
