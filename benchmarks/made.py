"""Made-up articles, as the quotes stage leaves them. In: a number; out: always the same article for it.

Words are syllables, drawn as words of a language are: few of them often, most of them seldom. No two texts are alike.
"""

import random
from datetime import UTC, datetime, timedelta
from functools import cache

from pipeline.model import Article, Entity, Label, Mention, Quotation, Span, Speaker

SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "ru", "sa", "te", "vi", "wo", "zu", "lan", "ter", "mon")
WORDS = 60_000  # different ones
NAMES = 20_000
LABELS: tuple[Label, ...] = ("person", "person", "organization", "place", "other")
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
PARAGRAPHS = 13  # about 4 KB
QUOTED = 6
ENTITIES = 25
APART_S = 20  # seconds between two articles: 10,000 in less than three days


def make_article(number: int) -> Article:
    """An article of some 4 KB with about 25 entities and 6 quotations."""
    chance = random.Random(number)  # noqa: S311  a seeded text
    names = [_name(chance) for _ in range(ENTITIES)]
    entities = tuple(Entity(name=name, label=label_of(name), aliases=(name.split()[-1],)) for name in names)
    text, mentions, quotations = "", [], []
    for place in range(PARAGRAPHS):
        who = chance.randrange(ENTITIES)
        said = _words(chance, 24)
        if place < QUOTED:
            paragraph = f"“{said},” {names[who]} said. {_words(chance, 8)}."
            quotations.append(_quotation(len(text), said, names[who], entities[who].label, who))
        else:
            paragraph = f"{names[who]} {said}, {names[(who + 7) % ENTITIES]} {_words(chance, 10)}."
        mentions += _mentions(len(text), paragraph, names, entities)
        text += paragraph + "\n\n"
    seen = FIRST + timedelta(seconds=number * APART_S)
    url = f"https://www.{make_word(number % 300)}.example/{seen:%Y/%m/%d}/{'-'.join(_words(chance, 6).split())}-{number}"
    return Article(
        id=f"{number:064x}",
        url=url,
        canonical_url=url,
        key=f"{number:x}{'e' * 40}",
        feed_url=f"https://www.{make_word(number % 300)}.example/feed.xml",
        first_seen=seen,
        fetched=seen + timedelta(seconds=4),
        publisher=f"The {make_word(number % 300).title()} Times",
        title=_words(chance, 9).capitalize(),
        authors=(_name(chance),),
        language="en",
        published=seen - timedelta(minutes=7),
        text=text.strip(),
        text_source="page",
        mentions=tuple(mentions),
        entities=entities,
        quotations=tuple(quotations),
    )


@cache
def make_word(rank: int) -> str:
    """The word of this rank; it is as often in a text as 1/rank."""
    chance = random.Random(rank)  # noqa: S311  a seeded word
    return "".join(chance.choices(SYLLABLES, k=2 + rank % 3)) + ("" if rank < len(SYLLABLES) ** 2 else chance.choice("nrstl"))


def _words(chance: random.Random, count: int) -> str:
    """So many words; the one of rank r about as often as 1/r."""
    return " ".join(make_word(int(WORDS ** chance.random())) for _ in range(count))


def make_name(rank: int) -> str:
    """A name of two words; it is as often in the news as 1/rank."""
    return f"{make_word(rank * 7 + 1)} {make_word(rank * 3 + 2)}".title()


def label_of(name: str) -> Label:
    """What the name names; always the same."""
    return LABELS[sum(map(ord, name)) % len(LABELS)]


def _name(chance: random.Random) -> str:
    return make_name(int(NAMES ** chance.random()))


def _quotation(start: int, said: str, name: str, label: Label, entity: int) -> Quotation:
    end = start + 1 + len(said)
    source = Span(start=end + 3, end=end + 3 + len(name), text=name)
    return Quotation(
        start=start + 1,
        end=end,
        content=said,
        type="direct",
        cue=Span(start=source.end + 1, end=source.end + 5, text="said"),
        source=source,
        speaker=Speaker(name=name, label=label, entity=entity),
        confidence=0.97,
    )


def _mentions(offset: int, paragraph: str, names: list[str], entities: tuple[Entity, ...]) -> list[Mention]:
    found = ((paragraph.find(name), place) for place, name in enumerate(names))
    return [
        Mention(start=offset + at, end=offset + at + len(names[place]), text=names[place], label=entities[place].label, entity=place)
        for at, place in found
        if at >= 0
    ]
