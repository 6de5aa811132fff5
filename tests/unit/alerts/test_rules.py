"""What a rule is, what it asks, and why one is refused."""

from typing import Any

import pytest

from pipeline.alerts import check, explain, parse_duration
from pipeline.errors import Rejected


@pytest.mark.parametrize(("text", "seconds"), [("1h", 3_600), ("90m", 5_400), ("30 s", 30), ("2d", 172_800), (" 5m ", 300)])
def test_duration(text: str, seconds: int) -> None:
    """A whole number and its unit."""
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["1 hour ago", "", "h", "1.5h", "-1h", "1w", "1h30m", "60", "9999999h"])
def test_no_duration(text: str) -> None:
    """Anything else is refused, with an example of what would do."""
    with pytest.raises(Rejected, match="such as 90m or 1h"):
        parse_duration(text)


@pytest.mark.parametrize(
    "asked",
    [
        {"query": "missile talks"},
        {"query": '"missile talks" -drill'},
        {"speaker": "Lavrov"},
        {"about": "Japan", "publisher": "AP", "language": "en"},
        {"person": ("Ann Roe",)},
        {"language": "fr"},
        {"query": "talks", "min_clusters": 2, "within_s": 3_600},
        {"query": "talks", "name": "Müller_7.b-c"},
    ],
)
def test_a_rule_that_is_right(asked: dict[str, Any], make_rule: Any) -> None:
    """Words or any filter make a rule; it takes a window when it waits for several clusters."""
    check(make_rule(**asked))


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({}, "it matches everything"),
        ({"query": "  "}, "it matches everything"),
        ({"min_clusters": 3, "within_s": 60}, "it matches everything"),
        ({"query": "-war"}, "its query cannot be read: .*only what must not be there"),
        ({"query": '"missile talks'}, "its query cannot be read: .*not closed"),
        ({"query": "(a | b"}, "its query cannot be read: .*not closed"),
        ({"query": "*"}, "its query cannot be read"),
        ({"query": "word " * 300}, "longer than 1,000 characters"),
        ({"query": "talks", "name": "two words"}, "a name has"),
        ({"query": "talks", "name": ""}, "a name has"),
        ({"query": "talks", "name": "-x"}, "a name has"),
        ({"query": "talks", "name": "x" * 65}, "a name has"),
        ({"query": "talks", "min_clusters": 0}, "is 1 or more"),
        ({"query": "talks", "min_clusters": 2}, "go together"),
        ({"query": "talks", "within_s": 60}, "go together"),
        ({"query": "talks", "min_clusters": 2, "within_s": 0}, "from 1s to 7d"),
        ({"query": "talks", "min_clusters": 2, "within_s": 8 * 86_400}, "from 1s to 7d"),
        ({"speaker": "Lavrov", "place": ("Japan",)}, "--place cannot filter"),
        ({"about": "Lavrov", "person": ("A",), "organization": ("B",)}, "--person and --organization cannot filter"),
    ],
)
def test_a_rule_that_is_wrong(asked: dict[str, Any], reason: str, make_rule: Any) -> None:
    """A rule that cannot be meant is refused with the reason."""
    with pytest.raises(Rejected, match=reason):
        check(make_rule(**asked))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"query": "missile talks"}, "missile talks"),
        ({"speaker": "Lavrov", "about": "Japan"}, "speaker Lavrov; about Japan"),
        ({"person": ("Ann Roe", "Jon Lie"), "publisher": "AP"}, "person Ann Roe; person Jon Lie; publisher AP"),
        ({"query": "talks", "min_clusters": 2, "within_s": 5_400}, "talks; 2 clusters within 90m"),
        ({"query": "talks", "min_clusters": 3, "within_s": 86_400}, "talks; 3 clusters within 1d"),
        ({"query": "talks", "targets": ("json://user:password@host",)}, "talks"),
    ],
)
def test_explain(asked: dict[str, Any], said: str, make_rule: Any) -> None:
    """What a rule asks fits a line; where its alerts go is no part of it."""
    assert explain(make_rule(**asked)) == said


@pytest.mark.parametrize(
    ("asked", "kind", "field"),
    [
        ({"query": "talks"}, "articles", "text.english"),
        ({"person": ("Ann Roe",)}, "articles", "people.folded"),
        ({"speaker": "Lavrov"}, "quotations", "speaker.words"),
        ({"about": "Japan", "query": "talks"}, "quotations", "content.english"),
        ({"about": "Japan", "publisher": "AP"}, "quotations", "publisher.folded"),
    ],
)
def test_what_is_asked(asked: dict[str, Any], kind: str, field: str, make_rule: Any) -> None:
    """A speaker, or somebody who is talked about, is looked for in quotations, anything else in articles."""
    rule = make_rule(**asked)

    assert rule.kind == kind
    assert field in str(rule.search()["query"])
    assert "collapse" not in rule.search()  # a copy counts: which cluster was told is decided later
