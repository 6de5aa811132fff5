"""WebSub without a network: who offers to push, what a hub's questions say, and whose signature a body bears."""

import hashlib
import hmac
import time
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.feeds import parse_feed
from pipeline.feeds.websub import LEASE_S, LONGEST_LEASE_S, Notice, Offer, build_form, find_links, find_offer, is_signed, read_notice
from pipeline.model import ParsedFeed

URL = "https://news.example/feed"
HUB, SELF = "https://hub.example/", "https://news.example/self"
ATOM_LINKS = f'<atom:link rel="hub" href="{HUB}"/><atom:link rel="self" href="{SELF}"/>'
ITEM = "<item><title>a</title></item>"
RSS = f'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>x</title>{ATOM_LINKS}{ITEM}</channel></rss>'
LINKS = f'<link rel="hub" href="{HUB}"/><link rel="self" href="/self"/>'
ATOM = f'<feed xmlns="http://www.w3.org/2005/Atom">{LINKS}<entry><title>a</title></entry></feed>'


@pytest.mark.parametrize(
    ("body", "hub", "topic"),
    [
        pytest.param(RSS, HUB, SELF, id="RSS"),
        pytest.param(RSS.replace("<title>x</title>", "<title>A & B</title>"), HUB, SELF, id="RSS that is broken"),
        pytest.param(ATOM, HUB, SELF, id="Atom"),
        pytest.param(ATOM.replace("<title>a", "<title>A & B"), HUB, SELF, id="Atom that is broken"),
        pytest.param(ATOM.replace('"hub"', '"HUB"'), HUB, SELF, id="in capitals"),
        pytest.param(ATOM.replace(f'<link rel="hub" href="{HUB}"/>', ""), None, SELF, id="no hub"),
        pytest.param(
            RSS.replace(ITEM, f"<item><title>a</title>{ATOM_LINKS}</item>").replace(ATOM_LINKS, "", 1), None, None, id="an entry's"
        ),
        pytest.param(
            f'{{"version": "https://jsonfeed.org/version/1.1", "feed_url": "{SELF}", "items": [],'
            f'"hubs": [{{"type": "rssCloud", "url": "https://cloud.example/"}}, {{"type": "WebSub", "url": "{HUB}"}}]}}',
            HUB,
            SELF,
            id="JSON Feed",
        ),
        pytest.param(
            '{"version": "https://jsonfeed.org/version/1.1", "hubs": {"url": 1}, "items": []}', None, None, id="JSON of a wrong type"
        ),
    ],
)
def test_feeds_name_their_hub(body: str, hub: str | None, topic: str | None) -> None:
    """Each reader finds the feed's own links, and not those of its entries."""
    feed = parse_feed(body.encode(), url=URL)

    assert (feed.hub, feed.topic) == (hub, topic)


@pytest.mark.parametrize(
    ("header", "links"),
    [
        pytest.param('<https://hub.example/>; rel="hub", </self>; rel="self"', {"hub": HUB, "self": SELF}, id="two"),
        pytest.param("<https://hub.example/>;rel=hub,</self>;rel=self", {"hub": HUB, "self": SELF}, id="bare"),
        pytest.param('<https://hub.example/> ; title="a, <b>; c" ; REL="HUB"', {"hub": HUB}, id="other parameters, capitals"),
        pytest.param('<https://hub.example/>; rel="hub self"', {"hub": HUB, "self": HUB}, id="two relations"),
        pytest.param('<https://hub.example/>; rel="hub"; rel="self"', {"hub": HUB}, id="of two rel the first counts"),
        pytest.param('<https://hub.example/>; rel="hub", <https://b.example/>; rel="hub"', {"hub": HUB}, id="of two hubs the first counts"),
        pytest.param('<https://hub.example/>; rel="hub"; anchor="/other"', {}, id="another page's"),
        pytest.param('<https://hub.example/?a=1,2;b>; rel="hub"', {"hub": "https://hub.example/?a=1,2;b"}, id="commas in an address"),
        pytest.param('<https://hub.example/>; crossorigin; rel="hub"', {"hub": HUB}, id="a parameter without a value"),
        pytest.param("https://hub.example/; rel=hub", {}, id="no brackets"),
        pytest.param("<https://hub.example/>", {}, id="no relation"),
        pytest.param("", {}, id="none"),
    ],
)
def test_link_headers(header: str, links: dict[str, str]) -> None:
    """Relations and absolute addresses, as RFC 8288 writes them."""
    assert find_links(header, URL) == links


@given(st.text(alphabet='<>;,="\\ \trelhubself:/.*ax', max_size=200))
def test_any_link_header(header: str) -> None:
    """Whatever the header is, the answer is addresses."""
    assert all(isinstance(address, str) for address in find_links(header, URL).values())


@pytest.mark.parametrize("piece", ["<", "<a>;", '<a>;"', "<a> ", '<a>;x="";', "<a>;\t", ";x=", "<a>; rel=", '<a>;x="" '])
def test_long_link_headers(piece: str) -> None:
    """The time does not take the square of a header's length."""
    started = time.process_time()
    find_links(piece * 10_000, URL)
    find_links("<a>" + piece * 10_000, URL)

    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("links", "feed", "offer"),
    [
        pytest.param("", ParsedFeed(), None, id="none"),
        pytest.param("", ParsedFeed(hub=HUB, topic=SELF), Offer(HUB, SELF), id="the feed's own"),
        pytest.param("", ParsedFeed(hub=HUB), Offer(HUB, URL), id="a feed that does not name itself"),
        pytest.param(
            "<https://h.example/>; rel=hub", ParsedFeed(hub=HUB, topic=SELF), Offer("https://h.example/", SELF), id="header first"
        ),
        pytest.param(
            "</h>; rel=hub, </s>; rel=self", ParsedFeed(), Offer("https://news.example/h", "https://news.example/s"), id="headers"
        ),
        pytest.param("", ParsedFeed(hub="ftp://hub.example/"), None, id="no web address"),
        pytest.param("", ParsedFeed(hub="https://[hub/"), None, id="no address at all"),
        pytest.param("", ParsedFeed(hub=HUB, topic="urn:feed"), None, id="a name that no hub can fetch"),
    ],
)
def test_offers(links: str, feed: ParsedFeed, offer: Offer | None) -> None:
    """A feed that has a hub is pushed under the name that it gives itself."""
    assert find_offer(links, feed, URL) == offer


def test_forms() -> None:
    """The secret and the lease go with a subscription alone."""
    asked = build_form("subscribe", Offer(HUB, SELF), "https://desk.example/k", "s")
    ended = build_form("unsubscribe", Offer(HUB, SELF), "https://desk.example/k", "s")

    assert asked == ended | {"hub.mode": "subscribe", "hub.secret": "s", "hub.lease_seconds": "864000"}
    assert ended == {"hub.mode": "unsubscribe", "hub.topic": SELF, "hub.callback": "https://desk.example/k"}


@pytest.mark.parametrize(
    ("fields", "notice"),
    [
        pytest.param(
            {"hub.mode": "subscribe", "hub.topic": SELF, "hub.challenge": "c d", "hub.lease_seconds": "60"},
            Notice("subscribe", SELF, "c d", 60, ""),
            id="verification",
        ),
        pytest.param({"hub.mode": "denied", "hub.topic": SELF, "hub.reason": "no"}, Notice("denied", SELF, "", LEASE_S, "no"), id="denial"),
        pytest.param({"hub.mode": "subscribe"}, None, id="no topic"),
        pytest.param({"hub.topic": SELF}, None, id="no mode"),
        pytest.param({}, None, id="nothing"),
        pytest.param({f"x{n}": "1" for n in range(100)} | {"hub.mode": "subscribe", "hub.topic": SELF}, None, id="too much"),
    ],
)
def test_notices(fields: dict[str, str], notice: Notice | None) -> None:
    """What a hub asks or tells."""
    assert read_notice(urlencode(fields)) == notice


@pytest.mark.parametrize(
    ("told", "lease_s"),
    [
        ("2", 2),
        ("864000", 864_000),
        ("31536000", LONGEST_LEASE_S),
        ("9" * 15, LONGEST_LEASE_S),
        ("9" * 400, LEASE_S),
        ("0", LEASE_S),
        ("-5", LEASE_S),
        ("²", LEASE_S),
        ("1e3", LEASE_S),
        ("", LEASE_S),
    ],
)
def test_leases(told: str, lease_s: float) -> None:
    """A lease is capped; one that makes no sense is the one we asked for."""
    notice = read_notice(urlencode({"hub.mode": "subscribe", "hub.topic": SELF, "hub.lease_seconds": told}))

    assert notice is not None
    assert notice.lease_s == lease_s


@given(st.text(max_size=100))
def test_any_query(query: str) -> None:
    """Whatever the query is, it is a notice or none."""
    notice = read_notice(query)

    assert notice is None or notice.topic


def sign(method: str, body: bytes = b"body", key: str = "secret") -> str:
    """The header of a hub that knows the secret."""
    return f"{method}={hmac.new(key.encode(), body, method).hexdigest()}"


@pytest.mark.parametrize(
    ("signature", "is_right"),
    [
        *(pytest.param(sign(method), True, id=method) for method in ("sha1", "sha256", "sha384", "sha512")),
        pytest.param(sign("sha256").upper(), True, id="in capitals"),
        pytest.param(f" {sign('sha256')} ", True, id="with spaces"),
        pytest.param(sign("sha256", key="other"), False, id="of another secret"),
        pytest.param(sign("sha256", key=""), False, id="of no secret"),
        pytest.param(sign("sha256", b"other"), False, id="of another body"),
        pytest.param(sign("md5"), False, id="md5"),
        pytest.param(sign("sha224"), False, id="a method that is not named"),
        pytest.param("sha256=" + hashlib.sha256(b"body").hexdigest(), False, id="a digest that is no signature"),
        pytest.param(sign("sha256").replace("sha256", "sha512"), False, id="another method than it says"),
        pytest.param(sign("sha256")[:-1], False, id="cut off"),
        pytest.param(sign("sha256") + ", " + sign("sha1"), False, id="two"),
        pytest.param("sha256=" + "é" * 64, False, id="no hex"),
        pytest.param("sha256=", False, id="empty"),
        pytest.param("", False, id="none"),
    ],
)
def test_signatures(signature: str, is_right: bool) -> None:
    """Only who knows the secret can sign, by a method of the recommendation."""
    assert is_signed(b"body", signature, "secret") is is_right


@given(st.text(max_size=100), st.binary(max_size=100))
def test_any_signature(signature: str, body: bytes) -> None:
    """Nothing that is made up passes, and nothing raises."""
    assert not is_signed(body, signature, "secret")
