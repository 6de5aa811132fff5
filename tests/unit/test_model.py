"""Records as JSON and back."""

import typing
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import model
from pipeline.model import Article, Entry, Feed, Mention, Page, Record, Span, decode, encode

KINDS = [kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, Record) and kind not in {Record, Page}]
ZONE = timezone(timedelta(hours=5, minutes=30))
ARTICLE = '{"id": "a", "url": "u", "canonical_url": "c", "key": "k"'

PLAIN: dict[object, st.SearchStrategy[Any]] = {  # what JSON can carry: no lone surrogates, no NaN, no integers that readers round
    str: st.text(st.characters(exclude_categories=["Cs"])),
    int: st.integers(-(2**53), 2**53),
    float: st.floats(allow_nan=False, allow_infinity=False),
    datetime: st.datetimes(timezones=st.just(UTC)),
}


@cache  # a strategy costs more to make than to draw from
def records(kind: type[Record]) -> st.SearchStrategy[Record]:
    """Any record of this kind, with any value in each field."""
    return st.builds(kind, **{name: values(hint) for name, hint in typing.get_type_hints(kind).items()})


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of this type; records inside records are built by the same rule."""
    if hint in PLAIN:
        return PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, Record):
        return records(hint)
    if typing.get_origin(hint) is tuple:
        return st.lists(values(typing.get_args(hint)[0]), max_size=3).map(tuple)
    parts = typing.get_args(hint) if typing.get_origin(hint) is not typing.Literal else ()
    return st.one_of([values(part) for part in parts]) if parts else st.from_type(hint)


def test_all_kinds_are_tested() -> None:
    """The tests below look at every record that the model has."""
    assert {kind.__name__ for kind in KINDS} >= {
        "Article",
        "Feed",
        "Entry",
        "ParsedFeed",
        "Seen",
        "Mention",
        "Entity",
        "Quotation",
        "Speaker",
    }


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_round_trip(kind: type[Record], data: st.DataObject) -> None:
    """What is encoded comes back equal: tuples as tuples, times aware and in UTC."""
    record = data.draw(records(kind))
    again = decode(encode(record), kind)

    assert again == record
    assert hash(again) == hash(record)  # a list in place of a tuple has none


@given(st.lists(records(Article), max_size=3))
def test_round_trip_of_a_message(articles: list[Record]) -> None:
    """A batch of articles, as a message carries it, comes back as it was."""
    assert decode(encode(articles).decode(), list[Article]) == articles


def test_time_of_another_zone_is_the_same_moment() -> None:
    """A time with an offset is told as the same moment."""
    entry = Entry(id="a", published=datetime(2026, 1, 1, 5, 30, tzinfo=ZONE))

    assert decode(encode(entry), Entry).published == datetime(2026, 1, 1, tzinfo=UTC)


def test_page_keeps_its_bytes() -> None:
    """The archive's form keeps a page's bytes, whatever they are."""
    page = Page(url="https://example.org/", body=bytes(range(256)), content_type="text/html")

    assert msgspec.msgpack.decode(msgspec.msgpack.encode(page), type=Page) == page


def test_record_cannot_be_changed() -> None:
    """A record is frozen: a stage cannot change what another holds."""
    with pytest.raises(AttributeError):
        Feed(url="https://example.org/feed").url = "other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("json", "kind", "named"),
    [
        pytest.param('{"start": 1, "end": 2}', Span, "text", id="missing"),
        pytest.param('{"start": "1", "end": 2, "text": "x"}', Span, "$.start", id="text for a number"),
        pytest.param('{"start": 1.5, "end": 2, "text": "x"}', Span, "$.start", id="a fraction of a character"),
        pytest.param('{"start": 1, "end": 2, "text": null}', Span, "$.text", id="null"),
        pytest.param('{"start": 1, "end": 2, "text": "x", "label": "robot"}', Mention, "$.label", id="no such label"),
        pytest.param(ARTICLE + ', "published": "yesterday"}', Article, "$.published", id="no time"),
        pytest.param(ARTICLE + ', "mentions": [{"start": 0}]}', Article, "$.mentions[0]", id="deep inside"),
        pytest.param(ARTICLE + ', "fate": "lost"}', Article, "$.fate", id="no such fate"),
        pytest.param("[]", Article, "object", id="a list for a record"),
    ],
)
def test_ill_typed_json_names_its_field(json: str, kind: type[Record], named: str) -> None:
    """JSON that does not fit is refused, and the message says where."""
    with pytest.raises(msgspec.ValidationError) as caught:
        decode(json, kind)

    assert named in str(caught.value)


def test_unknown_field_is_passed_over() -> None:
    """A message of a newer newsline, with a field more, is read by an older one."""
    assert decode('{"start": 1, "end": 2, "text": "x", "colour": "red"}', Span) == Span(start=1, end=2, text="x")
