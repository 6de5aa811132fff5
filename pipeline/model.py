"""Every kind of data that flows, in the field's words, and the one pair `encode` / `decode`.

In: values of these types; out: JSON bytes and back. Invariant: `decode(encode(x), type(x)) == x`, and for each span
`article.text[span.start:span.end] == span.text` (for a quotation: `== content`). Times are aware and in UTC; offsets
are Python character offsets into `text`, end exclusive. The field names are those of the public record.
"""

from datetime import datetime
from typing import Literal, TypeVar

import msgspec

Label = Literal["person", "organization", "place", "other"]
QuotationType = Literal["direct", "indirect", "mixed"]
TextSource = Literal["page", "feed", "file"]
Fate = Literal["indexed", "duplicate", "unchanged", "rejected", "dead"]

Folder = tuple[str, ...]  # its name after those of the folders it lies in: ("News", "World")

T = TypeVar("T")


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What all records share: they cannot be changed; `msgspec.structs.replace` makes a changed copy."""


class Span(Record, frozen=True):
    """A stretch of an article's text: `text[start:end] == text`."""

    start: int
    end: int
    text: str


class Mention(Span, frozen=True):
    """A span that names somebody or something; `entity` is the place of its entity in `Article.entities`."""

    label: Label
    entity: int | None = None


class Entity(Record, frozen=True):
    """The thing named: its fullest name in this article and the other names it goes by there."""

    name: str
    label: Label
    aliases: tuple[str, ...] = ()
    id: str | None = None


class Speaker(Record, frozen=True):
    """Who a quotation's source was resolved to."""

    name: str
    label: Label
    entity: int | None = None


class Quotation(Record, frozen=True):
    """Words said (`content`), the words that link them (`cue`) to the words that name who said them (`source`)."""

    start: int
    end: int
    content: str
    type: QuotationType
    cue: Span | None = None
    source: Span | None = None
    speaker: Speaker | None = None
    confidence: float = 0.5


class Rhythm(Record, frozen=True, omit_defaults=True):
    """How often a feed brings entries and at which hours, as its polls have shown; what is old fades.

    About 100 bytes as JSON. `pipeline/feeds/when.py` makes and reads it.
    """

    entries: float = 0.0  # that were new, weight fading
    span_s: float = 0.0  # in which they came, fading alike
    day: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0)  # their times of day: sums of cos, sin over 24 hours, then over 12
    size: int = 0  # entries that the feed holds
    gaps: int = 0  # polls that shared no entry with the one before
    missed: float = 0.0  # entries that may have come and gone in these gaps, an estimate


class Rest(Record, frozen=True, omit_defaults=True):
    """When a feed asks to be left alone: after each poll, and at which hours and on which days (Monday is 0), in UTC."""

    after_poll_s: float = 0.0
    hours: tuple[int, ...] = ()
    days: tuple[int, ...] = ()


class Feed(Record, frozen=True):
    """An address that is polled, and what is known of it. Times in UTC, `interval_s` in seconds.

    `url` is what it was added as and what its entries are remembered under, also after it moved.
    """

    url: str
    moved_to: str | None = None  # where it is asked since it moved for good
    index: str | None = None  # the index of sitemaps that named it
    sitemaps: tuple[str, ...] = ()  # those that it names, if it is such an index; each is a feed of its own
    gone: bool = False  # its server says that it was taken away: it is asked no more
    title: str | None = None
    folders: tuple[Folder, ...] = ()
    folder: str | None = None  # what records kept until there could be several: "News/World"
    language: str | None = None
    etag: str | None = None
    modified: str | None = None  # the Last-Modified header, as it came
    digest: str | None = None  # of the last body
    received: datetime | None = None  # when that came; later answers said that nothing changed
    lies: bool = False  # it gave one body's validators to another, so it is asked without them
    interval_s: float = 900.0  # until the next poll, as planned after the last
    rhythm: Rhythm = Rhythm()
    rest: Rest = Rest()
    delay_s: float | None = None  # from an entry's publication to its poll, by expectation
    polled: datetime | None = None
    succeeded: datetime | None = None
    errors: int = 0  # polls that failed since the last that worked
    error: str | None = None

    def __post_init__(self) -> None:
        if self.folder:
            msgspec.structs.force_setattr(self, "folders", (tuple(self.folder.split("/")),))
            msgspec.structs.force_setattr(self, "folder", None)


class Entry(Record, frozen=True):
    """One entry of a feed, as the feed gave it. `id` is the feed's own (guid, Atom id) or else the link."""

    id: str
    title: str | None = None
    link: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    author: str | None = None
    summary: str | None = None
    content: str | None = None


class ParsedFeed(Record, frozen=True):
    """What a feed's bytes say: facts about the feed, and its entries in the feed's order."""

    title: str | None = None
    link: str | None = None
    language: str | None = None
    sitemaps: tuple[str, ...] = ()  # of an index of sitemaps: those to poll; it has no entries
    rest: Rest = Rest()
    entries: tuple[Entry, ...] = ()
    hub: str | None = None  # who pushes what is new in it (WebSub)
    topic: str | None = None  # the address that the feed gives as its own


class Seen(Record, frozen=True, array_like=True):
    """What is remembered of an entry: how often it changed, its digest then, and when it was first seen (UTC).

    As JSON a list of at most 64 bytes, which is what Redis keeps in half the room.
    """

    revision: int
    digest: str
    first_seen: datetime


class Page(Record, frozen=True):
    """A page as it was fetched, and what the feed gave of the article. `body` is bytes as received, decompressed.

    Never travels in a message.
    """

    url: str  # the address that answered, after redirects
    body: bytes
    content_type: str | None = None  # the header, as it came
    failure: str | None = None  # why there is no page: then `body` is empty, and the entry's text is all there is
    entry_markup: str | None = None  # as in Article


class Article(Record, frozen=True):
    """One news text with an identity, as far as the stages have brought it.

    From `fetch` on this is what a message carries; the page stays in the archive. `rejected` holds the reason when there
    is no article; then `text` is None. `key` is the line of the ledger that this article settles; `revision` counts up
    when its entry changes; `first_seen` (of revision 1) fixes the month of its index. `fate` is None while under way.
    `entry_markup` is the feed's own HTML of the article, if it is long enough to be one; `fetch` takes it to the archive.
    """

    # from poll and fetch
    id: str
    url: str
    canonical_url: str
    key: str
    revision: int = 1
    feed_url: str | None = None
    first_seen: datetime | None = None
    fetched: datetime | None = None
    entry_markup: str | None = None
    # from the entry, made better by clean
    publisher: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    # from clean
    section: str | None = None  # of the publication, as the page names it: "World news"
    agencies: tuple[str, ...] = ()  # news agencies that it is from, or made with, as it says itself: "AFP"
    text: str | None = None
    text_source: TextSource | None = None
    rejected: str | None = None
    # from whichever stage ends it
    fate: Fate | None = None
    reason: str | None = None  # why it is a duplicate, or dead, or has its text from the feed
    # from entities, then quotes
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotations: tuple[Quotation, ...] = ()


def encode(value: object) -> bytes:
    """The JSON of a record, of a tuple of records, or of plain data."""
    return msgspec.json.encode(value)


def decode(data: bytes | str, kind: type[T]) -> T:
    """The value that `encode` made it from.

    Raises:
        msgspec.ValidationError: the JSON does not fit `kind`; the message names the field.
    """
    return msgspec.json.decode(data, type=kind)
