"""Feed lists in and out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.errors import Rejected
from pipeline.feeds import FeedList, Refused, build_opml, parse_opml
from pipeline.model import Feed, Folder

U, V = "https://a.example/f", "https://b.example/f?x=1&y=2"
NO_ADDRESS = "its address is none of a feed: it should begin with https:// or http://"
WORDS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=12).map(str.strip).filter(bool)
FOLDERS = st.lists(st.lists(WORDS, min_size=1, max_size=3).map(tuple), max_size=3, unique=True).map(tuple)
FEEDS = st.builds(
    Feed,
    url=st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=12).map("https://example.org/{}".format),
    title=st.none() | WORDS,
    folders=FOLDERS,
    language=st.none() | st.sampled_from(["en", "fr-FR"]),
)
LISTS = st.lists(FEEDS, max_size=8, unique_by=lambda feed: feed.url)


def opml(body: str, declaration: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    """A file with these outlines."""
    return f'{declaration}\n<opml version="2.0"><head><title>a</title></head><body>\n{body}</body></opml>'


def kept(feed: Feed) -> tuple[str, str | None, str | None, set[Folder]]:
    """What a list says of a feed."""
    return feed.url, feed.title, feed.language, set(feed.folders)


@given(LISTS, st.data())
def test_round_trip(feeds: list[Feed], data: st.DataObject) -> None:
    """Every feed comes back with its title, language and all its folders, paused if it was."""
    paused = frozenset(data.draw(st.sets(st.sampled_from([feed.url for feed in feeds] or [""]))) - {""})
    back = parse_opml(build_opml(feeds, paused))

    assert sorted(map(kept, back.feeds), key=str) == sorted(map(kept, feeds), key=str)
    assert (back.paused, back.refused) == (paused, ())


@given(LISTS)
def test_same_bytes(feeds: list[Feed]) -> None:
    """What an export by address gives is what comes of importing and exporting it: the same bytes."""
    body = build_opml(sorted(feeds, key=lambda feed: feed.url))

    assert build_opml(sorted(parse_opml(body).feeds, key=lambda feed: feed.url)) == body


@given(LISTS)
def test_order(feeds: list[Feed]) -> None:
    """A list in which each feed stands once comes out as it went in: folders and feeds in their order."""
    body = build_opml([replace(feed, folders=feed.folders[:1]) for feed in feeds])

    assert build_opml(parse_opml(body).feeds) == body


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param(f'<outline text="Courier" xmlUrl="{U}"/>', [Feed(url=U, title="Courier")], id="text"),
        pytest.param(f'<outline text="x" title="Courier" xmlUrl="{U}"/>', [Feed(url=U, title="Courier")], id="title before text"),
        pytest.param(f'<outline text="{U}" xmlUrl="{U}"/>', [Feed(url=U)], id="an address is no title"),
        pytest.param(f'<outline type="rss" xmlUrl="{U}" language="fr"/>', [Feed(url=U, language="fr")], id="language"),
        pytest.param(f'<outline text="News"><outline xmlUrl="{U}"/></outline>', [Feed(url=U, folders=(("News",),))], id="folder"),
        pytest.param(
            f'<outline title="News"><outline type="folder" text="World"><outline xmlUrl="{U}"/></outline></outline>',
            [Feed(url=U, folders=(("News", "World"),))],
            id="folders in folders",
        ),
        pytest.param(f'<outline type="rss" title="a/b"><outline xmlUrl="{U}"/></outline>', [Feed(url=U, folders=(("a/b",),))], id="/"),
        pytest.param(f'<outline><outline xmlUrl="{U}"/></outline>', [Feed(url=U)], id="a folder without a name"),
        pytest.param(
            f'<outline text="A"><outline xmlUrl="{U}"/></outline><outline text="B"><outline text="t" xmlUrl="{U}"/></outline>',
            [Feed(url=U, title="t", folders=(("A",), ("B",)))],
            id="in two folders",
        ),
        pytest.param(
            f'<outline xmlUrl="{U}" text="a"/><outline xmlUrl="{U}" text="b"/>', [Feed(url=U, title="a")], id="twice: the first title"
        ),
        pytest.param(
            f'<outline xmlUrl="{U}" category="/News/World, Harbour,,/"/>', [Feed(url=U, folders=(("News", "World"), ("Harbour",)))],
            id="categories",
        ),
        pytest.param(f'<outline text="A" xmlUrl="{U}"><outline xmlUrl="{V[:-8]}"/></outline>', [Feed(url=U, title="A"), Feed(url=V[:-8])],
                     id="a feed is no folder"),
        pytest.param('<outline text="Nothing"/><outline type="link" url="https://a.example/"/>', [], id="folders and links are no feeds"),
        pytest.param(f'<outline TEXT="A" XMLURL="{U}"/><OUTLINE text="B" xmlurl="{V[:-8]}"/>',
                     [Feed(url=U, title="A"), Feed(url=V[:-8], title="B")], id="case"),
        pytest.param(f'<outline type="rss" text="A" url="{U}"/>', [Feed(url=U, title="A")], id="url, as in OPML 1.0"),
        pytest.param(f'<outline text="a & b" xmlUrl="{V}"/>', [Feed(url=V, title="a & b")], id="a bare &"),
        pytest.param(f'<outline text="&amp;amp; &#38; &quot;" xmlUrl="{U}"/>', [Feed(url=U, title='&amp; & "')], id="references"),
        pytest.param(f'<outline text="Caf&eacute; &nosuch;" xmlUrl="{U}"/>', [Feed(url=U, title="Café &nosuch;")], id="names of HTML"),
        pytest.param('<outline xmlUrl="feed://a.example/f"/>', [Feed(url="http://a.example/f")], id="feed://"),
        pytest.param('<outline xmlUrl="feed:https://a.example/f"/>', [Feed(url=U)], id="feed:https://"),
        pytest.param(f'<outline xmlUrl=" {U}\n"/>', [Feed(url=U)], id="white space"),
        pytest.param(f'<outline text="A" xmlUrl="{U}" f:title="x" xmlns:f="urn:x"/>', [Feed(url=U, title="A")], id="others' attributes"),
    ],
)  # fmt: skip
def test_parse(body: str, expected: list[Feed]) -> None:
    """What other programs export is read to the letter, and nothing of it left out."""
    found = parse_opml(b"\n" + opml(body).encode())

    assert (list(found.feeds), found.refused) == (expected, ())


def test_category_without_end() -> None:
    """A category is as deep at most as can be written and read again."""
    feeds = parse_opml(opml(f'<outline xmlUrl="{U}" category="{"a/" * 5_000}"/>').encode()).feeds

    assert feeds == (Feed(url=U, folders=(("a",) * 40,)),)
    assert parse_opml(build_opml(feeds)).feeds == feeds


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(opml(f'<outline text="Café" xmlUrl="{U}"/>').encode("utf-8-sig"), id="byte order mark"),
        pytest.param(opml(f'<outline text="Café" xmlUrl="{U}"/>', "").encode(), id="undeclared"),
        pytest.param(opml(f'<outline text="Café" xmlUrl="{U}"/>', "").encode("utf-16"), id="UTF-16"),
        pytest.param(opml(f'<outline text="Café" xmlUrl="{U}"/>').encode("cp1252"), id="Windows' that claims to be UTF-8"),
        pytest.param(opml(f'<outline text="Café" xmlUrl="{U}"/>', "<?xml version='1.0' encoding='ISO-8859-15'?>").encode("latin9"),
                     id="Latin-9"),
        pytest.param(opml(f'<outline text="Café" xmlUrl="{U}"/>', "<?xml version='1.0' encoding='us-ascii'?>").encode(), id="not ASCII"),
        pytest.param(opml(f'<outline text="Café" xmlUrl="{U}"/>', "<?xml version='1.0' encoding='UTF-16'?>").encode(), id="UTF-16 it says"),
        pytest.param(opml(f'<outline text="Café" xmlUrl="{U}"/>').replace("<opml", '<opml xmlns="urn:x"').encode(), id="namespace"),
        pytest.param(opml(f'<outline text="Café" xmlUrl="{U}"/>').replace("opml", "OPML").encode(), id="OPML"),
    ],
)  # fmt: skip
def test_encodings(body: bytes) -> None:
    """Whatever the charset, and whatever it is said to be."""
    assert parse_opml(body) == FeedList(feeds=(Feed(url=U, title="Café"),))


@pytest.mark.parametrize(
    ("outline", "what", "reason"),
    [
        ('<outline text="A" xmlUrl=" "/>', "A", "it has no address"),
        ('<outline text="A" xmlUrl="www.a.example/f"/>', "www.a.example/f", NO_ADDRESS),
        ('<outline xmlUrl="file:///etc/passwd"/>', "file:///etc/passwd", NO_ADDRESS),
        ('<outline xmlUrl="https:///f"/>', "https:///f", NO_ADDRESS),
        (f'<outline xmlUrl="https://a/{"x" * 2000}"/>', "https://a/" + "x" * 90, NO_ADDRESS),
        ('<outline type="include" url="https://a.example/b"/>', "https://a.example/b", "it stands for another list: import that one"),
    ],
)  # fmt: skip
def test_what_is_left_out(outline: str, what: str, reason: str) -> None:
    """What cannot be read is told with its line, and the rest is read."""
    found = parse_opml(opml(f'<outline xmlUrl="{U}"/>\n{outline}').encode())

    assert [feed.url for feed in found.feeds] == [U]
    assert found.refused == (Refused(line=4, what=what, reason=reason),)


@pytest.mark.parametrize(
    ("body", "feeds", "line"),
    [
        (opml(f'<outline xmlUrl="{U}"/>\n<outline xmlUrl="{V[:-8]}" te')[:-23], 1, 4),
        (opml(f'<outline text="A>\n<outline xmlUrl="{U}"/>'), 0, 4),
        (opml(f'<outline text="a<b" xmlUrl="{U}"/>'), 1, 3),
        (opml(f'<outline xmlUrl="{U}"/></outline><outline xmlUrl="{V[:-8]}"/>'), 2, 3),
    ],
    ids=["cut off", "a mark that is open", "<", "closed twice"],
)
def test_broken(body: str, feeds: int, line: int) -> None:
    """Of a file that is broken, what can be read is read, and where it breaks is told."""
    found = parse_opml(body.encode())

    assert len(found.feeds) == feeds
    assert [(refused.line, refused.what) for refused in found.refused] == [(line, "the XML")]
    assert found.refused[0].reason.startswith("it is broken here, what follows may be lost: ")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"hello", id="words"),
        pytest.param(b"<rss/>", id="a feed"),
        pytest.param(b"\x00\xff\xfe\x01", id="binary"),
        pytest.param(b"{}", id="JSON"),
        pytest.param(b"<html><body>Sign in</body></html>", id="a web page"),
    ],
)
def test_refused(body: bytes) -> None:
    """What is no OPML is told in one line."""
    with pytest.raises(Rejected, match="this is no OPML file"):
        parse_opml(body)


def test_entities_are_not_expanded() -> None:
    """Neither bombs nor files get in."""
    body = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><opml><body><outline text="[&a;]" xmlUrl="{U}"/></body></opml>'

    assert [feed.title for feed in parse_opml(body.encode()).feeds] == ["[&a;]"]


@given(st.binary(max_size=200))
def test_random_bytes(body: bytes) -> None:
    """Feeds or `Rejected`: nothing else comes out."""
    try:
        parse_opml(body)
    except Rejected as error:
        assert error.reason  # noqa: PT017  most bytes are no OPML
