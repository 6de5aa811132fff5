"""Looking at addresses of a site of our own: feeds, pages that name feeds, and what is neither."""

from typing import Any

import pytest

from config.settings import Settings
from workers.discover import NOT_FOUND, Look, look_at

RSS = '<rss version="2.0"><channel><title>Harbour News</title><item><link>https://news.example/a</link></item></channel></rss>'
PAGE = '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><body>News</body></html>'


def look(settings: Settings, url: str) -> Look:
    """What is found at this address."""
    (found,) = look_at(settings, [url])
    return found


def test_feed(site: Any, settings: Settings) -> None:
    """An address of a feed gives the feed."""
    found = look(settings, site.put("/feed", RSS))

    assert [(each.url, each.kind, each.feed.title, len(each.feed.entries)) for each in found.feeds] == [
        (site.url + "/feed", "RSS", "Harbour News", 1)
    ]
    assert found.error is None


def addresses(found: Look) -> list[str]:
    """Those of the feeds that were found."""
    return [feed.url for feed in found.feeds]


def test_page_that_names_its_feed(site: Any, settings: Settings) -> None:
    """An address of a page gives the feeds it names, absolute, as far as they are feeds."""
    page = PAGE.replace("<body>", '<link rel="alternate" type="application/rss+xml" href="/gone"><body>')
    url, feed = site.put("/", page), site.put("/feed", RSS)

    assert addresses(look(settings, url)) == [feed]


LINK = '<link rel="alternate" type="application/{}+xml" title="{}" href="{}">'
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title><entry><id>tag:a</id><link href="https://news.example/a"/>
<updated>2026-03-01T00:00:00Z</updated></entry></feed>"""
OTHER = RSS.replace("/a<", "/b<")


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        pytest.param(
            {"/": LINK.format("rss", "RSS", "/feeds/videos.xml?channel_id=x"), "/feeds/videos.xml?channel_id=x": ATOM},
            [("/feeds/videos.xml?channel_id=x", "Atom")],
            id="YouTube",
        ),
        pytest.param({"/": LINK.format("rss", "@a", "/@a.rss"), "/@a.rss": RSS}, [("/@a.rss", "RSS")], id="Mastodon"),
        pytest.param({"/": LINK.format("atom", "r/a", "/r/a/.rss"), "/r/a/.rss": ATOM}, [("/r/a/.rss", "Atom")], id="Reddit"),
        pytest.param({"/": LINK.format("atom", "a", "/a/r.atom"), "/a/r.atom": ATOM}, [("/a/r.atom", "Atom")], id="GitHub"),
        pytest.param(
            {"/": LINK.format("rss", "a", "/feed/") + LINK.format("rss", "Comments", "/comments/feed"),
             "/feed/": RSS, "/comments/feed": OTHER},
            [("/feed/", "RSS")],
            id="WordPress: not its comments",
        ),
        pytest.param({"/": LINK.format("rss", "a", "/comments/feed"), "/comments/feed": RSS}, [("/comments/feed", "RSS")], id="only those"),
        pytest.param({"/": "Words", "/feed": RSS}, [("/feed", "RSS")], id="Substack"),
        pytest.param(
            {"/": LINK.format("rss", "RSS", "/rss") + LINK.format("atom", "Atom", "/atom"), "/rss": RSS, "/atom": ATOM}, [("/rss", "RSS")],
            id="the same as RSS and as Atom",
        ),
        pytest.param(
            {"/": LINK.format("rss", "a", "/a") + LINK.format("rss", "b", "/b"), "/a": RSS, "/b": OTHER}, [("/a", "RSS"), ("/b", "RSS")],
            id="several",
        ),
    ],
)  # fmt: skip
def test_sites(site: Any, settings: Settings, pages: dict[str, str], expected: list[tuple[str, str]]) -> None:
    """What is found at the address of a site, as those in wide use are built."""
    for path, page in pages.items():
        site.put(path, f"<!doctype html><html><head>{page}</head></html>" if path == "/" else page)
    found = look(settings, site.url + "/")

    assert [(each.url.removeprefix(site.url), each.kind) for each in found.feeds] == expected


def test_page_of_an_article(site: Any, settings: Settings) -> None:
    """A page that names no feed leads to its home page, which may."""
    site.put("/", PAGE)
    feed = site.put("/feed", RSS)

    assert addresses(look(settings, site.put("/2026/a.html", "<html><p>Words</p></html>"))) == [feed]


def test_without_protocol(site: Any, settings: Settings) -> None:
    """An address may be given as people say it; the site that speaks no TLS is asked without."""
    feed = site.put("/feed", RSS)
    site.put("/", PAGE)

    assert addresses(look(settings, site.url.removeprefix("http://"))) == [feed]


SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>
<loc>https://news.example/b</loc><news:news><news:title>B</news:title></news:news></url></urlset>"""


def test_feeds_that_a_page_does_not_name(site: Any, settings: Settings) -> None:
    """Without links on its page, a site's feeds are looked for where robots.txt says and where feeds usually are, each once."""
    site.put("/robots.txt", f"Sitemap: {site.url}/all.xml\nSitemap: {site.url}/news.xml\nSitemap: file:///etc/passwd")
    site.put("/all.xml", SITEMAP.replace("news:", "x:"))  # of all pages, not of news
    site.put("/news.xml", SITEMAP)
    site.put("/rss", "", 301, Location="/rss.xml")
    site.put("/rss.xml", RSS)
    site.put("/feed.xml", RSS)
    site.put("/atom.xml", "<rss version='2.0'><channel></channel></rss>")  # without entries

    assert addresses(look(settings, site.put("/", "<html>News</html>"))) == [f"{site.url}/news.xml", f"{site.url}/rss.xml"]


def test_feeds_that_a_site_has_in_an_index(site: Any, settings: Settings) -> None:
    """An index of sitemaps that names some for news is a feed to watch; one that names none is not."""
    index = "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>{}</loc></sitemap></sitemapindex>"
    site.put("/robots.txt", f"Sitemap: {site.url}/all.xml\nSitemap: {site.url}/pages.xml")
    site.put("/all.xml", index.format("/news.xml"))
    site.put("/pages.xml", index.format("/about.xml"))

    assert addresses(look(settings, site.put("/", "<html>News</html>"))) == [f"{site.url}/all.xml"]


@pytest.mark.parametrize(
    ("page", "error"),
    [
        ((200, {}, b"<!doctype html><html><p>Nothing</p></html>"), f"this is a web page, not a feed; {NOT_FOUND}"),
        ((200, {}, b""), f"the feed is empty; {NOT_FOUND}"),
        ((404, {}, PAGE.encode()), "the server answers 404"),
        ((503, {}, PAGE.encode()), "the server answers 503"),
        ((302, {"Location": "http://10.0.0.1/"}, b""), "10.0.0.1 is not a public address (NEWSLINE_ALLOWED_NETWORKS can allow it)"),
    ],
    ids=["page", "empty", "not found", "busy", "not public"],
)
def test_neither(site: Any, settings: Settings, page: tuple[int, dict[str, str], bytes], error: str) -> None:
    """What is neither has a reason."""
    site.pages["/a"] = page

    assert look(settings, site.url + "/a") == Look(url=site.url + "/a", error=error)


@pytest.mark.parametrize("url", ["nix", "file:///etc/passwd", "http://a..b/", "http://127.0.0.1:1/"])
def test_no_answer(settings: Settings, url: str) -> None:
    """An address that is none, or does not answer, is a reason and no exception."""
    found = look(settings, url)

    assert found.error
    assert found.feeds == ()


def test_many_in_their_order(site: Any, settings: Settings) -> None:
    """Many addresses are looked at side by side and come back in the order given, good and bad."""
    urls = [site.put(f"/{number}", RSS if number % 3 else "words") for number in range(30)]
    found = look_at(settings, urls)

    assert [each.url for each in found] == urls
    assert [bool(each.feeds) for each in found] == [bool(number % 3) for number in range(30)]


def test_none(settings: Settings) -> None:
    """No addresses, nothing found."""
    assert look_at(settings, []) == []
