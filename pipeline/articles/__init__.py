"""An entry in, then its page: an `Article` with an identity out, before anything of its text is read.

Invariant: one canonical URL is one article; what cannot be fetched is still an article, rejected with the reason.
"""

from pipeline.articles.build import build_article, entry_key
from pipeline.articles.locate import locate_article
from pipeline.articles.urls import article_id, canonical_url

__all__ = ["article_id", "build_article", "canonical_url", "entry_key", "locate_article"]
