"""OPML in, feeds out, and back.

Invariant: `parse_opml(build_opml(feeds))` gives the same url, title, folder and language of each feed, folder by folder
in the order in which the folders first appear.
"""

from collections.abc import Sequence
from typing import Any

from lxml import etree

from pipeline.errors import Rejected
from pipeline.feeds.plain import clean_field
from pipeline.model import Feed


def parse_opml(body: bytes) -> list[Feed]:
    """The feeds of an OPML file, each once; nested folders become one name: `"News/World"`.

    Raises:
        Rejected: it is no OPML.
    """
    # recover: a bare "&" in an address is what most exporters get wrong.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(body.strip(), parser)
    except (etree.LxmlError, ValueError) as error:
        raise Rejected(f"this is no OPML file: {error}") from error
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise Rejected("this is no OPML file")
    feeds = [_feed(outline, url) for outline in root.iter("outline") if (url := clean_field(outline.get("xmlUrl")))]
    return list({feed.url: feed for feed in reversed(feeds)}.values())[::-1]


def build_opml(feeds: Sequence[Feed]) -> bytes:
    """An OPML file of these feeds, UTF-8, with folders as nested outlines."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "newsline"
    folders = {"": etree.SubElement(root, "body")}
    for feed in feeds:
        etree.SubElement(_folder(folders, feed.folder or ""), "outline", _attributes(feed))
    return bytes(etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8"))


def _feed(outline: Any, url: str) -> Feed:  # noqa: ANN401 — lxml has no types
    text = clean_field(outline.get("text"))
    title = clean_field(outline.get("title")) or (text if text != url else None)
    return Feed(url=url, title=title, folder=_path(outline), language=clean_field(outline.get("language")))


def _path(outline: Any) -> str | None:  # noqa: ANN401 — lxml has no types
    names = (clean_field(folder.get("text") or folder.get("title")) for folder in outline.iterancestors("outline"))
    return "/".join(reversed([name for name in names if name])) or None


def _folder(folders: dict[str, Any], path: str) -> Any:  # noqa: ANN401 — lxml has no types
    """The outline of a folder, made with those above it when it is met first."""
    if path not in folders:
        above, _, name = path.rpartition("/")
        folders[path] = etree.SubElement(_folder(folders, above), "outline", {"text": name})
    return folders[path]


def _attributes(feed: Feed) -> dict[str, str]:
    title = {"title": feed.title} if feed.title else {}
    language = {"language": feed.language} if feed.language else {}
    return {"text": feed.title or feed.url, **title, "type": "rss", "xmlUrl": feed.url, **language}
