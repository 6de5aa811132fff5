"""An address in, its canonical form and the article's id out.

Invariant: `canonical_url(canonical_url(x)) == canonical_url(x)`, and what it keeps of an address still leads to the page.
"""

import re
from hashlib import sha256
from urllib.parse import quote, urlsplit, urlunsplit

from pipeline.errors import Rejected

DEFAULT_PORTS = {"http": 80, "https": 443}
# Parameters that say where a reader came from. Names that some site could need ("ref", "source", "id") are not among them.
TRACKING = re.compile(
    r"(?:utm_\w+|at_(?:medium|campaign\w*|link\w*|bbc_team|format|ptr_name)|mc_[ce]id|ns_(?:source|mchannel|campaign|linkname|fee)"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|igshid|li_fat_id|_ga|_gl|_hsenc|_hsmi|mkt_tok"
    r"|vero_id|wt_mc|wt\.mc|xtor|cmpid|ocid|ncid|icid|smid|guccounter|guce_referr\w+|__twitter_impression|amp_js_v|usqp)",
    re.IGNORECASE,
)
ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
SAFE = "%/:?@!$&'()*+,;=~"


def canonical_url(url: str) -> str:
    """The one spelling of an address: `"HTTPS://Example.org:443/a?utm_source=x#top"` gives `"https://example.org/a"`.

    Raises:
        Rejected: it is no address of a web page; the reason says why.
    """
    try:
        parts = urlsplit(url.strip())
        scheme, host, port = parts.scheme, _host(parts.hostname or ""), parts.port
    except ValueError as error:  # also UnicodeError: a host name that cannot be
        raise Rejected(f"the link is no address: {error}", about=url) from error
    if scheme not in DEFAULT_PORTS:
        raise Rejected("the link does not start with http:// or https://", about=url)
    if not host:
        raise Rejected("the link names no host", about=url)
    if "@" in parts.netloc:
        raise Rejected("the link carries a user name", about=url)
    place = host if port in {None, DEFAULT_PORTS[scheme]} else f"{host}:{port}"
    return urlunsplit((scheme, place, _escape(parts.path) or "/", _escape(_drop_tracking(parts.query)), ""))


def article_id(canonical: str) -> str:
    """The id of the article at a canonical URL: 32 hex digits."""
    return sha256(canonical.encode()).hexdigest()[:32]


def _host(name: str) -> str:
    """A host name in ASCII and lower case; an IPv6 address gets its brackets back."""
    if ":" in name:
        return f"[{name}]"
    return name.rstrip(".").encode("idna").decode("ascii").lower()


def _escape(text: str) -> str:
    """The text with one spelling of each percent escape: needless ones undone, needed ones made, in capitals."""
    quoted = quote(re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text), safe=SAFE, errors="replace")
    return ESCAPE.sub(lambda match: _plain(match[0]), quoted)


def _plain(escape: str) -> str:
    character = chr(int(escape[1:], 16))
    return character if character in UNRESERVED else escape.upper()


def _drop_tracking(query: str) -> str:
    return "&".join(part for part in query.split("&") if part and not TRACKING.fullmatch(part.partition("=")[0]))
