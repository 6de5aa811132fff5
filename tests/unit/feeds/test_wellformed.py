"""The quick reader, held against feedparser."""

from datetime import UTC, datetime
from xml.sax.saxutils import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.feeds.dates import parse_mail_date
from pipeline.feeds.syndication import parse_syndication
from pipeline.feeds.wellformed import parse_wellformed

URL = "https://example.org/news/feed.xml"
SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:own="https://courier.example/ns"'
)
HEAD = "<title>Courier</title><link>https://courier.example/</link><language>en-GB</language>"
ITEM = "<item><title>Ferries sail</title><link>https://courier.example/a</link></item>"


def rss(entry: str, head: str = HEAD) -> bytes:
    """An RSS feed with one entry."""
    return f'<?xml version="1.0"?><rss version="2.0" {SPACES}><channel>{head}<item>{entry}</item></channel></rss>'.encode()


def atom(entry: str, head: str = HEAD.replace("<link>https://courier.example/</link>", "<link href='https://courier.example/'/>")) -> bytes:
    """An Atom feed with one entry."""
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">{head}<entry>{entry}</entry></feed>'.encode()


def rdf(entry: str) -> bytes:
    """An RSS 1.0 feed with one entry."""
    spaces = f'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" {SPACES}'
    return f"<rdf:RDF {spaces}><channel rdf:about='x'>{HEAD}</channel><item rdf:about='https://courier.example/a'>{entry}</item></rdf:RDF>".encode()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            rss("<title>a</title><link>/a</link><guid>https://courier.example/?p=1</guid><pubDate>Sun, 1 Mar 2026 12:00:00 CET</pubDate>"),
            id="RSS 2.0",
        ),
        pytest.param(rss("<guid>https://courier.example/?p=1</guid>"), id="a guid for a link"),
        pytest.param(rss("<guid isPermaLink='false'>n-1</guid><title>a</title>"), id="a guid that is none"),
        pytest.param(rss("<title>a</title><author>ada@example.org (Ada Crane)</author>"), id="a mail address and a name"),
        pytest.param(rss("<author>Ada Crane &lt;ada@example.org&gt;</author>"), id="a name and a mail address"),
        pytest.param(rss("<author>ada@example.org</author>"), id="a mail address alone"),
        pytest.param(
            rss("<dc:creator>Ada Crane</dc:creator><dc:creator>Simon Farrow</dc:creator><dc:creator>Ada Crane</dc:creator>"), id="creators"
        ),
        pytest.param(rss("<dc:date>2026-03-01T12:00:00.5Z</dc:date><dc:title>a</dc:title>"), id="Dublin Core"),
        pytest.param(
            rss("<dcterms:issued>2026-03-01</dcterms:issued><dcterms:modified>2026-03-02T10:00:00+01:00</dcterms:modified>"), id="its terms"
        ),
        pytest.param(
            rss("<description>In short</description><content:encoded><![CDATA[<p>In full.</p>]]></content:encoded>"), id="short and full"
        ),
        pytest.param(
            rss("<content:encoded><![CDATA[<p>In full.</p>]]></content:encoded><description>In short</description>"), id="full and short"
        ),
        pytest.param(rss("<content:encoded><![CDATA[<p>In full.</p>]]></content:encoded>"), id="full alone"),
        pytest.param(
            rss("<description>&lt;p&gt;One &amp;amp; all&lt;/p&gt;</description><itunes:summary>Notes</itunes:summary>"), id="two summaries"
        ),
        pytest.param(rss("<title>AT&amp;amp;T &amp;#8211; now</title><description>A &amp;lt; B</description>"), id="escaped twice"),
        pytest.param(rss("<title>&lt;/example&gt; if x &lt; y &amp; z</title>"), id="no markup although it looks like it"),
        pytest.param(
            rss("<title>One <!-- two --> three</title><own:title>no</own:title>"),
            id="comments, unknown elements",
        ),
        pytest.param(rss("<TITLE>a</TITLE><PubDate>Sun, 01 Mar 2026 12:00:00 GMT</PubDate>"), id="names in capitals"),
        pytest.param(rss("<title>cafÃ© caf\u00e9 \u0093a\u0094 ferry\u2019s</title>"), id="characters to repair, among others"),
        pytest.param(rss("<title>cafÃ©</title>"), id="characters to repair"),
        pytest.param(
            rss("<title>a</title><atom:link rel='self' href='/self'/><atom:link href='/b'/><link>/a?x=1&amp;amp;y=2&amp;copy;</link>"),
            id="links",
        ),
        pytest.param(rss("<title>a</title>", "<title>Courier</title><atom:link rel='self' href='/self'/>"), id="no site"),
        pytest.param(
            rss("<title>a</title><media:content><media:title>caption</media:title></media:content><description>b</description>"),
            id="a caption",
        ),
        pytest.param(rss("<title>a</title>", f"{HEAD}<image><title>Logo</title><link>/logo</link></image>"), id="a logo's title"),
        pytest.param(rdf("<title>a</title><dc:date>2026-03-01T12:00Z</dc:date>"), id="RSS 1.0"),
        pytest.param(
            atom(
                "<title type='html'>a &lt;b&gt;b&lt;/b&gt; &amp;amp; c</title><id>urn:1</id><link rel='self' href='/x'/><link href='/a'/>"
            ),
            id="Atom 1.0",
        ),
        pytest.param(atom("<title type='text'>a &lt;b&gt; &amp;amp; c</title><id>urn:1</id><summary>s</summary>"), id="Atom, plain"),
        pytest.param(
            atom("<author><name>Ada Crane</name><email>a@example.org</email></author><author><name>Simon Farrow</name></author>"),
            id="Atom's authors",
        ),
        pytest.param(
            atom("<author><email>a@example.org</email></author><content type='html'>&lt;p&gt;a&lt;/p&gt;</content>"),
            id="an author without a name",
        ),
        pytest.param(
            atom("<title>a</title><published>2026-03-01T12:00:00Z</published><updated>2026-03-02T12:00:00-05:00</updated>"),
            id="Atom's dates",
        ),
        pytest.param(atom("<title>a</title><id>urn:1</id>", "<title>Courier</title><id>urn:feed</id>"), id="an id is no address of a site"),
        pytest.param(
            b"<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>Courier</title><entry>"
            b"<title mode='escaped' type='text/html'>a &lt;i&gt;b&lt;/i&gt;</title>"
            b"<issued>2026-03-01T12:00:00Z</issued><modified>2026-03-01T13:00:00Z</modified></entry></feed>",
            id="Atom 0.3",
        ),
        pytest.param(
            '<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><item><title>ferry</title></item></channel></rss>'.encode("latin-1"),
            id="RSS 0.91 in Latin-1, without a foreign letter",
        ),
    ],
)
def test_same_as_feedparser(body: bytes) -> None:
    """What the quick reader reads, feedparser reads too, field by field."""
    assert parse_wellformed(body, URL, None) == parse_syndication(body, URL, None)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(rss("<title>A & B</title>"), id="a bare ampersand"),
        pytest.param(rss("<title>A&nbsp;B</title>"), id="an undeclared entity"),
        pytest.param(rss("<title>a</title>")[:-10], id="cut off"),
        pytest.param(b"<!DOCTYPE rss [<!ENTITY a 'b'>]>" + rss("<title>a</title>")[21:], id="a DTD"),
        pytest.param(rss("<title>a\x7f</title>"), id="a control character"),
        pytest.param(rss("<title>a&#127;</title>"), id="the same as a reference"),
        pytest.param(rss("<title>a</title>").replace(b"<rss", b"<rss xml:base='http://a/'"), id="xml:base"),
        pytest.param(rss("<title>a</title><pubDate>last Sunday</pubDate>"), id="a date in words"),
        pytest.param(rss("<description>Not <b>escaped</b></description>"), id="markup that is not escaped"),
        pytest.param(atom("<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a</div></content>"), id="XHTML"),
        pytest.param(atom("<content type='image/png'>aGVsbG8=</content>"), id="base64"),
        pytest.param(rss("<media:group><media:description>a</media:description></media:group>"), id="nothing but a caption"),
        pytest.param(f"<rss {SPACES}>{ITEM}<channel>{HEAD}</channel></rss>".encode(), id="entries before the channel"),
        pytest.param(f"<rss><channel>{HEAD}</channel></rss>".encode(), id="no entries"),
        pytest.param(f"<channel>{HEAD}{ITEM}</channel>".encode(), id="CDF"),
        pytest.param(
            '<?xml version="1.0" encoding="windows-1252"?><rss><channel><item><title>é</title></item></channel></rss>'.encode("cp1252"),
            id="another charset",
        ),
        pytest.param(b'<?xml version="1.0" encoding="klingon"?><rss><channel><item/></channel></rss>', id="a charset that nobody knows"),
    ],
)
def test_what_is_left_to_feedparser(body: bytes) -> None:
    """Where it is not sure it says nothing."""
    assert parse_wellformed(body, URL, None) is None


@pytest.mark.parametrize(
    ("body", "links"),
    [
        pytest.param(
            rss("<link uri='at://x/y'>https://courier.example/a</link>"),
            ["https://courier.example/a"],
            id="a link's text before its attributes",
        ),
        pytest.param(
            atom("<source><title>b</title><entry/></source><link href='https://courier.example/a'/>"),
            ["https://courier.example/a"],
            id="an entry inside of a source",
        ),
        pytest.param(rss(f"<link>/a</link><own:old>{ITEM}</own:old>", ""), ["https://example.org/a"], id="an item inside of an item"),
    ],
)
def test_better_than_feedparser(body: bytes, links: list[str]) -> None:
    """Where feedparser takes something else for the entry."""
    feed = parse_wellformed(body, URL, None)

    assert feed is not None
    assert [entry.link for entry in feed.entries] == links


def test_captions_are_no_text() -> None:
    """The description of a picture is not the article's whole text."""
    feed = parse_wellformed(rss("<title>a</title><description>b</description><media:description>c</media:description>"), URL, None)

    assert feed is not None
    assert (feed.entries[0].summary, feed.entries[0].content) == ("b", None)


WORDS = st.text(alphabet="ab é’&<>;\n\"'/#@.:", max_size=12).filter(str.strip).map(escape)
PIECES = st.one_of(
    st.builds("<title>{}</title>".format, WORDS),
    st.builds("<title><![CDATA[<p>{}</p>]]></title>".format, WORDS.filter(lambda words: "]]" not in words)),
    st.builds("<guid isPermaLink='{}'>{}</guid>".format, st.sampled_from(["true", "false"]), WORDS),
    st.builds("<description>{}</description>".format, WORDS),
    st.builds("<content:encoded>{}</content:encoded>".format, WORDS),
    st.builds("<pubDate>{}</pubDate>".format, st.sampled_from(["Sun, 01 Mar 2026 12:00:00 EST", "1 Mar 2026 12:00 GMT", "2026-03-01"])),
    st.builds("<dc:creator>{}</dc:creator>".format, WORDS.filter(lambda words: "@" not in words)),
    st.sampled_from(["<link>https://courier.example/a?b=c&amp;d</link>", "<category>x</category>", "<dc:date>2026-03-01</dc:date>"]),
)


@given(st.lists(PIECES, max_size=7, unique_by=lambda piece: piece[: 5 if piece.startswith("<guid") else None]))
@example(["<description>a</description>", "<description>R&amp;D; more</description>", "<content:encoded>b</content:encoded>"])
@example(["<description>a</description>", "<description>&lt;a&gt;</description>", "<content:encoded>b</content:encoded>"])
@example(["<title>R&amp;D; A&amp;amp;B</title>", "<description>R&amp;D; A&amp;amp;B</description>"])
@settings(deadline=None)
def test_any_well_formed_entry(pieces: list[str]) -> None:
    """However the elements of an entry are mixed, both readers say the same, or the quick one nothing."""
    body = rss("".join(pieces))
    feed = parse_wellformed(body, URL, None)

    assert feed is None or feed == parse_syndication(body, URL, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sun, 01 Mar 2026 12:00:00 GMT", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("1 March 2026 12:00 Z", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("Sunday, 1 Mar 2026 07:00:00 EST", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("Sun, 01 Mar 2026 17:30:00 IST", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("Sun, 01 Mar 2026 10:30:00 -01:30", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        pytest.param("Sat, 31 Dec 2016 23:59:60 GMT", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC), id="a leap second"),
        pytest.param("Sun, 01 Mar 2026 12:00:00 XYZ", None, id="a zone that is none"),
        pytest.param("Sun, 31 Feb 2026 12:00:00 GMT", None, id="a day that is none"),
        pytest.param("Sun, 01 Foo 2026 12:00:00 GMT", None, id="a month that is none"),
        pytest.param("Mon, 01 Jan 0001 00:00:00 +0500", None, id="before all dates"),
        pytest.param("01 Mar 2026", None, id="a day only: feedparser knows"),
    ],
)
def test_mail_dates(text: str, expected: datetime | None) -> None:
    """The moment in UTC, or nothing."""
    assert parse_mail_date(text) == expected
