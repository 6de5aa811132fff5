"""What a subscriber of WebSub must know (W3C Recommendation, 23 January 2018). In: headers, forms, bodies; out: what they say.

Invariant: no network, no clock; whatever a hub or a stranger sends is an answer of these functions, never an exception.
"""

import hmac
import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

from pipeline.feeds.plain import resolve_link
from pipeline.model import ParsedFeed

Mode = Literal["subscribe", "unsubscribe"]

# RFC 8288: `<https://hub.example/>; rel="hub"; title="x", <…>; …`
LINK = re.compile(r"<([^<>]*)>((?:\s*;[^;,<>\"]*(?:\"[^\"]*\"[^;,<>\"]*)?)*)")
PARAMETER = re.compile(r";\s*([\w!#$&+.^`|~*-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]*))")
METHODS = ("sha1", "sha256", "sha384", "sha512")  # all that the recommendation names
SIGNATURE = re.compile(r"\s*(\w{4,6})=([0-9a-fA-F]{40,128})\s*")
DAY_S = 24 * 3600.0
LEASE_S = 10 * DAY_S  # what hubs give when they are not asked
LONGEST_LEASE_S = 14 * DAY_S  # some hubs stop and say nothing: a subscription is made anew at least so often
MAX_FIELDS = 20  # of a query; a hub sends five


@dataclass(frozen=True)
class Offer:
    """Who pushes a feed, and under which name."""

    hub: str
    topic: str


@dataclass(frozen=True)
class Notice:
    """What a hub's GET says: a question whether we meant it (with a challenge), or that we may not (`denied`)."""

    mode: str
    topic: str
    challenge: str
    lease_s: float
    reason: str


def find_offer(links: str, feed: ParsedFeed, url: str) -> Offer | None:
    """The hub and topic of a feed: those of its Link headers, else those that the feed itself names.

    Args:
        links: the Link headers of the answer, joined by commas.
        feed: what its body says.
        url: where it came from; the topic of a feed that does not name its own.
    """
    headers = find_links(links, url)
    hub = headers.get("hub") or feed.hub
    topic = headers.get("self") or feed.topic or url
    return Offer(hub, topic) if hub and _is_web(hub) and _is_web(topic) else None


def find_links(links: str, url: str) -> dict[str, str]:
    """Relation → address, of Link headers; the first counts: `'<https://hub.example/>; rel="hub"'` gives `{"hub": …}`."""
    found: dict[str, str] = {}
    for target, parameters in LINK.findall(links):
        told = {name.lower(): quoted or bare for name, quoted, bare in reversed(PARAMETER.findall(parameters))}
        address = None if "anchor" in told else resolve_link(target, url)  # with an anchor it is another page's link
        for relation in told.get("rel", "").lower().split():
            if address:
                found.setdefault(relation, address)
    return found


def build_form(mode: Mode, offer: Offer, callback: str, secret: str) -> dict[str, str]:
    """The form that asks a hub to begin or to end: section 5.1."""
    form = {"hub.mode": mode, "hub.topic": offer.topic, "hub.callback": callback}
    return form | {"hub.secret": secret, "hub.lease_seconds": f"{LEASE_S:.0f}"} if mode == "subscribe" else form


def read_notice(query: str) -> Notice | None:
    """What the query of a hub's GET says (sections 5.2 and 5.3); None when it is none."""
    try:
        fields = dict(reversed(parse_qsl(query, keep_blank_values=True, max_num_fields=MAX_FIELDS)))
    except ValueError:
        return None
    mode, topic = fields.get("hub.mode"), fields.get("hub.topic")
    if not mode or not topic:
        return None
    lease_s = _read_lease(fields.get("hub.lease_seconds", ""))
    return Notice(mode, topic, fields.get("hub.challenge", ""), lease_s, fields.get("hub.reason", ""))


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Whether X-Hub-Signature (`sha256=…`) is that of the body: section 7.1. A method that is not named there never is."""
    found = SIGNATURE.fullmatch(signature)
    if not found or found[1].lower() not in METHODS:
        return False
    return hmac.compare_digest(hmac.new(secret.encode(), body, found[1].lower()).hexdigest(), found[2].lower())


def _read_lease(value: str) -> float:
    """Seconds; what says nothing sane is what we asked for."""
    return min(float(value), LONGEST_LEASE_S) if re.fullmatch(r"[1-9][0-9]{0,14}", value) else LEASE_S


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
