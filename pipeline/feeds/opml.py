"""A list of feeds as OPML in, feeds out, and back: what feed readers export and import.

Kept are address, title, language, folders (a feed may stand in several) and whether it is paused; nothing else is. Invariant:
`parse_opml(build_opml(feeds, paused))` gives the same, feeds and folders in the file's order; a list in which each feed stands
once is written as it was read. What is left out of a file is told, with its line.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from html.entities import html5
from io import BytesIO
from typing import Any

from lxml import etree

from pipeline.errors import Rejected
from pipeline.feeds.parse import check_shape
from pipeline.feeds.plain import clean_field
from pipeline.feeds.references import drop_odd_references
from pipeline.model import Feed, Folder, Record

MAX_BYTES = 50_000_000  # 180,000 feeds take some 40 MB
MAX_ELEMENTS, MAX_DEPTH, MAX_MARKS = 250_000, 50, 1_000_000
MAX_CATEGORY = 40  # folders in each other; so many can be written and read again
MAX_URL = 2_000  # characters
NAMESPACE = "urn:newsline"  # of the one attribute that is our own: OPML wants those in a namespace
PAUSED = f"{{{NAMESPACE}}}paused"
FEED_TYPES = frozenset({"rss", "atom", "rdf", "feed", "json"})  # whose `url` is that of a feed, as in OPML before 1.1
FEED_SCHEME = re.compile(r"feed:(?://)?(https?://)?", re.IGNORECASE)  # "feed://a.example/f", "feed:https://a.example/f"
ADDRESS = re.compile(r"https?://[^\s/?#]\S*", re.IGNORECASE)
# A bare "&", which is what most exporters get wrong, and the names that only HTML knows.
AMPERSAND = re.compile(rb"&(?!(?:#\d+|#x[\da-fA-F]+|amp|lt|gt|quot|apos);)(\w{2,31};)?")
DECLARED = re.compile(rb"encoding\s*=\s*[\"'](?!utf-?8[\"'])", re.IGNORECASE)
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Refused(Record, frozen=True):
    """What of a file was left out, on which line, and why."""

    line: int
    what: str
    reason: str


class FeedList(Record, frozen=True):
    """What an OPML file holds: its feeds, each once; the addresses of those that are paused; what was left out."""

    feeds: tuple[Feed, ...]
    paused: frozenset[str] = frozenset()
    refused: tuple[Refused, ...] = ()


def parse_opml(body: bytes) -> FeedList:
    """The feeds of an OPML file of any version, whatever the case of its attributes.

    `category="/News/World,Harbour"` counts as the folders ("News", "World") and ("Harbour",); a folder without a name as none.

    Raises:
        Rejected: it is no OPML, or it is larger or nested deeper than any list of feeds.
    """
    if len(body) > MAX_BYTES or max(body.count(sign) for sign in b"<&,=") > MAX_MARKS:
        raise Rejected(f"this is too large for a list of feeds (more than {MAX_BYTES:,} bytes, or {MAX_MARKS:,} signs like <)")
    check_shape(body, "")
    readable = AMPERSAND.sub(_reference, drop_odd_references(body.strip()))
    events = etree.iterparse(
        BytesIO(readable), events=("start", "end"), encoding=_charset(body), recover=True,
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
    )  # fmt: skip
    reader = _Reader()
    try:
        for event, element in events:
            reader.enter(element) if event == "start" else reader.leave(element)
    except (etree.LxmlError, UnicodeDecodeError) as error:  # half characters, which lxml lets in and not out
        raise Rejected(f"this is no OPML file: {error}") from error
    if not reader.paths:
        raise Rejected("this is no OPML file")
    return reader.read(_broken(events.error_log))


def build_opml(feeds: Sequence[Feed], paused: Collection[str] = ()) -> bytes:
    """An OPML file of these feeds, UTF-8, with folders as nested outlines; one in several folders stands in each.

    The same feeds give the same bytes; what comes of reading such a file and writing it again, by address, is that file.
    """
    root = etree.Element("opml", version="2.0", nsmap={"newsline": NAMESPACE})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "newsline"
    outlines: dict[Folder, Any] = {(): etree.SubElement(root, "body")}
    for feed in feeds:
        for path in feed.folders or ((),):
            etree.SubElement(_outline(outlines, path), "outline", _attributes(feed) | ({PAUSED: "true"} if feed.url in paused else {}))
    return bytes(etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8"))


class _Reader:
    """Goes through the elements; `paths` is the folders of the elements that are open, the root's first, and stays when all are left."""

    def __init__(self) -> None:
        self.paths: list[Folder] = []
        self._elements = 0
        self._found: dict[str, tuple[str | None, str | None, dict[Folder, None]]] = {}  # title, language and folders of each address
        self._paused: set[str] = set()
        self._refused: list[Refused] = []

    def enter(self, element: Any) -> None:  # noqa: ANN401 — lxml has no types
        name = element.tag.rpartition("}")[2].lower()
        attributes = {name.lower(): value for name, value in element.items() if name == PAUSED or not name.startswith("{")}
        self._elements += 1
        if not self.paths and name != "opml":
            raise Rejected("this is no OPML file")
        if len(self.paths) > MAX_DEPTH or self._elements > MAX_ELEMENTS:
            raise Rejected(f"no list of feeds has folders {MAX_DEPTH} deep, or {MAX_ELEMENTS:,} elements")
        above = self.paths[-1] if self.paths else ()
        folder = None if name != "outline" or self._take(attributes, above, element.sourceline) else _name(attributes)
        self.paths.append((*above, folder) if folder else above)

    def leave(self, element: Any) -> None:  # noqa: ANN401 — lxml has no types
        element.clear()  # or a large file would stay in memory as a tree
        if len(self.paths) > 1:
            self.paths.pop()

    def read(self, broken: Iterable[Refused]) -> FeedList:
        found = self._found.items()
        feeds = (Feed(url=url, title=title, language=language, folders=tuple(folders)) for url, (title, language, folders) in found)
        return FeedList(feeds=tuple(feeds), paused=frozenset(self._paused), refused=(*self._refused, *broken))

    def _take(self, attributes: dict[str, str], above: Folder, line: int) -> bool:
        """Take the outline's feed, unless it is a folder."""
        kind = attributes.get("type", "").strip().lower()
        found = attributes.get("xmlurl", attributes.get("url") if kind in {*FEED_TYPES, "include"} else None)
        if found is None:
            return False
        url = clean_field(found) or ""
        url = FEED_SCHEME.sub(lambda scheme: scheme[1] or "http://", url, count=1) if url.lower().startswith("feed:") else url
        text = clean_field(attributes.get("text"))
        title = clean_field(attributes.get("title")) or (text if text != url else None)
        if reason := _wrong(url, kind):
            self._refused.append(Refused(line=line, what=(url or title or "")[:100], reason=reason))
        else:
            first_title, language, folders = self._found.get(url, (None, None, {}))
            folders.update(dict.fromkeys(path for path in (above, *_categories(attributes)) if path))
            self._found[url] = first_title or title, language or clean_field(attributes.get("language")), folders
            self._paused.update([url] if attributes.get(PAUSED) == "true" else [])
        return True


def _wrong(url: str, kind: str) -> str | None:
    """Why this is no feed's address, if it is none."""
    if kind == "include":
        return "it stands for another list: import that one"
    if not url:
        return "it has no address"
    return (
        None
        if len(url) <= MAX_URL and ADDRESS.fullmatch(url)
        else "its address is none of a feed: it should begin with https:// or http://"
    )


def _name(attributes: dict[str, str]) -> str | None:
    return clean_field(attributes.get("text")) or clean_field(attributes.get("title"))


def _categories(attributes: dict[str, str]) -> list[Folder]:
    names = (category.split("/", MAX_CATEGORY)[:MAX_CATEGORY] for category in attributes.get("category", "").split(","))
    return [tuple(name for each in path if (name := clean_field(each))) for path in names]


def _reference(found: re.Match[bytes]) -> bytes:
    character = html5.get(found[1].decode()) if found[1] else None
    return "".join(f"&#{ord(each)};" for each in character).encode() if character else b"&amp;" + found[0][1:]


def _charset(body: bytes) -> str | None:
    """UTF-8 for all that is UTF-8, whatever it says; None leaves it to the XML's own word; what has none is Windows'."""
    if body.startswith(UTF16_MARKS):
        return None
    try:
        body.decode()
    except UnicodeDecodeError:
        return None if DECLARED.search(body[:200]) else "windows-1252"
    return "utf-8"


def _broken(errors: Any) -> list[Refused]:  # noqa: ANN401 — lxml has no types
    fatal = next((error for error in errors if error.level == etree.ErrorLevels.FATAL), None)
    return (
        [Refused(line=fatal.line, what="the XML", reason=f"it is broken here, what follows may be lost: {fatal.message}")] if fatal else []
    )


def _outline(outlines: dict[Folder, Any], path: Folder) -> Any:  # noqa: ANN401 — lxml has no types
    """The outline of a folder, made with those above it when it is met first."""
    if path not in outlines:
        outlines[path] = etree.SubElement(_outline(outlines, path[:-1]), "outline", {"text": path[-1], "title": path[-1]})
    return outlines[path]


def _attributes(feed: Feed) -> dict[str, str]:
    title = {"title": feed.title} if feed.title else {}
    language = {"language": feed.language} if feed.language else {}
    return {"text": feed.title or feed.url, **title, "type": "rss", "xmlUrl": feed.url, **language}
