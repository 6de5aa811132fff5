"""Which address an article has once its page is there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.articles import article_id, locate_article
from pipeline.model import Article, Page

HERE = "https://www.example.org/news/a"
ARTICLE = Article(id="x", url="https://example.org/go?1", canonical_url="https://example.org/go?1", key="k-1", title="Title")

CLAIMS = [
    pytest.param("", HERE, id="no claim: what answered"),
    pytest.param('<link rel="canonical" href="https://www.example.org/b">', "https://www.example.org/b", id="canonical link"),
    pytest.param('<LINK REL="Canonical" HREF="https://www.example.org/b">', "https://www.example.org/b", id="in capitals"),
    pytest.param("<link rel=canonical href=/b>", "https://www.example.org/b", id="relative, without marks"),
    pytest.param('<link rel="canonical" href="//www.example.org/b">', "https://www.example.org/b", id="without scheme"),
    pytest.param('<link rel="canonical" href="https://www.example.org/b?x=1&amp;y=2">', "https://www.example.org/b?x=1&y=2", id="entity"),
    pytest.param('<link rel="canonical" href="https://www.example.org/b?utm_source=x">', "https://www.example.org/b", id="with tracking"),
    pytest.param('<meta property="og:url" content="https://www.example.org/b">', "https://www.example.org/b", id="og:url"),
    pytest.param(
        '<meta property="og:url" content="https://www.example.org/c"><link rel="canonical" href="https://www.example.org/b">',
        "https://www.example.org/b",
        id="the canonical link before og:url",
    ),
    pytest.param(
        '<link rel="canonical" href="https://www.example.org/"><meta property="og:url" content="https://www.example.org/b">',
        "https://www.example.org/b",
        id="the home page is no article's address: next claim",
    ),
    pytest.param('<link rel="canonical" href="https://example.org/b">', "https://example.org/b", id="without www"),
    pytest.param('<link rel="canonical" href="https://m.example.org/b">', "https://m.example.org/b", id="the site for phones"),
    pytest.param('<link rel="canonical" href="https://other.example/b">', HERE, id="another site's article"),
    pytest.param('<link rel="canonical" href="https://example.org.evil.example/b">', HERE, id="a host that only starts alike"),
    pytest.param('<link rel="canonical" href="https://evilexample.org/b">', HERE, id="a host that only ends alike"),
    pytest.param('<link rel="canonical" href="javascript:x">', HERE, id="no address"),
    pytest.param('<link rel="canonical" href="http://[bad">', HERE, id="a broken address"),
    pytest.param('<link rel="canonical" href=" ">', HERE, id="blank"),
    pytest.param('<link rel="canonical">', HERE, id="no href"),
    pytest.param('<link rel="stylesheet" href="/b">', HERE, id="another kind of link"),
]


@pytest.mark.parametrize(("head", "expected"), CLAIMS)
def test_claims(head: str, expected: str) -> None:
    """A page's claim counts when it can be true; the id is that of the address chosen, and the rest stays."""
    page = Page(url=HERE, body=f"<!doctype html><html><head><title>t</title>{head}</head><body><p>text</p></body></html>".encode())
    located = locate_article(ARTICLE, page)
    assert located.canonical_url == expected
    assert located.id == article_id(expected)
    assert (located.url, located.key, located.title) == (ARTICLE.url, ARTICLE.key, ARTICLE.title)


def test_home_page_itself() -> None:
    """The home page may call itself the home page."""
    page = Page(url="https://www.example.org/", body=b'<link rel="canonical" href="https://example.org/">')
    assert locate_article(ARTICLE, page).canonical_url == "https://example.org/"


def test_claim_after_much_style() -> None:
    """100 kB of style before the claim do not hide it."""
    body = b"<head><style>" + b"a{b:c}" * 17_000 + b'</style><link rel="canonical" href="/b"></head>'
    assert locate_article(ARTICLE, Page(url=HERE, body=body)).canonical_url == "https://www.example.org/b"


@given(st.binary(max_size=300))
def test_any_bytes(body: bytes) -> None:
    """Whatever the bytes are, the article has an address on the site that answered."""
    assert locate_article(ARTICLE, Page(url=HERE, body=body)).canonical_url == HERE


@given(st.binary(max_size=60))
def test_any_claim(claim: bytes) -> None:
    """Whatever a page claims, nothing is raised and no other site's address is taken."""
    body = b'<html><head><link rel="canonical" href="' + claim + b'"></head></html>'
    assert locate_article(ARTICLE, Page(url=HERE, body=body)).canonical_url.startswith("https://www.example.org/")
