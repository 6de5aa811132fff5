"""Feed lists in and out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import Rejected
from pipeline.feeds import build_opml, parse_opml
from pipeline.model import Feed

WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=12)
NAMES = WORDS.filter(lambda name: "/" not in name)
FEEDS = st.builds(
    Feed,
    url=WORDS.map("https://example.org/{}".format),
    title=st.none() | WORDS,
    folder=st.none() | st.lists(NAMES, min_size=1, max_size=3).map("/".join),
    language=st.none() | st.sampled_from(["en", "fr-FR"]),
)


@given(st.lists(FEEDS, max_size=8, unique_by=lambda feed: feed.url))
def test_round_trip(feeds: list[Feed]) -> None:
    """Every feed comes back with title, folder and language; within a folder in the same order."""
    back = parse_opml(build_opml(feeds))

    assert sorted(back, key=lambda feed: feed.url) == sorted(feeds, key=lambda feed: feed.url)
    for folder in {feed.folder for feed in feeds}:
        assert [feed for feed in back if feed.folder == folder] == [feed for feed in feeds if feed.folder == folder]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param(
            '<outline text="Courier" xmlUrl="https://a.example/f"/>', [Feed(url="https://a.example/f", title="Courier")], id="text"
        ),
        pytest.param('<outline text="x" title="Courier" xmlUrl="u"/>', [Feed(url="u", title="Courier")], id="title before text"),
        pytest.param('<outline text="u" xmlUrl="u"/>', [Feed(url="u")], id="an address is no title"),
        pytest.param('<outline text="News"><outline xmlUrl="u"/></outline>', [Feed(url="u", folder="News")], id="folder"),
        pytest.param(
            '<outline title="News"><outline text="World"><outline xmlUrl="u"/></outline></outline>',
            [Feed(url="u", folder="News/World")],
            id="folders",
        ),
        pytest.param('<outline xmlUrl="u" text="a"/><outline xmlUrl="u" text="b"/>', [Feed(url="u", title="a")], id="each once, the first"),
        pytest.param(
            '<outline text="a & b" xmlUrl="https://a.example/?x=1&amp;y=2"/>', [Feed(url="https://a.example/?x=1&y=2", title="a b")], id="&"
        ),
        pytest.param('<outline text="Nothing"/><outline text="n" xmlUrl=" "/>', [], id="no addresses"),
    ],
)
def test_parse(body: str, expected: list[Feed]) -> None:
    """What other programs export."""
    found = parse_opml(f'\n<?xml version="1.0"?>\n<opml version="1.0"><head/><body>{body}</body></opml>'.encode())

    assert [(feed.url, " ".join((feed.title or "").split()), feed.folder) for feed in found] == [
        (feed.url, feed.title or "", feed.folder) for feed in expected
    ]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"hello", id="words"),
        pytest.param(b"<rss/>", id="a feed"),
        pytest.param(b"\x00\xff\xfe\x01", id="binary"),
        pytest.param(b"{}", id="JSON"),
    ],
)
def test_refused(body: bytes) -> None:
    """What is no OPML is told in one line."""
    with pytest.raises(Rejected, match="this is no OPML file"):
        parse_opml(body)


def test_entities_are_not_expanded() -> None:
    """Neither bombs nor files get in."""
    body = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><opml><body><outline text="[&a;]" xmlUrl="u"/></body></opml>'

    assert [feed.title for feed in parse_opml(body)] in ([None], ["[]"], ["[&a;]"])


@given(st.binary(max_size=200))
def test_random_bytes(body: bytes) -> None:
    """Feeds or `Rejected`: nothing else comes out."""
    try:
        parse_opml(body)
    except Rejected as error:
        assert error.reason  # noqa: PT017  most bytes are no OPML
