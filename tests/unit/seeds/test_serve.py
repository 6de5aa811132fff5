"""The bundled news site answers as promised: every path, validators, the update, the address in its feeds."""

import http.client
import json
import re
import socket
import struct
import time
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from seeds.articles import read_contents
from seeds.serve import Site, serve

CONTENTS = read_contents()
CHANGING = "/courier/aegis-cost-review"
CHANGING_FEED = "/courier/feed.xml"


@pytest.fixture
def site() -> Iterator[Site]:
    """The site on a free port."""
    with serve() as site:
        yield site


def get(site: Site, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    """The answer to one request, redirects not followed; header names are given with underscores."""
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=10)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


@pytest.mark.parametrize(
    ("path", "status", "content_type"),
    [
        pytest.param("/courier/feed.xml", 200, "application/rss+xml; charset=utf-8", id="RSS"),
        pytest.param("/valbrune/rss.xml", 200, "application/rss+xml; charset=utf-8", id="RSS in French"),
        pytest.param("/dispatch/feed.atom", 200, "application/atom+xml; charset=utf-8", id="Atom"),
        pytest.param("/meridian/feed.json", 200, "application/feed+json", id="JSON Feed"),
        pytest.param("/dispatch/news-sitemap.xml", 200, "application/xml", id="news sitemap"),
        pytest.param("/voz/news-sitemap.xml", 200, "application/xml", id="news sitemap in Spanish"),
        pytest.param("/courier/ferry-deal", 200, "text/html", id="article"),
        pytest.param("/courier/ferry-deal?from=feed", 200, "text/html", id="a query changes nothing"),
        pytest.param("/private/spring-newsletter", 200, "text/html", id="served to those who ignore robots.txt"),
        pytest.param("/courier/", 200, "text/html", id="front page"),
        pytest.param("/robots.txt", 200, "text/plain", id="robots.txt"),
        pytest.param("/courier/news/2025/03/12/ferry-deal", 301, "text/html", id="moved"),
        pytest.param("/courier/ferry-timetable-changes", 404, "text/html", id="gone"),
        pytest.param("/nowhere", 404, "text/html", id="never there"),
    ],
)
def test_each_kind_of_path_answers_as_promised(site: Site, path: str, status: int, content_type: str) -> None:
    """Each kind of path has its status and its type."""
    response, _ = get(site, path)

    assert (response.status, response.headers["Content-Type"]) == (status, content_type)


def test_every_entry_answers_by_its_expected_fate(site: Site) -> None:
    """What a feed links to is there, but for the one that is gone; the one that moved leads to its article."""
    statuses = {link: get(site, link)[0].status for feed in CONTENTS.feeds for link in feed.entries}

    assert statuses.pop("/courier/news/2025/03/12/ferry-deal") == 301
    assert statuses.pop("/courier/ferry-timetable-changes") == 404
    assert set(statuses.values()) == {200}


def test_redirect_leads_to_the_article(site: Site) -> None:
    """The old address answers with the new one, on the port that is served."""
    response, _ = get(site, "/courier/news/2025/03/12/ferry-deal")

    assert response.headers["Location"] == f"{site.url}/courier/ferry-deal"


def test_feeds_are_well_formed_and_link_to_the_port_served(site: Site) -> None:
    """Each feed can be parsed and names each of its entries under the site's own address, in order."""
    for feed in CONTENTS.feeds:
        body = get(site, feed.link)[1]

        assert read_links(body, feed.kind) == [site.url + link for link in feed.entries], feed.link


def read_links(body: bytes, kind: str) -> list[str]:
    """The entries' links, read without newsline's own parsers."""
    if kind == "json":
        return [entry["url"] for entry in json.loads(body)["items"]]
    root = ET.fromstring(body)  # noqa: S314  our own feed
    path = {"rss": "./channel/item/link", "atom": "./{*}entry/{*}link", "sitemap": "./{*}url/{*}loc"}[kind]
    return [link.get("href") or link.text or "" for link in root.iterfind(path)]


@pytest.mark.parametrize(
    ("path", "header"),
    [
        pytest.param("/courier/ferry-deal", "ETag", id="page by ETag"),
        pytest.param("/courier/ferry-deal", "Last-Modified", id="page by date"),
        pytest.param("/courier/feed.xml", "ETag", id="feed by ETag"),
        pytest.param("/meridian/feed.json", "Last-Modified", id="feed by date"),
    ],
)
def test_what_has_not_changed_is_not_sent_again(site: Site, path: str, header: str) -> None:
    """The validator of the first answer brings a 304 without a body."""
    first, _ = get(site, path)
    condition = {"ETag": "If_None_Match", "Last-Modified": "If_Modified_Since"}[header]

    again, body = get(site, path, **{condition: first.headers[header]})

    assert (again.status, body) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"If_None_Match": '"other"'}, id="another ETag"),
        pytest.param({"If_None_Match": '"other"', "If_Modified_Since": "Fri, 01 Jan 2100 00:00:00 GMT"}, id="ETag before date"),
        pytest.param({"If_Modified_Since": "Sat, 01 Jan 2000 00:00:00 GMT"}, id="older date"),
    ],
)
def test_what_has_changed_is_sent(site: Site, headers: dict[str, str]) -> None:
    """A validator that does not fit brings the whole body."""
    response, body = get(site, "/courier/feed.xml", **headers)

    assert response.status == 200
    assert body


def test_the_update_is_seen_at_the_second_poll(site: Site) -> None:
    """First poll and page show version 1; the poll after that shows version 2, with new validators, and so does the page."""
    first, old_feed = get(site, CHANGING_FEED)
    _, old_page = get(site, CHANGING)
    second, new_feed = get(site, CHANGING_FEED, If_None_Match=first.headers["ETag"], If_Modified_Since=first.headers["Last-Modified"])
    _, new_page = get(site, CHANGING)
    third, _ = get(site, CHANGING_FEED, If_None_Match=second.headers["ETag"])

    assert b"Auditors open review" in old_feed
    assert b"2.1 billion" not in old_page
    assert second.status == 200
    assert b"Auditors put Aegis at 2.1 billion crowns" in new_feed
    assert b"2.1 billion" in new_page
    assert second.headers["Last-Modified"] != first.headers["Last-Modified"]
    assert third.status == 304


def test_the_update_waits_until_its_page_was_read(site: Site) -> None:
    """However often the feed is polled, version 1 stays until somebody has read it, so it is never missed."""
    bodies = {get(site, CHANGING_FEED)[1] for _ in range(3)}

    assert len(bodies) == 1
    assert b"2.1 billion" not in get(site, CHANGING)[1]


def test_update_can_be_switched(site: Site) -> None:
    """`updates_itself=False` keeps version 1 until `update()`, which shows at once."""
    with serve(updates_itself=False) as still:
        for path in (CHANGING_FEED, CHANGING, CHANGING_FEED):
            assert b"2.1 billion" not in get(still, path)[1]
        still.update()
        assert b"2.1 billion" in get(still, CHANGING)[1]

    site.update()
    assert b"2.1 billion" in get(site, CHANGING_FEED)[1]


def test_other_feeds_do_not_change_with_the_update(site: Site) -> None:
    """Only the feed of the article that changes changes."""
    others = [feed.link for feed in CONTENTS.feeds if feed.link != CHANGING_FEED]
    before = [get(site, link)[1] for link in others]

    site.update()

    assert [get(site, link)[1] for link in others] == before


def test_windows_1252_page_is_no_utf8(site: Site) -> None:
    """The page says windows-1252 and means it: its curly marks are bytes that UTF-8 does not allow."""
    response, body = get(site, "/dispatch/wolf-tarn-valley")

    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")
    assert b'<meta charset="windows-1252">' in body
    assert "charset" not in response.headers["Content-Type"]
    assert "“My first thought was that somebody’s dog had got out,”" in body.decode("windows-1252")


def test_paywall_page_says_so_and_gives_little(site: Site) -> None:
    """The stub is marked as not free and holds two sentences of its article."""
    body = get(site, "/dispatch/aegis-inside-story")[1].decode()

    assert '"isAccessibleForFree": false' in body
    assert len(re.findall(r"<p>", body)) == 1
    assert '"isAccessibleForFree": true' in get(site, "/dispatch/central-bank")[1].decode()


def test_robots_forbids_one_folder(site: Site) -> None:
    """All but /private/ may be fetched, and one feed links into it."""
    assert get(site, "/robots.txt")[1] == b"User-agent: *\nDisallow: /private/\n"
    assert [link for feed in CONTENTS.feeds for link in feed.entries if link.startswith("/private/")] == ["/private/spring-newsletter"]


def test_jsonld_can_be_read(site: Site) -> None:
    """The JSON-LD of a page is JSON and carries title, date and byline."""
    body = get(site, "/courier/library-logbook")[1].decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', body)

    assert found is not None
    facts = json.loads(found[1])
    assert facts["headline"] == "Lost logbook of the Constant Anne found behind library panel"
    assert facts["datePublished"] == "2025-03-11T10:00:00+00:00"
    assert facts["author"] == [{"@type": "Person", "name": "Miriam Vale"}]


def test_front_page_names_its_feed(site: Site) -> None:
    """A front page leads to its feed and to its articles."""
    body = get(site, "/courier/")[1].decode()

    assert '<link rel="alternate" type="application/rss+xml" href="/courier/feed.xml">' in body
    assert 'href="/courier/ferry-deal"' in body


def test_requests_are_noted_in_order(site: Site) -> None:
    """`requests` lets a test prove that a page was never asked for, or only once."""
    get(site, "/robots.txt")
    get(site, "/courier/ferry-deal")

    assert site.requests == ["/robots.txt", "/courier/ferry-deal"]


def test_a_caller_that_hangs_up_leaves_no_trace(site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    """A connection that is reset, as by a worker that was killed, is no news; the next caller is served."""
    address = urlsplit(site.url)
    with socket.create_connection((address.hostname, address.port), timeout=10) as caller:
        caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # close by reset
        caller.sendall(b"GET /courier/ferry-deal HTTP/1.1\r\nHost: x\r\n\r\n")
        caller.recv(1)
    time.sleep(0.2)

    assert get(site, "/robots.txt")[0].status == 200
    assert capfd.readouterr().err == ""


def test_two_sites_stand_side_by_side() -> None:
    """Port 0 takes a free port each time, and `feeds` names it."""
    with serve() as one, serve() as other:
        assert one.url != other.url
        assert all(feed.startswith(one.url) for feed in one.feeds)


def test_a_port_that_is_taken_is_an_error(site: Site) -> None:
    """A taken port raises at once."""
    with pytest.raises(OSError, match="in use"), serve(urlsplit(site.url).port or 0):
        pass


def test_nothing_is_served_after_the_block() -> None:
    """Leaving the block closes the port."""
    with serve() as site:
        pass

    with pytest.raises(ConnectionRefusedError):
        get(site, "/robots.txt")
