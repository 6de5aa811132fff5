"""Indexes that were made with another mapping: given what they lack, or copied into a new one, whatever interrupts it."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.errors import Rejected, Unavailable
from pipeline.model import Article, Quotation
from workers.migrate import STEPS, Migration, drop, find_before, find_old, migrate
from workers.schema import check, set_up
from workers.search import Index, connect
from workers.writer import Writer

KINDS = ("articles", "quotations", "ledger")
SEEN = datetime(2026, 1, 31, 9, tzinfo=UTC)
WORDS = ("One.", "Two.", "Three.")
Step = Callable[[Migration], None]


def article(number: int = 1, revision: int = 1, words: Sequence[str] = WORDS) -> Article:
    """An article whose text is what was said."""
    text = " ".join(words)
    said = [Quotation(start=text.index(w), end=text.index(w) + len(w), content=w, type="direct") for w in words]
    url = f"https://news.example/{number}"
    facts: dict[str, Any] = {"id": f"a{number}", "url": url, "canonical_url": url, "key": f"k{number}-{revision}", "first_seen": SEEN}
    return Article(**facts, revision=revision, language="en", publisher="The Example", text=text, quotations=tuple(said))


@pytest.fixture
def index(elasticsearch_url: str) -> Iterator[Index]:
    """An index of its own, whose month was made with `publisher` as text and without `url` and `language`."""
    made = connect(elasticsearch_url, f"m{uuid.uuid4().hex[:8]}-")
    for kind in KINDS:
        old = {"properties": {"publisher": {"type": "text"}}} if kind == "articles" else {"properties": {"url": {"type": "keyword"}}}
        made.client.indices.create(index=f"{made.prefix}{kind}-2026.01", mappings=old, aliases={made.prefix + kind: {}})
    set_up(made)
    yield made
    for name in made.client.indices.get(index=[f"{made.prefix}{kind}-*" for kind in KINDS]).body:
        made.client.indices.delete(index=name)
    for kind in KINDS:
        made.client.indices.delete_index_template(name=made.prefix + kind)
    made.close()


def write(index: Index, *articles: Article) -> None:
    """Writes the articles and makes them findable."""
    assert all(a.fate == "indexed" for a in Writer(index).write(articles, datetime.now(UTC)))
    index.refresh()


def counts(index: Index) -> list[int]:
    """Articles, quotations, lines."""
    index.refresh()
    return [index.count(kind) for kind in KINDS]


def changed(index: Index, kind: str = "articles") -> Any:
    """The state of the one index of a kind."""
    (state,) = [state for state in check(index) if state.kind == kind]
    return state


def test_a_fresh_index_differs_in_nothing(index: Index) -> None:
    """What our own templates make is as `check` wants it."""
    write(index, Article(**{**{name: getattr(article(), name) for name in article().__struct_fields__}, "first_seen": datetime.now(UTC)}))
    fresh = [state for state in check(index) if "2026.01" not in state.index]
    assert len(fresh) == len(KINDS)
    assert [(state.missing, state.changed) for state in fresh] == [((), ())] * 3


def test_an_old_index_is_given_what_it_lacks(index: Index) -> None:
    """After set_up an index that was made before a field takes it, and what cannot be added is told."""
    write(index, article())
    assert counts(index) == [1, 3, 1]
    state = changed(index)
    assert {"publisher", "analysis"} <= set(state.changed)
    assert "text.english.folded" in state.missing  # its analyzer came with the templates, after the index
    assert "url" not in state.missing


def test_migrated(index: Index) -> None:
    """The new index has our mapping and all documents under the same name; the old one is kept until told."""
    write(index, article(1), article(2), article(1, revision=2, words=["Four."]))
    before = counts(index)
    for kind in KINDS:
        assert migrate(index, changed(index, kind)) == f"{index.prefix}{kind}-2026.01-v2"
    assert counts(index) == before == [2, 4, 3]
    assert all((state.missing, state.changed) == ((), ()) for state in check(index))
    write(index, article(2, revision=2, words=["Five."]), article(3))
    assert counts(index) == [3, 5, 5]
    kept = find_old(index)
    assert kept == [f"{index.prefix}{kind}-2026.01-v1" for kind in sorted(KINDS)]
    drop(index, kept)
    assert find_old(index) == []
    assert counts(index) == [3, 5, 5]


class KilledError(BaseException):
    """What no code of ours catches: as if the process were gone."""


@pytest.mark.parametrize("place", range(len(STEPS)))
@pytest.mark.parametrize("error", [KilledError, Unavailable])
def test_interrupted_and_run_again(index: Index, place: int, error: type[BaseException]) -> None:
    """Stopped after any step, each document is found once, and the next run ends right."""
    write(index, article(1), article(2))

    def stop(migration: Migration) -> None:
        STEPS[place](migration)
        raise error("stopped")

    with pytest.raises(error):
        migrate(index, changed(index, "quotations"), (*STEPS[:place], stop))
    assert counts(index) == [2, 6, 2]
    if error is Unavailable:  # the command lived to tell: workers go on at once
        write(index, article(3))
        assert counts(index) == [3, 9, 3]
    for state in check(index):
        if state.kind == "quotations" and state.changed:
            migrate(index, state)
    assert not changed(index, "quotations").changed
    write(index, article(4))
    assert counts(index)[1] == (12 if error is Unavailable else 9)


def test_what_is_written_meanwhile_is_not_lost(index: Index) -> None:
    """New and changed documents are copied, deleted ones do not come back, and late writers are refused, not lost."""
    write(index, article(1), article(2))

    def change(_: Migration) -> None:
        write(index, article(1, revision=2, words=["Four."]), article(3))

    def write_late(_: Migration) -> None:
        with pytest.raises(Unavailable):
            Writer(index).write([article(4)], datetime.now(UTC))

    migrate(index, changed(index, "quotations"), (*STEPS[:2], change, STEPS[2], write_late, *STEPS[3:]))
    assert counts(index) == [4, 7, 4]  # of the late one the article alone, as its line says nothing yet
    write(index, article(4))
    assert counts(index) == [4, 10, 5]


@pytest.mark.parametrize("fault", ["missing", "other"])
def test_a_bad_copy_is_not_used(index: Index, fault: str) -> None:
    """A copy that lacks a document, or has another one, never takes the place of the old index; writers go on."""
    write(index, article(1), article(2))

    def spoil(migration: Migration) -> None:
        if fault == "missing":
            index.client.delete(index=migration.target, id="a1-0")
        else:
            index.client.index(index=migration.target, id="a1-0", document={"id": "a1-0"}, version=1, version_type="external_gte")

    with pytest.raises(Rejected, match="documents"):
        migrate(index, changed(index, "quotations"), (*STEPS[:4], spoil, *STEPS[4:]))
    write(index, article(3))
    assert counts(index) == [3, 9, 3]
    assert find_old(index) == []


def test_again(index: Index) -> None:
    """An index can be migrated any number of times; each old one is kept."""
    write(index, article(1))
    for version in (2, 3, 4):
        assert migrate(index, changed(index)) == f"{index.prefix}articles-2026.01-v{version}"
    assert counts(index) == [1, 3, 1]
    assert [name[-2:] for name in find_old(index)] == ["v1", "v2", "v3"]


@pytest.mark.parametrize(("month", "left"), [("2026.01", [1, 3, 1]), ("2026.02", [0, 0, 1])])
def test_drop_before(index: Index, month: str, left: list[int]) -> None:
    """Months before the one that is named go, articles and quotations; lines of the ledger stay."""
    write(index, article(1))
    drop(index, find_before(index, month))
    assert counts(index) == left


def test_only_months_are_dropped(index: Index) -> None:
    """What somebody else called "articles-2.0" is no month of ours; what a migration kept of a month is."""
    for name in ("articles-2.0-draft", "articles-2025", "quotations-2026.01-v1"):
        index.client.indices.create(index=index.prefix + name)
    assert find_before(index, "2026.02") == [
        f"{index.prefix}{name}" for name in ("articles-2026.01", "quotations-2026.01", "quotations-2026.01-v1")
    ]
