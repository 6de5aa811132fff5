"""JSON Feed 1.0 and 1.1."""

import json
from datetime import UTC, datetime

import pytest

from pipeline.errors import Rejected
from pipeline.feeds import parse_feed
from pipeline.model import Entry, ParsedFeed

URL = "https://example.org/feed.json"
VERSION = "https://jsonfeed.org/version/1.1"


def parsed(*items: object, **fields: object) -> ParsedFeed:
    """A parsed JSON Feed with these items."""
    return parse_feed(json.dumps({"version": VERSION, "title": "Courier", "items": items, **fields}).encode(), url=URL)


def test_all_fields() -> None:
    """Every field has its place."""
    feed = parsed(
        {
            "id": "n-1",
            "url": "https://example.org/a",
            "title": " Ferries  sail ",
            "summary": "In <b>short</b>.",
            "content_html": "<p>In full.</p>",
            "content_text": "In full.",
            "date_published": "2026-03-01T13:00:00+01:00",
            "date_modified": "2026-03-01T12:30:00Z",
            "authors": [{"name": "Ada Crane"}, {"name": "Simon Farrow"}, {"name": "Ada Crane"}],
        },
        home_page_url="https://example.org/",
        language="en",
    )

    assert (feed.title, feed.link, feed.language) == ("Courier", "https://example.org/", "en")
    assert feed.entries == (
        Entry(
            id="n-1",
            title="Ferries sail",
            link="https://example.org/a",
            published=datetime(2026, 3, 1, 12, 0, tzinfo=UTC),
            updated=datetime(2026, 3, 1, 12, 30, tzinfo=UTC),
            author="Ada Crane, Simon Farrow",
            summary="In short.",
            content="<p>In full.</p>",
        ),
    )


@pytest.mark.parametrize(
    ("item", "field", "expected"),
    [
        pytest.param({"id": 7}, "id", "7", id="a number for an id"),
        pytest.param({"url": "/a"}, "id", "https://example.org/a", id="no id: the link"),
        pytest.param({"url": "/a"}, "link", "https://example.org/a", id="a relative link"),
        pytest.param({"external_url": "b"}, "link", "https://example.org/b", id="a link elsewhere"),
        pytest.param({"author": {"name": "Ada Crane"}}, "author", "Ada Crane", id="author of version 1.0"),
        pytest.param({"content_text": "a\nb"}, "content", "a\nb", id="plain text keeps its lines"),
        pytest.param({"title": 3}, "title", None, id="wrong type: not there"),
        pytest.param({"content_html": "<p>Hello, <b>world</b>!</p>"}, "title", "Hello, world!", id="no title: its first words"),
        pytest.param({"content_html": "<p>a</p>", "content_text": "b", "summary": " "}, "title", "b", id="those that are text"),
        pytest.param({"content_text": "ferry " * 50}, "title", "ferry " * 15 + "ferry…", id="cut between words"),
        pytest.param({"authors": "Ada"}, "author", None, id="authors of a wrong type"),
        pytest.param({"authors": [None, {"name": 3}]}, "author", None, id="authors without names"),
        pytest.param({"date_published": "soon"}, "published", None, id="no date"),
        pytest.param({"date_published": "0001-01-01T00:00:00+14:00"}, "published", None, id="a date before all dates"),
        pytest.param({"title": "a\x00\ud800b"}, "title", "ab", id="what no text may hold"),
        pytest.param({"id": True, "url": "/a"}, "id", "https://example.org/a", id="true is no id"),
    ],
)
def test_fields(item: dict[str, object], field: str, expected: object) -> None:
    """A field of the wrong type is not there."""
    assert getattr(parsed(item).entries[0], field) == expected


def test_links_belong_to_the_home_page() -> None:
    """A feed on another host than its site has relative links of the site."""
    assert parsed({"url": "a"}, home_page_url="https://courier.example/x/").entries[0].link == "https://courier.example/x/a"


def test_made_ids_are_stable_and_differ() -> None:
    """Without id and link the words make the id."""
    one, same, other = (parsed({"title": title}).entries[0].id for title in ("a", "a", "b"))

    assert one == same != other


@pytest.mark.parametrize("items", [None, {}, "x", [1, None, "x"]])
def test_items_of_a_wrong_type(items: object) -> None:
    """What is no item is left out."""
    assert parsed(items=items).entries == ()


def test_byte_order_mark() -> None:
    """Some write one although JSON has none."""
    assert parse_feed(b"\xef\xbb\xbf" + json.dumps({"version": VERSION}).encode(), url=URL) == ParsedFeed()


@pytest.mark.parametrize(
    ("body", "reason"),
    [(b"{", "broken JSON"), (b"[]", "no JSON Feed"), (b'{"version": "2"}', "no JSON Feed"), (b'{"version": \xff}', "broken JSON")],
)
def test_refused(body: bytes, reason: str) -> None:
    """Broken JSON and other JSON are told apart."""
    with pytest.raises(Rejected, match=reason):
        parse_feed(body, url=URL)
