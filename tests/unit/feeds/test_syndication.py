"""RSS and Atom as they come."""

import base64
from datetime import UTC, datetime

import pytest

from pipeline.errors import Rejected
from pipeline.feeds import parse_feed
from pipeline.model import Entry, ParsedFeed

URL = "https://example.org/news/feed.xml"
VERSIONS = ("0.91", "0.92", "0.93", "0.94", "2.0", "2.01")
RDF = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
XHTML = "xmlns='http://www.w3.org/1999/xhtml'"
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def rss(entry: str, head: str = "", attributes: str = "") -> ParsedFeed:
    """A parsed RSS feed with one entry."""
    body = f'<rss version="2.0" {attributes}><channel><title>Courier</title>{head}<item>{entry}</item></channel></rss>'
    return parse_feed(body.encode(), url=URL)


def atom(entry: str, head: str = "") -> ParsedFeed:
    """A parsed Atom feed with one entry."""
    body = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title>{head}<entry>{entry}</entry></feed>'
    return parse_feed(body.encode(), url=URL)


def test_rss() -> None:
    """Every field of an RSS entry has its place."""
    feed = rss(
        "<title>Ferries sail</title><link>https://example.org/a</link><guid isPermaLink='false'>n-1</guid>"
        "<pubDate>Sun, 01 Mar 2026 12:00:00 GMT</pubDate><author>ada@example.org (Ada Crane)</author><description>In short.</description>"
        "<content:encoded><![CDATA[<p>In <b>full</b>.</p>]]></content:encoded>",
        "<link>https://example.org/</link><language>en-GB</language>",
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
    )

    assert (feed.title, feed.link, feed.language) == ("Courier", "https://example.org/", "en-GB")
    assert feed.entries == (
        Entry(
            id="n-1",
            title="Ferries sail",
            link="https://example.org/a",
            published=NOON,
            author="Ada Crane",
            summary="In short.",
            content="<p>In <b>full</b>.</p>",
        ),
    )


def test_atom() -> None:
    """Every field of an Atom entry has its place."""
    feed = atom(
        "<title>Ferries sail</title><link href='https://example.org/a'/><id>tag:example.org,2026:1</id><published>2026-03-01T13:00:00+01:00</published>"
        "<updated>2026-03-01T12:00:00Z</updated><author><name>Ada Crane</name></author><summary>In short.</summary>"
        "<content type='html'>&lt;p&gt;In full.&lt;/p&gt;</content>",
        "<link href='https://example.org/'/>",
    )

    assert feed.link == "https://example.org/"
    assert feed.entries == (
        Entry(
            id="tag:example.org,2026:1",
            title="Ferries sail",
            link="https://example.org/a",
            published=NOON,
            updated=NOON,
            author="Ada Crane",
            summary="In short.",
            content="<p>In full.</p>",
        ),
    )


def test_rdf() -> None:
    """RSS 1.0, where entries stand beside the channel and dates come from Dublin Core."""
    body = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<channel><title>Courier</title></channel><item rdf:about='https://example.org/a'><title>Ferries sail</title>"
        "<link>https://example.org/a</link><dc:date>2026-03-01T12:00:00Z</dc:date><dc:creator>Ada Crane</dc:creator></item></rdf:RDF>"
    )
    (entry,) = parse_feed(body.encode(), url=URL).entries

    assert (entry.id, entry.title, entry.published, entry.updated, entry.author) == (
        "https://example.org/a",
        "Ferries sail",
        NOON,
        None,
        "Ada Crane",
    )


@pytest.mark.parametrize(
    ("link", "head", "expected"),
    [
        pytest.param("/a", "", "https://example.org/a", id="to the feed's host"),
        pytest.param("a", "", "https://example.org/news/a", id="to the feed's folder"),
        pytest.param("a", "<link>https://courier.example/x/</link>", "https://courier.example/x/a", id="to the site that the feed names"),
        pytest.param("//cdn.example/a", "", "https://cdn.example/a", id="same scheme"),
        pytest.param(" https://other.example/a ", "", "https://other.example/a", id="absolute, with spaces"),
        pytest.param("http://[broken/a", "", "http://[broken/a", id="no address at all: as it is"),
    ],
)
def test_relative_links(link: str, head: str, expected: str) -> None:
    """Links are absolute."""
    assert rss(f"<title>a</title><link>{link}</link>", head).entries[0].link == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("AT&amp;amp;T &amp;#8211; now", "AT&T – now"),
        pytest.param("<![CDATA[Ferries <b>sail</b>]]>", "Ferries <b>sail</b>", id="markup is kept as the feed gave it"),
        pytest.param("if x &lt; y", "if x < y", id="a sign that opens no tag"),
        pytest.param("\n  Ferries\n  sail ", "Ferries sail", id="one line"),
        pytest.param("", None, id="empty"),
        pytest.param("a\0b", "ab", id="NUL"),
    ],
)
def test_titles(title: str, expected: str | None) -> None:
    """A title is one line, as the feed gave it."""
    assert rss(f"<title>{title}</title><guid>1</guid>").entries[0].title == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Sun, 01 Mar 2026 12:00:00 GMT", NOON),
        ("Sun, 01 Mar 2026 07:00:00 EST", NOON),
        ("Sun, 01 Mar 2026 13:00:00 +0100", NOON),
        ("2026-03-01T12:00:00Z", NOON),
        pytest.param("Sun, 01 Mar 2026 13:00:00 BST", NOON, id="British summer is an hour ahead"),
        pytest.param("Sun, 01 Mar 2026 13:00:00 CET", NOON, id="Central Europe"),
        pytest.param("Sun, 01 Mar 2026 17:30:00 IST", NOON, id="India"),
        pytest.param("Thu, 01 Jan 1970 00:00:00 GMT", None, id="a broken clock"),
        pytest.param("0001-01-01T00:00:00Z", None, id="another"),
        pytest.param("soon", None, id="no date"),
        pytest.param("", None, id="empty"),
    ],
)
def test_dates(date: str, expected: datetime | None) -> None:
    """Times are in UTC; what cannot be true is left out."""
    assert rss(f"<title>a</title><pubDate>{date}</pubDate>").entries[0].published == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("<guid isPermaLink='false'>n-1</guid><link>https://example.org/a</link>", "n-1"),
        ("<link>https://example.org/a</link>", "https://example.org/a"),
        ("<title>Ferries</title>", rss("<title>Ferries</title><pubDate>Sun, 01 Mar 2026 12:00:00 GMT</pubDate>").entries[0].id),
    ],
    ids=["its own", "else its link", "else made of its words, whatever its date"],
)
def test_ids(entry: str, expected: str) -> None:
    """Every entry has an id, and the same one at the next poll."""
    assert rss(entry).entries[0].id == expected


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("Plain words.", ("Plain words.", None)),
        ("&lt;p&gt;With &lt;b&gt;markup&lt;/b&gt;.&lt;/p&gt;", ("With markup.", "<p>With <b>markup</b>.</p>")),
    ],
)
def test_summary_that_is_markup_is_content(summary: str, expected: tuple[str, str | None]) -> None:
    """The summary is plain text; markup that came in its place is kept as content."""
    (entry,) = rss(f"<title>a</title><description>{summary}</description>").entries

    assert (entry.summary, entry.content) == expected


HEAD = "<title>Courier</title><link>https://courier.example/</link>"
FULL = base64.b64encode("<p>In full – é.</p>".encode()).decode()


@pytest.mark.parametrize(
    "body",
    [
        *(f"<rss version='{version}'><channel>{HEAD}<item><title>a</title><link>/a</link></item></channel></rss>" for version in VERSIONS),
        f"<rdf:RDF {RDF} xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel>{HEAD}</channel><item><title>a</title><link>/a</link></item></rdf:RDF>",
        f"<rdf:RDF {RDF} xmlns='http://purl.org/rss/1.0/'><channel>{HEAD}</channel><item><title>a</title><link>/a</link></item></rdf:RDF>",
        f"<Channel {RDF} xmlns='http://purl.org/net/rss1.1#'>{HEAD}<items><item><title>a</title><link>/a</link></item></items></Channel>",
        "<CHANNEL HREF='https://courier.example/'><TITLE>Courier</TITLE><ITEM HREF='/a'><TITLE>a</TITLE></ITEM></CHANNEL>",
        "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>Courier</title><link href='https://courier.example/'/>"  # noqa: ISC004  one
        "<entry><title>a</title><link rel='alternate' type='text/html' href='/a'/></entry></feed>",
    ],
    ids=[*VERSIONS, "0.90 as RDF", "1.0", "1.1", "CDF", "Atom 0.3"],
)
def test_old_formats(body: str) -> None:
    """RSS of each version, CDF and the Atom before Atom; links are joined to the site that the feed names."""
    feed = parse_feed(body.encode(), url=URL)

    assert (feed.title, feed.link) == ("Courier", "https://courier.example/")
    assert [(entry.title, entry.link) for entry in feed.entries] == [("a", "https://courier.example/a")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(f"<content type='application/octet-stream'>{FULL}</content>", "<p>In full – é.</p>", id="base64"),
        pytest.param(f"<content type='text/html' mode='base64'>{FULL}</content>", "<p>In full – é.</p>", id="base64 as Atom 0.3 says it"),
        pytest.param("<content type='image/png'>iVBORw0KGgo=</content>", None, id="a picture"),
        pytest.param(
            f"<content type='xhtml'><div {XHTML}><p>In <b>full</b>.<br/></p></div></content>", "<p>In <b>full</b>.<br /></p>", id="XHTML"
        ),
        pytest.param(
            f"<content type='xhtml'><x:div {XHTML.replace('=', ':x=', 1)}><x:p>a</x:p></x:div></content>", "<p>a</p>", id="with a prefix"
        ),
        pytest.param(
            f"<content type='xhtml'><div {XHTML}><div>a</div><div>b</div></div></content>", "<div>a</div><div>b</div>", id="divs inside"
        ),
        pytest.param(f"<content type='application/xhtml+xml'><div {XHTML}>a</div></content>", "a", id="its other name"),
        pytest.param("<content type='html'>&lt;p&gt;a&lt;br&gt;b&lt;/p&gt;</content>", "<p>a<br>b</p>", id="HTML stays as it is"),
        pytest.param("<content>a &lt;b&gt;</content>", "a <b>", id="plain"),
        pytest.param("<content src='https://courier.example/a'/>", None, id="elsewhere"),
    ],
)
def test_full_texts(content: str, expected: str | None) -> None:
    """The whole text that a feed gives is kept, as HTML where it is HTML."""
    assert atom(f"<title>a</title><id>1</id>{content}").entries[0].content == expected


def test_xml_base_counts_inside_of_markup() -> None:
    """Where a feed names a base for its markup, links in it are absolute."""
    (entry,) = atom(
        "<title>a</title><content type='html' xml:base='https://courier.example/x/'>&lt;a href='y'&gt;b&lt;/a&gt;</content>"
    ).entries

    assert entry.content == '<a href="https://courier.example/x/y">b</a>'


@pytest.mark.parametrize("reference", ["&#xD83D;", "&#xd800;", "&#55357;", "&#x110000;", "&#99999999999;", f"&#{'9' * 9_999};"])
def test_half_characters(reference: str) -> None:
    """Half of an emoji costs itself and not the feed; whole characters stay."""
    assert rss(f"<title>a{reference}b &#128029; &#xAC00;</title>").entries[0].title == "ab \N{HONEYBEE} \uac00"


def test_what_feedparser_falls_over() -> None:
    """A feed so broken that feedparser raises is refused, and says what feedparser said."""
    body = b'<rss version="2.0"><channel><title>a</title><item><title>b</title><link</item>>/a</link></item></channel></rss>'
    with pytest.raises(Rejected, match="too broken to be read: KeyError"):
        parse_feed(body, url=URL)


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    """An undeclared entity, a bare ampersand and a missing end cost nothing."""
    body = b"<rss version='2.0'><channel><title>A & B</title><item><title>One&nbsp;two</title></item><item><title>Three</title>"
    feed = parse_feed(body, url=URL)

    assert feed.title == "A & B"
    assert [entry.title for entry in feed.entries] == ["One two", "Three"]


def test_feed_without_entries() -> None:
    """An empty feed is a feed."""
    assert parse_feed(b'<rss version="2.0"><channel><title>Courier</title></channel></rss>', url=URL) == ParsedFeed(title="Courier")
