"""seeds/feeds.opml is a list that can be imported: valid, without doubles, in three languages."""

from collections import Counter
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from seeds.articles import FOLDER

ROOT = ET.parse(FOLDER.parent / "feeds.opml").getroot()  # noqa: S314  our own file
FEEDS = list(ROOT.iterfind("./body/outline/outline"))


def test_it_is_opml_2() -> None:
    """Root, version and title are those of OPML 2.0."""
    assert (ROOT.tag, ROOT.get("version")) == ("opml", "2.0")
    assert ROOT.findtext("./head/title")


def test_there_are_enough_feeds_in_three_folders() -> None:
    """Sixty feeds and more, in a folder for each language, and each feed's language fits its folder."""
    folders = {folder.get("title"): {feed.get("language", "")[:2] for feed in folder} for folder in ROOT.iterfind("./body/outline")}

    assert len(FEEDS) >= 60
    assert folders == {"English": {"en"}, "French": {"fr"}, "Spanish": {"es"}}


def test_no_feed_is_listed_twice() -> None:
    """Addresses and titles are unique, whatever their scheme, case or closing slash."""
    addresses = Counter(feed.attrib["xmlUrl"].split("://")[1].lower().rstrip("/") for feed in FEEDS)
    titles = Counter(feed.attrib["title"] for feed in FEEDS)

    assert [address for address, count in (addresses + titles).items() if count > 1] == []


def test_each_feed_has_all_its_facts() -> None:
    """Text, title, type and two https addresses with a host are there."""
    for feed in FEEDS:
        assert feed.get("type") == "rss"
        assert feed.get("text") == feed.get("title")
        for address in (feed.attrib["xmlUrl"], feed.attrib["htmlUrl"]):
            assert urlsplit(address).scheme == "https", address
            assert "." in urlsplit(address).netloc, address
