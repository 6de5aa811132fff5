"""Addresses: one spelling for each page, an id made of it, and a reason for each that is none."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.articles import article_id, canonical_url
from pipeline.errors import Rejected

SPELLINGS = [
    pytest.param("https://example.org/a", "https://example.org/a", id="nothing to do"),
    pytest.param("HTTPS://Example.ORG/A", "https://example.org/A", id="scheme and host in lower case, path as it is"),
    pytest.param("http://example.org", "http://example.org/", id="no path"),
    pytest.param("http://example.org:80/a", "http://example.org/a", id="port of http"),
    pytest.param("https://example.org:443/a", "https://example.org/a", id="port of https"),
    pytest.param("http://example.org:443/a", "http://example.org:443/a", id="port of the other scheme stays"),
    pytest.param("https://example.org./a", "https://example.org/a", id="dot after the host"),
    pytest.param("http://[2001:DB8::1]:8080/a", "http://[2001:db8::1]:8080/a", id="IPv6 keeps its brackets"),
    pytest.param("https://example.org/a#top", "https://example.org/a", id="fragment"),
    pytest.param("  https://example.org/a\n", "https://example.org/a", id="white space around it"),
    pytest.param("https://example.org/a?", "https://example.org/a", id="empty query"),
    pytest.param("https://example.org/a?b=2&a=1", "https://example.org/a?b=2&a=1", id="order of parameters is the site's"),
    pytest.param("https://example.org/a?id=&x", "https://example.org/a?id=&x", id="parameters without a value stay"),
    pytest.param("https://example.org/a?utm_source=x&id=7&UTM_Medium=y", "https://example.org/a?id=7", id="tracking among others"),
    pytest.param("https://example.org/a?fbclid=1&gclid=2&at_medium=RSS", "https://example.org/a", id="nothing but tracking"),
    pytest.param("https://example.org/a?ref=front&source=7", "https://example.org/a?ref=front&source=7", id="names that a site may need"),
    pytest.param("https://example.org/a?my_utm_source=1", "https://example.org/a?my_utm_source=1", id="only the whole name counts"),
    pytest.param("https://example.org/%7Eann/%2f", "https://example.org/~ann/%2F", id="needless escapes undone, others in capitals"),
    pytest.param("https://example.org/été", "https://example.org/%C3%A9t%C3%A9", id="letters beyond ASCII"),
    pytest.param("https://example.org/a b", "https://example.org/a%20b", id="space"),
    pytest.param("https://example.org/100%", "https://example.org/100%25", id="percent sign that escapes nothing"),
    pytest.param("https://bücher.example/a", "https://xn--bcher-kva.example/a", id="host beyond ASCII"),
]

REFUSED = [
    pytest.param("", "http:// or https://", id="empty"),
    pytest.param("example.org/a", "http:// or https://", id="no scheme"),
    pytest.param("ftp://example.org/a", "http:// or https://", id="another scheme"),
    pytest.param("javascript:alert(1)", "http:// or https://", id="a script"),
    pytest.param("file:///etc/passwd", "http:// or https://", id="a file"),
    pytest.param("https:///a", "no host", id="no host"),
    pytest.param("https://ann:secret@example.org/", "user name", id="credentials"),
    pytest.param("https://[::1/a", "no address", id="bracket never closed"),
    pytest.param("https://example.org:99999/", "no address", id="port that cannot be"),
    pytest.param("https://a..example/", "no address", id="host that cannot be"),
]


@pytest.mark.parametrize(("url", "expected"), SPELLINGS)
def test_spelling(url: str, expected: str) -> None:
    """Each way to write an address gives the one we keep."""
    assert canonical_url(url) == expected


@pytest.mark.parametrize(("url", "reason"), REFUSED)
def test_refused(url: str, reason: str) -> None:
    """What is no address of a web page is rejected with a reason that says what is wrong with it."""
    with pytest.raises(Rejected, match=re.escape(reason)):
        canonical_url(url)


@given(
    st.builds(
        "{}://{}{}{}{}".format,
        st.sampled_from(["http", "HTTPS"]),
        st.sampled_from(["example.org", "WWW.Example.org:443", "[::1]:80", "é.example."]),
        st.text().map(lambda path: "/" + path),
        st.sampled_from(["", "?", "#"]),
        st.text(alphabet="abutm_=&%2fE é?#+;"),
    )
)
def test_twice_is_once(url: str) -> None:
    """The canonical form of a canonical form is itself, whatever stands in path and query."""
    once = canonical_url(url)
    assert canonical_url(once) == once
    assert once.isascii()


@given(st.text())
def test_any_text(url: str) -> None:
    """Any text at all is an address or rejected: nothing else is raised."""
    try:
        assert canonical_url(url).startswith(("http://", "https://"))
    except Rejected as error:
        assert error.reason  # noqa: PT017 — both ends are fine, a third is not


def test_id() -> None:
    """The id is 32 hex digits, the same for the same address and another for another."""
    assert re.fullmatch("[0-9a-f]{32}", article_id("https://example.org/a"))
    assert article_id("https://example.org/a") == article_id("https://example.org/a")
    assert article_id("https://example.org/a") != article_id("https://example.org/b")
