"""What changed since the last poll."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from pipeline.feeds import find_changes, keep_ids, tell_apart
from pipeline.model import Entry, Seen

FIRST = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LATER = FIRST + timedelta(hours=1)
ENTRY = Entry(id="n-1", title="Ferries sail", link="https://example.org/a", summary="In short.", published=FIRST, updated=FIRST)
((_, SEEN),) = find_changes([ENTRY], {}, FIRST)


def test_new_entries() -> None:
    """What was never seen is revision 1, first seen now, in the feed's order."""
    changes = find_changes([replace(ENTRY, id="b"), replace(ENTRY, id="a")], {}, FIRST)

    assert [(entry.id, seen.revision, seen.first_seen) for entry, seen in changes] == [("b", 1, FIRST), ("a", 1, FIRST)]


@pytest.mark.parametrize(
    "entry",
    [
        ENTRY,
        pytest.param(replace(ENTRY, updated=LATER, published=LATER), id="only a clock moved"),
        pytest.param(replace(ENTRY, author="Ada Crane"), id="the byline, which the page decides"),
    ],
)
def test_unchanged(entry: Entry) -> None:
    """What a reader would not notice is no change."""
    assert find_changes([entry], {"n-1": SEEN}, LATER) == []


def test_tags_are_not_read() -> None:
    """Text whose pictures have another address at each poll is the same text; another word is another text."""
    entry = replace(ENTRY, content='<p>The ferries sail.</p><img src="https://pixel.example/?r=8151">')
    seen = {entry.id: find_changes([entry], {}, FIRST)[0][1]}

    assert find_changes([replace(entry, content=(entry.content or "").replace("8151", "8152"))], seen, FIRST) == []
    assert len(find_changes([replace(entry, content=(entry.content or "").replace("sail", "sailed"))], seen, FIRST)) == 1


@pytest.mark.parametrize("field", ["title", "link", "summary", "content"])
def test_changed(field: str) -> None:
    """New words are the next revision of the same article, first seen when it was."""
    entry = replace(ENTRY, **{field: "new"})
    ((changed, seen),) = find_changes([entry], {"n-1": SEEN}, LATER)

    assert changed == entry
    assert (seen.revision, seen.first_seen) == (2, FIRST)
    assert find_changes([entry], {"n-1": seen}, LATER) == []


def test_words_that_move_between_fields_are_a_change() -> None:
    """Title "a", summary "b" is not title "ab"."""
    one, other = Entry(id="n-1", title="a", summary="b"), Entry(id="n-1", title="ab")
    ((_, seen),) = find_changes([one], {}, FIRST)

    assert find_changes([other], {"n-1": seen}, LATER) != []


def test_an_entry_counts_once() -> None:
    """Of two with one id the first counts; what the feed repeats is not seen twice."""
    changes = find_changes([ENTRY, replace(ENTRY, title="Other")], {}, FIRST)

    assert changes == [(ENTRY, Seen(revision=1, digest=SEEN.digest, first_seen=FIRST))]


A, B = "https://example.org/a", "https://example.org/b"


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        pytest.param([("1", A), ("2", B)], ["1", "2"], id="good"),
        pytest.param([("news", A), ("news", B)], [A, B], id="one id for all"),
        pytest.param([("news", A), ("news", A)], ["news", "news"], id="repeated"),
        pytest.param([("news", A), ("news", None)], [A, "news"], id="one without a link"),
        pytest.param([("1", A), ("news", B), ("news", A)], ["1", B, A], id="only where it misbehaves"),
    ],
)
def test_ids_that_misbehave(given: list[tuple[str, str | None]], ids: list[str]) -> None:
    """An id that stands for several articles is not believed; those articles go by their links, and none is lost."""
    entries = [replace(ENTRY, id=id_, link=link) for id_, link in given]

    assert [entry.id for entry in tell_apart(entries)] == ids


@pytest.mark.parametrize(
    ("given", "first", "ids"),
    [
        pytest.param([("new", A)], {"new": "old"}, ["old"], id="another id than before"),
        pytest.param([("1", A)], {"1": "1"}, ["1"], id="new"),
        pytest.param([("1", A), ("2", A)], {"2": "1"}, ["1", "2"], id="two entries lead to one page"),
        pytest.param([("2", A), ("3", A)], {"3": "1"}, ["2", "1"], id="one that was seen keeps its own, whatever comes beside it"),
        pytest.param([("1", None), ("2", B)], {}, ["1", "2"], id="known"),
    ],
)
def test_ids_that_change(given: list[tuple[str, str | None]], first: dict[str, str], ids: list[str]) -> None:
    """An article that comes under a new id goes by the one it first had."""
    assert [entry.id for entry in keep_ids([replace(ENTRY, id=id_, link=link) for id_, link in given], first)] == ids


def test_no_entries() -> None:
    """An empty feed changes nothing."""
    assert find_changes([], {"n-1": SEEN}, LATER) == []
