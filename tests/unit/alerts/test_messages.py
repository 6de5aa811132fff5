"""The words of an alert."""

from typing import Any

import pytest

from pipeline.alerts import build_message

SAID = {"article_id": "a", "content": "We kept\nour promise", "type": "direct", "source": {"text": "Roe"}, "speaker": "Ann Roe"}


def test_an_article(make_rule: Any, make_hit: Any) -> None:
    """Title, publisher with the time, the first passage that matches without its marks, and the address."""
    highlight = {"text": ["The <em>talks</em>\n go on.", "More <em>talks</em>."], "title": ["<em>Talks</em>"]}

    title, message = build_message(make_rule(query="talks"), [[make_hit("a", highlight=highlight)]])

    assert title == "talks: About a"
    assert message == ("About a\nThe Example, 2026-03-01 11:45 UTC\n… The talks go on. …\nhttps://news.example/a\n\nRule talks: talks")


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, "“We kept our promise” (Ann Roe)"),
        ({"type": "indirect"}, "We kept our promise (Ann Roe)"),
        ({"speaker": None}, "“We kept our promise” (Roe)"),
        ({"speaker": None, "source": None}, "“We kept our promise” (nobody named)"),
        ({"content": "x" * 500}, f"“{'x' * 399}…” (Ann Roe)"),
    ],
)
def test_a_quotation(fields: dict[str, Any], line: str, make_rule: Any, make_hit: Any) -> None:
    """What was said with who said it: in marks only if these are the words."""
    _, message = build_message(make_rule(speaker="Roe"), [[make_hit("a", **(SAID | fields))]])

    assert message.splitlines()[2] == line


def test_many_quotations(make_rule: Any, make_hit: Any) -> None:
    """Of one cluster the first three are shown."""
    said = [make_hit(f"a-{number}", "a", **SAID | {"content": f"Number {number}"}) for number in range(5)]
    _, message = build_message(make_rule(speaker="Roe"), [said])

    assert [line[:10] for line in message.splitlines()[2:5]] == ["“Number 0”", "“Number 1”", "“Number 2”"]
    assert "Number 3" not in message


@pytest.mark.parametrize(("fields", "line"), [({"published": None}, "The Example"), ({"publisher": None, "published": None}, "undated")])
def test_what_is_not_known(fields: dict[str, Any], line: str, make_rule: Any, make_hit: Any) -> None:
    """An article without date, publisher or title is told all the same."""
    title, message = build_message(make_rule(query="talks"), [[make_hit("a", title=None, **fields)]])

    assert title == "talks: (no title)"
    assert message.splitlines()[1] == line


def test_several_clusters(make_rule: Any, make_hit: Any) -> None:
    """All are named, up to ten; the rest is counted."""
    title, message = build_message(
        make_rule(query="talks", min_clusters=2, within_s=60), [[make_hit(f"n{number}")] for number in range(12)]
    )

    assert title == "talks: 12 articles, first About n0"
    assert message.count("https://") == 10
    assert message.endswith("and 2 more\n\nRule talks: talks; 2 clusters within 1m")
