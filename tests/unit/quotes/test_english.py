"""English: every kind of quotation, through both stages."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from pipeline import entities, quotes
from pipeline.model import Article

Expected = tuple[str, str, str | None, str | None]  # type, content, source, speaker

TABLE = [
    pytest.param(
        '"The bridge will stay shut," Anna Schmidt said on Monday.',
        [("direct", "The bridge will stay shut,", "Anna Schmidt", "Anna Schmidt")],
        id="after",
    ),
    pytest.param(
        'Anna Schmidt said, "The bridge will stay shut."',
        [("direct", "The bridge will stay shut.", "Anna Schmidt", "Anna Schmidt")],
        id="before",
    ),
    pytest.param(
        'Anna Schmidt told reporters on Monday: "The bridge will stay shut."',
        [("direct", "The bridge will stay shut.", "Anna Schmidt", "Anna Schmidt")],
        id="colon",
    ),
    pytest.param(
        '"The bridge," Anna Schmidt said, "will stay shut."',
        [("direct", "The bridge,", "Anna Schmidt", "Anna Schmidt"), ("direct", "will stay shut.", "Anna Schmidt", "Anna Schmidt")],
        id="split by the cue",
    ),
    pytest.param(
        '"The bridge will stay shut. It is not safe," said Anna Schmidt.',
        [("direct", "The bridge will stay shut. It is not safe,", "Anna Schmidt", "Anna Schmidt")],
        id="several sentences, inverted cue",
    ),
    pytest.param(
        '"The bridge will stay shut," Anna Schmidt said during a visit. "It is not safe."',
        [
            ("direct", "The bridge will stay shut,", "Anna Schmidt", "Anna Schmidt"),
            ("direct", "It is not safe.", "Anna Schmidt", "Anna Schmidt"),
        ],
        id="two with one cue",
    ),
    pytest.param(
        '"The bridge will stay shut,” Anna Schmidt said. “It is not safe."',
        [
            ("direct", "The bridge will stay shut,", "Anna Schmidt", "Anna Schmidt"),
            ("direct", "It is not safe.", "Anna Schmidt", "Anna Schmidt"),
        ],
        id="mixed marks",
    ),
    pytest.param(
        '"The bridge will stay shut," Anna Schmidt said, according to local radio.',
        [("direct", "The bridge will stay shut,", "Anna Schmidt", "Anna Schmidt")],
        id="according to another does not steal",
    ),
    pytest.param(
        '"The bridge will stay shut," according to Anna Schmidt.',
        [("direct", "The bridge will stay shut,", "Anna Schmidt", "Anna Schmidt")],
        id="according to, after marks",
    ),
    pytest.param(
        'Anna Schmidt wants a new bridge. "We need it by May," she said.',
        [("direct", "We need it by May,", "she", "Anna Schmidt")],
        id="pronoun, wish before",
    ),
    pytest.param(
        "“[T]he bridge [in Prague] is shut for now,” the Ruritanian Transport Ministry said in a note. “Peter Novak also spoke of it.”",
        [
            ("direct", "[T]he bridge [in Prague] is shut for now,", "the Ruritanian Transport Ministry", "Ruritanian Transport Ministry"),
            ("direct", "Peter Novak also spoke of it.", "the Ruritanian Transport Ministry", "Ruritanian Transport Ministry"),
        ],
        id="brackets, institution, a name inside",
    ),
    pytest.param(
        '"Our partners have been saying it is safe, that all is well," Anna Schmidt said.',
        [("direct", "Our partners have been saying it is safe, that all is well,", "Anna Schmidt", "Anna Schmidt")],
        id="a clause inside is none of its own",
    ),
    pytest.param(
        '"We will rebuild it," Peter Novak, a mason from Prague, said.',
        [("direct", "We will rebuild it,", "Peter Novak, a mason from Prague", "Peter Novak")],
        id="apposition",
    ),
    pytest.param('"Why now?" asked Anna Schmidt.', [("direct", "Why now?", "Anna Schmidt", "Anna Schmidt")], id="question"),
    pytest.param(
        'Anna Schmidt shook her head. "I will not sign it."',
        [("direct", "I will not sign it.", "Anna Schmidt", "Anna Schmidt")],
        id="sentence before",
    ),
    pytest.param(
        'Anna Schmidt spoke of "a long and very cold winter" in Prague.',
        [("direct", "a long and very cold winter", "Anna Schmidt", "Anna Schmidt")],
        id="words in marks in a clause",
    ),
    pytest.param('"It is not safe," officials said.', [("direct", "It is not safe,", "officials", None)], id="group"),
    pytest.param(
        '"The bridge will stay shut.\n"It is not safe," Anna Schmidt said.',
        [("direct", 'The bridge will stay shut.\n"It is not safe,', "Anna Schmidt", "Anna Schmidt")],
        id="paragraphs",
    ),
    pytest.param(
        '"The bridge will stay shut," Anna Schmidt said.\n"It is not safe at all."',
        [
            ("direct", "The bridge will stay shut,", "Anna Schmidt", "Anna Schmidt"),
            ("direct", "It is not safe at all.", "Anna Schmidt", "Anna Schmidt"),
        ],
        id="alone in the next paragraph",
    ),
    pytest.param(
        'Anna Schmidt was clear:\n"The bridge will stay shut."',
        [("direct", "The bridge will stay shut.", "Anna Schmidt", "Anna Schmidt")],
        id="colon, next paragraph",
    ),
    pytest.param('The film "Frost" won a prize.', [], id="title"),
    pytest.param('The film, "A Long Winter in Prague," won a prize.', [], id="longer title"),
    pytest.param("The letter, written by Anna Schmidt, is long.", [], id="nobody speaks"),
    pytest.param(
        "Anna Schmidt said that the bridge would stay shut.",
        [("indirect", "that the bridge would stay shut", "Anna Schmidt", "Anna Schmidt")],
        id="that-clause",
    ),
    pytest.param(
        "Anna Schmidt said the bridge would stay shut.",
        [("indirect", "the bridge would stay shut", "Anna Schmidt", "Anna Schmidt")],
        id="bare clause",
    ),
    pytest.param(
        "The bridge will stay shut, Foreign Minister Anna Schmidt said Monday.",
        [("indirect", "The bridge will stay shut", "Foreign Minister Anna Schmidt", "Anna Schmidt")],
        id="inverted",
    ),
    pytest.param(
        "The bridge, Anna Schmidt said, will stay shut.",
        [("indirect", "The bridge", "Anna Schmidt", "Anna Schmidt"), ("indirect", "will stay shut", "Anna Schmidt", "Anna Schmidt")],
        id="inverted, in the middle",
    ),
    pytest.param(
        "According to Anna Schmidt, the bridge will stay shut.",
        [("indirect", "the bridge will stay shut", "Anna Schmidt", "Anna Schmidt")],
        id="according to, first",
    ),
    pytest.param(
        "The bridge will stay shut, according to Anna Schmidt.",
        [("indirect", "The bridge will stay shut", "Anna Schmidt", "Anna Schmidt")],
        id="according to, last",
    ),
    pytest.param(
        "As Anna Schmidt reported, the bridge is shut.",
        [("indirect", "the bridge is shut", "Anna Schmidt", "Anna Schmidt")],
        id="as reported",
    ),
    pytest.param(
        "Anna Schmidt urged drivers to avoid the bridge.",
        [("indirect", "to avoid the bridge", "Anna Schmidt", "Anna Schmidt")],
        id="infinitive",
    ),
    pytest.param(
        "Anna Schmidt promised to rebuild the bridge.",
        [("indirect", "to rebuild the bridge", "Anna Schmidt", "Anna Schmidt")],
        id="promise",
    ),
    pytest.param(
        "Anna Schmidt asked whether the bridge was safe.",
        [("indirect", "whether the bridge was safe", "Anna Schmidt", "Anna Schmidt")],
        id="whether",
    ),
    pytest.param(
        "Anna Schmidt praised the workers, saying that the bridge was safe.",
        [("indirect", "that the bridge was safe", "Anna Schmidt", "Anna Schmidt")],
        id="participle",
    ),
    pytest.param(
        "Anna Schmidt, who said the bridge was safe, left on Monday.",
        [("indirect", "the bridge was safe", "who", "Anna Schmidt")],
        id="relative",
    ),
    pytest.param(
        "Anna Schmidt called the plan a mistake.", [("indirect", "the plan a mistake", "Anna Schmidt", "Anna Schmidt")], id="judged"
    ),
    pytest.param("Anna Schmidt denied the report.", [("indirect", "the report", "Anna Schmidt", "Anna Schmidt")], id="denied"),
    pytest.param(
        "Anna Schmidt accused Peter Novak of lying.", [("indirect", "Peter Novak of lying", "Anna Schmidt", "Anna Schmidt")], id="accused"
    ),
    pytest.param(
        "Anna Schmidt was quoted as saying that the bridge was safe.",
        [("indirect", "that the bridge was safe", "Anna Schmidt", "Anna Schmidt")],
        id="quoted as saying",
    ),
    pytest.param(
        "Anna Schmidt's claim that the bridge was safe was false.",
        [("indirect", "that the bridge was safe", "Anna Schmidt", "Anna Schmidt")],
        id="noun",
    ),
    pytest.param(
        "Drivers were told that the bridge was shut.", [("indirect", "that the bridge was shut", None, None)], id="passive: nobody named"
    ),
    pytest.param(
        "Officials said the bridge would stay shut.", [("indirect", "the bridge would stay shut", "Officials", None)], id="group, indirect"
    ),
    pytest.param(
        'Anna Schmidt said the bridge was "not safe" for trucks.',
        [("mixed", 'the bridge was "not safe" for trucks', "Anna Schmidt", "Anna Schmidt")],
        id="mixed",
    ),
    pytest.param(
        'Anna Schmidt said that "the bridge was not safe for trucks."',
        [("mixed", 'that "the bridge was not safe for trucks."', "Anna Schmidt", "Anna Schmidt")],
        id="mixed, clause in marks",
    ),
    pytest.param(
        "Peter Novak said the bridge was safe, but Anna Schmidt said it was not.",
        [("indirect", "the bridge was safe", "Peter Novak", "Peter Novak"), ("indirect", "it was not", "Anna Schmidt", "Anna Schmidt")],
        id="two people",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_sentences(nlp: Callable[[str | None], Language | None], text: str, expected: list[Expected]) -> None:
    """Each kind of quotation is found whole, with the words that name its source and who that is; nothing else is."""
    article = Article(id="1", url="u", canonical_url="u", key="k", language="en", text=text)

    [quoting] = quotes.run(entities.run([article], nlp), nlp)

    found = [(q.type, q.content, q.source and q.source.text, q.speaker and q.speaker.name) for q in quoting.quotations]
    assert found == expected
