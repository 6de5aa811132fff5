"""Looking at addresses of a site of our own: feeds, pages that name feeds, and what is neither."""

from typing import Any

import pytest

from config.settings import Settings
from workers.discover import Look, look_at

RSS = '<rss version="2.0"><channel><title>Harbour News</title><item><link>https://news.example/a</link></item></channel></rss>'
PAGE = '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><body>News</body></html>'


def look(settings: Settings, url: str) -> Look:
    """What is found at this address."""
    (found,) = look_at(settings, [url])
    return found


def test_feed(site: Any, settings: Settings) -> None:
    """An address of a feed gives the feed."""
    found = look(settings, site.put("/feed", RSS))

    assert found.feed
    assert (found.feed.title, len(found.feed.entries), found.links, found.error) == ("Harbour News", 1, (), None)


def test_page_that_names_its_feed(site: Any, settings: Settings) -> None:
    """An address of a page gives the feeds it names, absolute, and says that it is none itself."""
    found = look(settings, site.put("/", PAGE))

    assert (found.feed, found.links, found.error) == (None, (f"{site.url}/feed",), "this is a web page, not a feed")


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

    assert look(settings, site.put("/", "<html>News</html>")).links == (f"{site.url}/news.xml", f"{site.url}/rss.xml")


def test_feeds_that_a_site_has_in_an_index(site: Any, settings: Settings) -> None:
    """An index of sitemaps that names some for news is a feed to watch; one that names none is not."""
    index = "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>{}</loc></sitemap></sitemapindex>"
    site.put("/robots.txt", f"Sitemap: {site.url}/all.xml\nSitemap: {site.url}/pages.xml")
    site.put("/all.xml", index.format("/news.xml"))
    site.put("/pages.xml", index.format("/about.xml"))

    assert look(settings, site.put("/", "<html>News</html>")).links == (f"{site.url}/all.xml",)


@pytest.mark.parametrize(
    ("page", "error"),
    [
        ((200, {}, b"<!doctype html><html><p>Nothing</p></html>"), "this is a web page, not a feed"),
        ((200, {}, b""), "the feed is empty"),
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
    assert (found.feed, found.links) == (None, ())


def test_many_in_their_order(site: Any, settings: Settings) -> None:
    """Many addresses are looked at side by side and come back in the order given, good and bad."""
    urls = [site.put(f"/{number}", RSS if number % 3 else "words") for number in range(30)]
    found = look_at(settings, urls)

    assert [each.url for each in found] == urls
    assert [bool(each.feed) for each in found] == [bool(number % 3) for number in range(30)]


def test_none(settings: Settings) -> None:
    """No addresses, nothing found."""
    assert look_at(settings, []) == []
