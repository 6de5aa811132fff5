"""What an analyst's words mean, and which of them mean nothing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import Rejected
from pipeline.index.words import build_words


def shape(query: dict[str, Any]) -> str:
    """A query in short: `a b` all, `(a | b)` any, `-a` without, `"a"` as written, `a*` a beginning."""
    if "multi_match" in query:
        words = query["multi_match"]["query"]
        return words if any(".folded" not in name and "other" not in name for name in query["multi_match"]["fields"]) else f'"{words}"'
    if "simple_query_string" in query:
        return str(query["simple_query_string"]["query"])
    if "should" in query["bool"]:
        return "(" + " | ".join(map(shape, query["bool"]["should"])) + ")"
    return " ".join([*map(shape, query["bool"]["must"]), *(f"-{shape(inner)}" for inner in query["bool"].get("must_not", ()))])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("missile", "missile"),
        ("missile talks", "missile talks"),
        ('"the missile talks"', '"the missile talks"'),
        ("“the who”", '"the who"'),  # pasted from a text
        ("«la paix»", '"la paix"'),
        ("„der Krieg“", '"der Krieg"'),
        ("„der Krieg”", '"der Krieg"'),
        ('"he said “no” twice"', '"he said “no” twice"'),  # other marks inside are words' company
        ("+missile +talks", "missile talks"),
        ("missile -ankara", "missile -ankara"),
        ("-ankara missile", "missile -ankara"),
        ("missile −ankara", "missile -ankara"),  # the minus of typesetters
        ('missile -"in ankara"', 'missile -"in ankara"'),
        ("missile -ank*", "missile -ank*"),
        ("a | b", "(a | b)"),
        ("a b | c d", "(a b | c d)"),  # AND binds closer than OR, on either side
        ("a | b c", "(a | b c)"),
        ("a (b | c)", "a (b | c)"),
        ("a -(b | c)", "a -(b | c)"),
        ("a | (b | c)", "(a | (b | c))"),
        ("a OR b", "(a | b)"),
        ("a AND b NOT c", "a b -c"),
        ("a AND NOT c", "a -c"),
        ("a or b and not c", "a or b and not c"),  # small, they are words
        ('"this OR that"', '"this OR that"'),
        ("NOT -a b", "b -a"),  # said twice is said once
        ("start*", "start*"),
        ("Johnson & Johnson", "Johnson Johnson"),  # what is in no index asks for nothing
        ("Paris - Roubaix", "Paris Roubaix"),
        ('talks "…"', "talks"),
        ("covid-19 C++ l'hôtel", "covid-19 C++ l'hôtel"),  # marks inside a word are part of it
        ('war"of nerves"', 'war "of nerves"'),
        ("🙂", "🙂"),
        ("speaker: Lavrov", "speaker: Lavrov"),  # a headline; as a filter it would have no space
    ],
)
def test_meaning(text: str, expected: str) -> None:
    """Each question means exactly this."""
    assert shape(build_words(text, {"text": 1})) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('"the missile', "a quotation mark is not closed"),
        ('missile"', "a quotation mark is not closed"),
        ("“the who", "a quotation mark is not closed"),
        ("the who»", "a quotation mark is not closed"),
        ("-missile", "only what must not be there"),
        ("NOT missile", "only what must not be there"),
        ("talks | -missile", "only what must not be there"),  # would be nearly everything
        ("talks (-missile)", "only what must not be there"),
        ("*missile", "stands only at the end of a word"),
        ("m*", "after 2 letters or more"),
        ("mis*le", "stands only at the end of a word"),
        ("*", "a word is missing"),
        ("covid-1*", "stands only at the end of a word"),  # two words to the index
        ('"missile talk*"', "does not work inside a phrase"),
        ("(missile", "( is not closed"),
        ("missile)", "no ( before it"),
        ("()", "a word is missing"),
        ("| missile", "a word is missing"),
        ("missile OR", "a word is missing"),
        ("missile NOT", "a word is missing after NOT"),
        ("(missile NOT)", "a word is missing after NOT"),
        ("&", "a word is missing"),
        ("", "a word is missing"),
        ("(" * 50 + "a" + ")" * 50, "more than 20 groups"),
        ("speaker:Lavrov missile", '"speaker:" is no word'),
        ('missile -places:"New York"', '"-places:" is no word'),
        ("agency:AFP missile", '"agency:" is no word'),
    ],
)
def test_no_meaning(text: str, reason: str) -> None:
    """What cannot be meant is refused, with the question and the reason in one line."""
    with pytest.raises(Rejected) as caught:
        build_words(text, {"text": 1})
    assert reason in str(caught.value)
    assert str(caught.value).startswith(text)


@pytest.mark.parametrize("text", ["word " * 301, '"' + "word " * 301 + '"'])
def test_too_long(text: str) -> None:
    """A question that Elasticsearch would not take is refused, and not repeated in full."""
    with pytest.raises(Rejected, match="more than 300 words") as caught:
        build_words(text, {"text": 1})
    assert len(str(caught.value)) < 100


def test_fields() -> None:
    """A word is looked for by its stem and as written, in each language; a phrase only as written; weights are kept."""
    word, phrase = build_words('a "b"', {"title": 3, "text": 1})["bool"]["must"]
    assert {"text.english^1", "text.english.folded^1", "title.french^3", "text.other^1"} <= set(word["multi_match"]["fields"])
    assert set(phrase["multi_match"]["fields"]) == {
        name
        for name in word["multi_match"]["fields"]
        if ".folded" in name or ".other" in name  # which is folded itself
    }


@given(st.text(alphabet='ab "“”«»()|-+*&ORNT\t', max_size=30))
def test_a_question_is_read_or_refused(text: str) -> None:
    """Whatever is typed, it is a query or a refusal; and every word of a query was typed."""
    try:
        words = shape(build_words(text, {"text": 1}))
    except Rejected:
        return
    assert set(words) <= set(text) | set('(|)- "')
