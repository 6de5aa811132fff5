"""An article and its page in, the same article under its final address out.

Invariant: a page decides on its own address only within its own site, so no page can take another site's article.
"""

import re
from urllib.parse import urljoin, urlsplit

import msgspec
from lxml import etree
from lxml.html import document_fromstring

from pipeline.articles.urls import article_id, canonical_url
from pipeline.errors import Rejected
from pipeline.model import Article, Page

HEAD_BYTES = 200_000  # where the addresses stand; some pages carry 100 kB of style before them
SAME_SITE = re.compile(r"^(?:www|m|mobile|amp)\.")


def locate_article(article: Article, page: Page) -> Article:
    """The article with the address that its page claims, if that can be believed, else the one that answered."""
    final = _canonical(page.url) or article.canonical_url
    claims = (_canonical(claim, page.url) for claim in _claims(page.body))
    canonical = next((claim for claim in claims if claim and _is_believable(claim, final)), final)
    return msgspec.structs.replace(article, id=article_id(canonical), canonical_url=canonical)


def _claims(body: bytes) -> list[str]:
    """What a page says of its own address, in the order in which we believe it."""
    try:
        page = document_fromstring(body[:HEAD_BYTES])
    except (etree.LxmlError, ValueError):  # empty, or no HTML at all
        return []
    links = [link.get("href") for link in page.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    return [claim.strip() for claim in [*links, *page.xpath("//meta[@property='og:url']/@content")] if claim and claim.strip()]


def _is_believable(claim: str, final: str) -> bool:
    """A canonical address on another site is not ours to judge; the home page is what careless templates name."""
    there, here = urlsplit(claim), urlsplit(final)
    is_home = there.path == "/" and not there.query
    return _site(there.netloc) == _site(here.netloc) and (not is_home or here.path == "/")


def _site(host: str) -> str:
    return SAME_SITE.sub("", host)


def _canonical(url: str, base: str = "") -> str | None:
    try:
        return canonical_url(urljoin(base, url))
    except (Rejected, ValueError):  # urljoin's word for a bracket in the wrong place
        return None
