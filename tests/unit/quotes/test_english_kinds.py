"""English: kinds of quotation that need more than a cue beside the words, several sentences a kind, through both stages."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from pipeline import entities, quotes
from pipeline.model import Article

Nlp = Callable[[str | None], Language | None]
Expected = tuple[str, str, str | None, str | None]  # type, content, source, speaker
Row = tuple[str, list[Expected]]

INTERVIEWS: list[Row] = [
    (
        "Anna Schmidt runs the port of Zenda.\nQ: Why is the bridge shut?\nA: It is not safe. We saw cracks.",
        [("direct", "Why is the bridge shut?", "Q", None), ("direct", "It is not safe. We saw cracks.", "A", "Anna Schmidt")],
    ),
    (
        "Anna Schmidt runs the port of Zenda.\nQ. Why is the bridge shut? A. It is not safe.",
        [("direct", "Why is the bridge shut?", "Q", None), ("direct", "It is not safe.", "A", "Anna Schmidt")],
    ),
    (
        "Anna Schmidt met Peter Novak.\nQ: Is the bridge shut?\nA: It is not safe.",
        [("direct", "Is the bridge shut?", "Q", None), ("direct", "It is not safe.", "A", None)],
    ),
    ('Peter Novak: "I will resign."', [("direct", "I will resign.", "Peter Novak", "Peter Novak")]),
    ("Peter Novak: “I will resign. I have had enough.”", [("direct", "I will resign. I have had enough.", "Peter Novak", "Peter Novak")]),
    (
        "HUGH HILL: We never saw the bridge.\nANNA BLAKE: Never?\nHILL: Not once in all the years. They kept it shut.",
        [
            ("direct", "We never saw the bridge.", "HUGH HILL", "Hugh Hill"),
            ("direct", "Never?", "ANNA BLAKE", "Anna Blake"),
            ("direct", "Not once in all the years. They kept it shut.", "HILL", "Hugh Hill"),
        ],
    ),
    (
        "Hugh Hill came to the studio with Anna Blake.\nHILL: She said it was safe.\nBLAKE: I never did.\nHILL: You told me so.",
        [
            ("direct", "She said it was safe.", "HILL", "Hugh Hill"),
            ("direct", "I never did.", "BLAKE", "Anna Blake"),
            ("direct", "You told me so.", "HILL", "Hugh Hill"),
        ],
    ),
    (
        "Hugh Hill came to the studio.\nHILL: We saw nothing.\nIt was dark, and cold.\nQUINN: Nothing?\nHILL: Nothing.",
        [
            ("direct", "We saw nothing.", "HILL", "Hugh Hill"),
            ("direct", "Nothing?", "QUINN", None),
            ("direct", "Nothing.", "HILL", "Hugh Hill"),
        ],
    ),
    (
        "Hugh Hill: Is the bridge safe?\nAnna Blake: It never was.",
        [("direct", "Is the bridge safe?", "Hugh Hill", "Hugh Hill"), ("direct", "It never was.", "Anna Blake", "Anna Blake")],
    ),
    ("Location: Oslo", []),
    ("Correction: An earlier version named the wrong bridge.", []),
    ("Photo: Anna Schmidt", []),
    ("Location: Oslo\nDate: Monday\nPrice: 20 crowns", []),
    ("Anna Schmidt: 1,204 votes\nPeter Novak: 977 votes", []),
    ("Note: The bridge is shut.\nUpdate: The bridge is open.", []),
]

COLONS: list[Row] = [
    (
        'Peter Novak dismissed the report. Novak: "I will resign."',
        [("indirect", "the report", "Peter Novak", "Peter Novak"), ("direct", "I will resign.", "Novak", "Peter Novak")],
    ),
    (
        'Anna Schmidt met Peter Novak on Monday. Novak: "The bridge is not safe." Schmidt: "It never was safe."',
        [
            ("direct", "The bridge is not safe.", "Novak", "Peter Novak"),
            ("direct", "It never was safe.", "Schmidt", "Anna Schmidt"),
        ],
    ),
    (
        'Anna Schmidt praised the crew. Her verdict: "The bridge is safe."',
        [("direct", "The bridge is safe.", "Her verdict", "Anna Schmidt")],
    ),
    (
        'Anna Schmidt wants more: "We need a new bridge."',
        [("direct", "We need a new bridge.", "Anna Schmidt", "Anna Schmidt")],
    ),
]

SINGLE_MARKS: list[Row] = [
    (
        "‘It’s a scandal,’ John O’Neill told the BBC.",
        [("direct", "It’s a scandal,", "John O’Neill", "John O’Neill")],
    ),
    (
        "Anna Schmidt said: ‘We won’t move the workers’ huts.’",
        [("direct", "We won’t move the workers’ huts.", "Anna Schmidt", "Anna Schmidt")],
    ),
    (
        "'It's the miners' bridge,' Anna Schmidt said. 'They've built it.'",
        [
            ("direct", "It's the miners' bridge,", "Anna Schmidt", "Anna Schmidt"),
            ("direct", "They've built it.", "Anna Schmidt", "Anna Schmidt"),
        ],
    ),
    (
        "'I loved rock 'n' roll in the '90s,' Anna Schmidt said.",
        [("direct", "I loved rock 'n' roll in the '90s,", "Anna Schmidt", "Anna Schmidt")],
    ),
    (
        "‘The bridge,’ said Anna Schmidt, ‘will stay shut.’",
        [
            ("direct", "The bridge,", "Anna Schmidt", "Anna Schmidt"),
            ("direct", "will stay shut.", "Anna Schmidt", "Anna Schmidt"),
        ],
    ),
    (
        "‘He called it “a joke” and left,’ Anna Schmidt said.",
        [("direct", "He called it “a joke” and left,", "Anna Schmidt", "Anna Schmidt")],
    ),
    (
        "“He called it ‘a joke’ and left,” Anna Schmidt said.",
        [("direct", "He called it ‘a joke’ and left,", "Anna Schmidt", "Anna Schmidt")],
    ),
    (
        "“It is late,” Anna Schmidt said. The ‘old’ bridge is shut.",
        [("direct", "It is late,", "Anna Schmidt", "Anna Schmidt")],
    ),
    (
        "‘We waited for years.\n‘Nothing came,’ Anna Schmidt said.",
        [("direct", "We waited for years.\n‘Nothing came,", "Anna Schmidt", "Anna Schmidt")],
    ),
    (
        "Anna Schmidt said the bridge was ‘not safe’ for trucks.",
        [("mixed", "the bridge was ‘not safe’ for trucks", "Anna Schmidt", "Anna Schmidt")],
    ),
    ("The workers' bridge and the miners' huts are old.", []),
    ("The dogs’ dinner of ’68 was the boys’ own.", []),
    ("They love rock 'n' roll in Zenda.", []),
    ("The film ‘Frost’ won a prize.", []),
]

DATELINES: list[Row] = [
    (
        'PORT ELLERY — "We will not move," the mayor, Susan Whitlock, said.',
        [("direct", "We will not move,", "the mayor, Susan Whitlock", "Susan Whitlock")],
    ),
    (
        "ASHCOMBE — Anna Schmidt said the bridge would stay shut.",
        [("indirect", "the bridge would stay shut", "Anna Schmidt", "Anna Schmidt")],
    ),
    (
        "ASHCOMBE, England (Reuters) - The bridge will stay shut, Anna Schmidt said on Monday.",
        [("indirect", "The bridge will stay shut", "Anna Schmidt", "Anna Schmidt")],
    ),
    (
        "PRAGUE (AP) -- The bridge will stay shut, according to Anna Schmidt.",
        [("indirect", "The bridge will stay shut", "Anna Schmidt", "Anna Schmidt")],
    ),
    ('NEW YORK — "The bridge will stay shut."', [("direct", "The bridge will stay shut.", None, None)]),
]

APPOSITIONS: list[Row] = [
    (
        'The mayor, Susan Whitlock, said: "We will not move."',
        [("direct", "We will not move.", "The mayor, Susan Whitlock", "Susan Whitlock")],
    ),
    ('Hugh Hill, a doctor, said: "We will not move."', [("direct", "We will not move.", "Hugh Hill, a doctor", "Hugh Hill")]),
    (
        'Susan Whitlock, who has led the town since 2019, said: "We will not move."',
        [("direct", "We will not move.", "Susan Whitlock", "Susan Whitlock")],
    ),
    ('"We will not move," said Hugh Hill, 34, of Leeds.', [("direct", "We will not move,", "Hugh Hill, 34, of Leeds", "Hugh Hill")]),
    (
        '"We will not move," said the mayor of Leeds, Susan Whitlock.',
        [("direct", "We will not move,", "the mayor of Leeds, Susan Whitlock", "Susan Whitlock")],
    ),
    (
        "Hugh Hill, who runs the port of Leeds, said the bridge would stay shut.",
        [("indirect", "the bridge would stay shut", "Hugh Hill", "Hugh Hill")],
    ),
    (
        "The mayor, Susan Whitlock, said the town would not move.",
        [("indirect", "the town would not move", "The mayor, Susan Whitlock", "Susan Whitlock")],
    ),
]

APPOSITIONS += [
    (
        "According to the mayor, Susan Whitlock, the town will not move.",
        [("indirect", "the town will not move", "the mayor, Susan Whitlock", "Susan Whitlock")],
    ),
    (
        "The town will not move, according to its mayor, Susan Whitlock.",
        [("indirect", "The town will not move", "its mayor, Susan Whitlock", "Susan Whitlock")],
    ),
    ("According to police, Susan Whitlock, 34, left the town.", [("indirect", "Susan Whitlock, 34, left the town", "police", None)]),
]

POSTS: list[Row] = [
    ('"The bridge is not safe," Anna Schmidt wrote on X.', [("direct", "The bridge is not safe,", "Anna Schmidt", "Anna Schmidt")]),
    ('Anna Schmidt tweeted: "The bridge is not safe."', [("direct", "The bridge is not safe.", "Anna Schmidt", "Anna Schmidt")]),
    ('Anna Schmidt posted on Twitter: "The bridge is not safe."', [("direct", "The bridge is not safe.", "Anna Schmidt", "Anna Schmidt")]),
    (
        "Anna Schmidt said in a statement that the bridge was safe.",
        [("indirect", "that the bridge was safe", "Anna Schmidt", "Anna Schmidt")],
    ),
    ("Anna Schmidt announced in a tweet that she would go.", [("indirect", "that she would go", "Anna Schmidt", "Anna Schmidt")]),
    ("Anna Schmidt spoke in the hall that the fire had spared.", []),
    (
        '"The bridge is not safe," Anna Schmidt said in a statement.',
        [("direct", "The bridge is not safe,", "Anna Schmidt", "Anna Schmidt")],
    ),
    (
        'In a statement, Anna Schmidt said: "The bridge is not safe."',
        [("direct", "The bridge is not safe.", "Anna Schmidt", "Anna Schmidt")],
    ),
    (
        'Anna Schmidt released a statement on Monday. "The bridge is not safe," read the statement.',
        [("direct", "The bridge is not safe,", "the statement", "Anna Schmidt")],
    ),
    (
        'Anna Schmidt released a statement on Monday. The statement read: "The bridge is not safe."',
        [("direct", "The bridge is not safe.", "The statement", "Anna Schmidt")],
    ),
    (
        '"The bridge is not safe," a statement from Anna Schmidt read.',
        [("direct", "The bridge is not safe,", "Anna Schmidt", "Anna Schmidt")],
    ),
    (
        '"The bridge is not safe," Anna Schmidt\'s letter said.',
        [("direct", "The bridge is not safe,", "Anna Schmidt's letter", "Anna Schmidt")],
    ),
    (
        '"The bridge is not safe for trucks." — Anna Schmidt (@annaschmidt) March 3, 2021',
        [("direct", "The bridge is not safe for trucks.", "Anna Schmidt", "Anna Schmidt")],
    ),
    (
        "Peter Novak was angry.\n“The bridge is not safe for trucks.”\n— Anna Schmidt (@annaschmidt) March 3, 2021",
        [("direct", "The bridge is not safe for trucks.", "Anna Schmidt", "Anna Schmidt")],
    ),
    (
        "The bridge is not safe for trucks. We told them so.\n— Anna Schmidt (@annaschmidt) March 3, 2021",
        [("direct", "The bridge is not safe for trucks. We told them so.", "Anna Schmidt", "Anna Schmidt")],
    ),
    (
        '"The bridge is not safe for trucks." — Anna Schmidt',
        [("direct", "The bridge is not safe for trucks.", "Anna Schmidt", "Anna Schmidt")],
    ),
]

WORDINGS: list[Row] = [
    ("Asked about the bridge, Anna Schmidt said it was not safe.", [("indirect", "it was not safe", "Anna Schmidt", "Anna Schmidt")]),
    (
        'Asked about the bridge, Anna Schmidt said: "It is not safe."',
        [("direct", "It is not safe.", "Anna Schmidt", "Anna Schmidt")],
    ),
    (
        'Asked if the bridge would close, Anna Schmidt said: "No."',
        [("indirect", "if the bridge would close", None, None), ("direct", "No.", "Anna Schmidt", "Anna Schmidt")],
    ),
    ("The village has asked for a station for twenty years.", []),
    ('They spoke of the "so-called" plan.', []),
    ('The "so-called" plan is dead.', []),
    ('"The bridge is shut", added Acme Radio.', [("direct", "The bridge is shut", "Acme Radio", "Acme Radio")]),
    ('"The bridge is shut," added KCRB on Friday.', [("direct", "The bridge is shut,", "KCRB", "KCRB")]),
    ('Anna Schmidt was quoted as saying: "It is not safe."', [("direct", "It is not safe.", "Anna Schmidt", "Anna Schmidt")]),
    (
        "Anna Schmidt was told by Peter Novak that the bridge was safe.",
        [("indirect", "that the bridge was safe", "Peter Novak", "Peter Novak")],
    ),
    ("Anna Schmidt was told that the bridge was safe.", [("indirect", "that the bridge was safe", None, None)]),
    ("In Anna Schmidt's view, the bridge is not safe.", [("indirect", "the bridge is not safe", "Anna Schmidt", "Anna Schmidt")]),
    ("In the opinion of Anna Schmidt, the bridge is not safe.", [("indirect", "the bridge is not safe", "Anna Schmidt", "Anna Schmidt")]),
    ("The bridge is not safe, in Anna Schmidt's opinion.", [("indirect", "The bridge is not safe", "Anna Schmidt", "Anna Schmidt")]),
    (
        "Anna Schmidt is of the opinion that the bridge is not safe.",
        [("indirect", "that the bridge is not safe", "Anna Schmidt", "Anna Schmidt")],
    ),
    ('"It fell at dawn," witnesses said.', [("direct", "It fell at dawn,", "witnesses", None)]),
    ("Anna Schmidt was there. Officials said the bridge was safe.", [("indirect", "the bridge was safe", "Officials", None)]),
    (
        'Peter Novak, 34, sells fish. "I will not move," the 34-year-old said.',
        [("direct", "I will not move,", "the 34-year-old", "Peter Novak")],
    ),
    ('"Will it rain?" asked Anna Schmidt.', [("direct", "Will it rain?", "Anna Schmidt", "Anna Schmidt")]),
    (
        "Anna Schmidt denied the report and promised to rebuild it.",
        [
            ("indirect", "the report", "Anna Schmidt", "Anna Schmidt"),
            ("indirect", "to rebuild it", "Anna Schmidt", "Anna Schmidt"),
        ],
    ),
    (
        "Peter Novak urged Anna Schmidt to resign, and Schmidt promised to leave in May.",
        [("indirect", "to resign", "Peter Novak", "Peter Novak"), ("indirect", "to leave in May", "Schmidt", "Anna Schmidt")],
    ),
    (
        'Anna Roe runs the port and her brother Karl Roe the mill. Karl Roe came late. "It is done," Roe said.',
        [("direct", "It is done,", "Roe", "Karl Roe")],
    ),
]

WORDS_IN_MARKS: list[Row] = [
    (
        'Anna Schmidt praised the crew for "a very fine piece of work" in Zenda.',
        [("mixed", 'the crew for "a very fine piece of work" in Zenda', "Anna Schmidt", "Anna Schmidt")],
    ),
    (
        'Anna Schmidt referred to the bridge as "an old friend".',
        [("mixed", 'to the bridge as "an old friend"', "Anna Schmidt", "Anna Schmidt")],
    ),
    ('Anna Schmidt mocked "the men of the ministry" again.', [("direct", "the men of the ministry", "Anna Schmidt", "Anna Schmidt")]),
    (
        'The bridge is shut because of "a hole as big as a horse," Anna Schmidt said.',
        [("mixed", 'The bridge is shut because of "a hole as big as a horse,"', "Anna Schmidt", "Anna Schmidt")],
    ),
    (
        'Anna Schmidt argued that if it rained, "the old bridge would be lost."',
        [("mixed", 'that if it rained, "the old bridge would be lost."', "Anna Schmidt", "Anna Schmidt")],
    ),
    (
        '"The bridge is a joke" if it rains, Anna Schmidt said.',
        [("mixed", '"The bridge is a joke" if it rains', "Anna Schmidt", "Anna Schmidt")],
    ),
    ('Anna Schmidt sold the "old" bridge.', []),
]

NESTED: list[Row] = [
    (
        "Anna Schmidt declared that money could be used for the bridge and Peter Novak warned that it was late.",
        [
            ("indirect", "that money could be used for the bridge", "Anna Schmidt", "Anna Schmidt"),
            ("indirect", "that it was late", "Peter Novak", "Peter Novak"),
        ],
    ),
    (
        "Anna Schmidt said the plan was drawn up by the ministry, which owns the bridge.",
        [("indirect", "the plan was drawn up by the ministry", "Anna Schmidt", "Anna Schmidt")],
    ),
    (
        "Anna Schmidt said she left the town in May and Peter Novak said it was late.",
        [
            ("indirect", "she left the town in May", "Anna Schmidt", "Anna Schmidt"),
            ("indirect", "it was late", "Peter Novak", "Peter Novak"),
        ],
    ),
    (
        "Anna Schmidt said Peter Novak had promised to rebuild the bridge.",
        [("indirect", "Peter Novak had promised to rebuild the bridge", "Anna Schmidt", "Anna Schmidt")],
    ),
    (
        "Anna Schmidt said the ministry had told her that it was safe.",
        [("indirect", "the ministry had told her that it was safe", "Anna Schmidt", "Anna Schmidt")],
    ),
]

KINDS = {
    "interviews": INTERVIEWS,
    "colons": COLONS,
    "single marks": SINGLE_MARKS,
    "datelines": DATELINES,
    "appositions": APPOSITIONS,
    "posts": POSTS,
    "wordings": WORDINGS,
    "words in marks": WORDS_IN_MARKS,
    "nested": NESTED,
}


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(*row, id=f"{kind}: {row[0][:50]}") for kind, rows in KINDS.items() for row in rows]
)
def test_kinds(nlp: Nlp, text: str, expected: list[Expected]) -> None:
    """Each sentence gives what people would mark in it, with who says it; nothing else."""
    article = Article(id="1", url="u", canonical_url="u", key="k", language="en", text=text)

    [quoting] = quotes.run(entities.run([article], nlp), nlp)

    found = [(q.type, q.content, q.source and q.source.text, q.speaker and q.speaker.name) for q in quoting.quotations]
    assert found == expected


HEADLINES = [
    ("Ann Roe: “I will not resign”", '"I will not resign," the minister said.', "Ann Roe"),
    ("Ann Roe resigns over bridge", '"I have had enough," she said on Monday.', "Ann Roe"),
    ("Minister Ann Roe resigns", "She said the bridge was not safe.", "Ann Roe"),
    ("Ann Roe and Peter Novak meet in Zenda", '"I have had enough," she said on Monday.', None),
    ("Bridge shut in Zenda", '"I have had enough," she said on Monday.', None),
    ("Ann Roe resigns over bridge", '"I have had enough," Peter Novak said. He left.', "Peter Novak"),
    ("Ann Roe resigns over bridge", '"I have had enough," a witness said.', None),
    ("Ann Roe resigns over bridge", '"I have had enough," officials said.', None),
    ("‘No bridge’, says Roe", 'Anna Roe left. "I have had enough," she said.', "Anna Roe"),
]


@pytest.mark.parametrize(("title", "text", "speaker"), HEADLINES)
def test_headlines(nlp: Nlp, title: str, text: str, speaker: str | None) -> None:
    """A person named only in the headline is who "she" or "the minister" is, if there is no other; the entity is there to point at."""
    article = Article(id="1", url="u", canonical_url="u", key="k", language="en", title=title, text=text)

    [quoting] = quotes.run(entities.run([article], nlp), nlp)

    [quotation] = quoting.quotations
    assert (quotation.speaker and quotation.speaker.name) == speaker
    assert quotation.speaker is None or quoting.entities[quotation.speaker.entity or 0].name == speaker
