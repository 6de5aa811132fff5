"""An address in, the same address in one spelling out, and the article's id made of it.

Invariant: `canonical_url(canonical_url(u)) == canonical_url(u)`; two spellings of one address give one id.
"""

from hashlib import sha256
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from pipeline.errors import Rejected

DEFAULT_PORTS = {"http": 80, "https": 443}
# Added by those who share or send a link, never needed to find the page.
TRACKING = frozenset(
    ["fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "igshid", "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "vero_id", "oly_enc_id", "oly_anon_id", "ocid", "cmpid", "ncid", "sr_share", "at_medium", "at_campaign", "at_custom1", "at_custom2", "at_custom3", "at_custom4", "xtor", "ito"]
)
TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "hsa_")
SAFE_IN_PATH = "/:@!$&'()*+,;=~-._"
SAFE_IN_QUERY = SAFE_IN_PATH + "?[]|"


def canonical_url(url: str) -> str:
    """The address in one spelling: `HTTP://Example.org:80/a?utm_source=x#top` → `http://example.org/a`.

    Scheme and host in lower case, without the default port, fragment and tracking parameters; percent-encoding only where
    it is needed. The order of parameters is kept: a few sites look at it.

    Raises:
        Rejected: it is no http(s) address, has no host, or carries a name and password.
    """
    parts = _split(url.strip())
    if parts.scheme not in DEFAULT_PORTS:
        raise Rejected("not an http or https address", about=url)
    if not parts.hostname:
        raise Rejected("the address has no host", about=url)
    if parts.username is not None:
        raise Rejected("the address carries a user name", about=f"{parts.scheme}://{parts.hostname}")
    query = _without_tracking(parts.query)
    return f"{parts.scheme}://{_host(parts)}{_quoted(parts.path, SAFE_IN_PATH) or '/'}" + (f"?{query}" if query else "")


def article_id(canonical: str) -> str:
    """The id of the article at a canonical address: 32 hex digits."""
    return sha256(canonical.encode()).hexdigest()[:32]


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  reading it checks it
    except ValueError as error:
        raise Rejected(f"not an address: {error}", about=url) from error
    return parts


def _host(parts: SplitResult) -> str:
    """Host and, unless it is the scheme's own, port; names in other scripts as they go over the wire."""
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    elif not host.isascii():
        host = _to_ascii(host)
    return host if parts.port in {None, DEFAULT_PORTS[parts.scheme]} else f"{host}:{parts.port}"


def _to_ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise Rejected(f"not a host name: {error}", about=host) from error


def _quoted(text: str, safe: str) -> str:
    """Percent-encoding where it is needed and nowhere else; what was encoded although it has a meaning stays encoded."""
    return "".join(_quote_piece(piece, safe) for piece in text.replace("%", "\0%").split("\0"))


def _quote_piece(piece: str, safe: str) -> str:
    """A piece begins with its one escape, if it has any."""
    if not piece.startswith("%"):
        return quote(piece, safe=safe)
    escape, rest = piece[:3], piece[3:]
    if len(escape) < 3 or not all(digit in "0123456789abcdefABCDEF" for digit in escape[1:]):  # noqa: PLR2004  % and two digits
        return "%25" + quote(piece[1:], safe=safe)
    plain = unquote(escape)
    return (plain if plain.isascii() and (plain.isalnum() or plain in "-._~") else escape.upper()) + quote(rest, safe=safe)


def _without_tracking(query: str) -> str:
    kept = [part for part in query.split("&") if part and not _is_tracking(part)]
    return "&".join(_quoted(part, SAFE_IN_QUERY) for part in kept)


def _is_tracking(part: str) -> bool:
    name = next((name for name, _ in parse_qsl(part, keep_blank_values=True)), "").lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)
