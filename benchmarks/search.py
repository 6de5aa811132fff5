"""How fast analysts are answered as the index grows. In: numbers of articles; out: a table, printed.

    .venv/bin/python benchmarks/search.py [--articles 10000 100000 1000000] [--rounds 20] [--heap 2g] [--home FOLDER]

Made-up articles of some 2 KB with 12 names and one quotation each, over twelve monthly indices, on an embedded node. Words are drawn
by Zipf's law from 50,000; a text is seven of 20,000 paragraphs of 40 words, so that making a million takes minutes. Each of ten
questions is asked in full (rows for copies, facets, highlights, records) by desk/newsline.py, with other words or names in each
round and then once more; one round before counting warms. With --home the index stays there, and a later run writes only what is missing.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from statistics import median, quantiles

from deploy.embedded import lease
from desk.newsline import Newsline
from pipeline.index.build import Write, build_article, build_quotations
from pipeline.model import Article, Entity, Label, Mention, Quotation, Span, Speaker, encode
from workers.schema import set_up
from workers.search import Index, connect

WORDS, PARAGRAPHS, PARAGRAPH_WORDS, TEXT_PARAGRAPHS = 50_000, 20_000, 40, 7
NAMES: dict[Label, int] = {"person": 20_000, "organization": 5_000, "place": 2_000}
NAMED: dict[Label, int] = {"person": 5, "organization": 4, "place": 3}
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
YEAR_S = 365 * 86_400
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "ru", "sa", "te", "vi", "wo", "zu", "lan", "ter", "mon")
BULK = 1_000  # articles in a request
Times = Sequence[list[float]]  # milliseconds: of questions asked for the first time, and of the same asked once more
Taken = dict[str, tuple[list[float], list[float]]]


class World:
    """Words, paragraphs and names, and articles made of them: always the same article for a number."""

    def __init__(self) -> None:
        chance = random.Random(7)  # noqa: S311  seeded: the same world each time
        self.words = [self._spell(number) for number in range(WORDS)]
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(WORDS)))
        drawn = (chance.choices(self.words, cum_weights=self.weights, k=PARAGRAPH_WORDS) for _ in range(PARAGRAPHS))
        self.paragraphs = [" ".join(words).capitalize() + "." for words in drawn]
        self.names = {
            label: [f"{self._spell(n * 7 + 1)} {self._spell(n * 11 + 5)}".title() for n in range(count)] for label, count in NAMES.items()
        }
        self.name_weights = {label: list(accumulate(1 / (rank + 3) for rank in range(count))) for label, count in NAMES.items()}

    def article(self, number: int) -> Article:
        """An article of some 2 KB; its first person says the second paragraph of the first's name."""
        chance = random.Random(number)  # noqa: S311  a seeded text
        entities = tuple(Entity(name=self.name(label, chance), label=label) for label, count in NAMED.items() for _ in range(count))
        said = " ".join(chance.choices(self.words, cum_weights=self.weights, k=20)) + " " + entities[1].name
        text = f"“{said},” {entities[0].name} said.\n\n" + "\n\n".join(chance.choices(self.paragraphs, k=TEXT_PARAGRAPHS))
        seen = FIRST + timedelta(seconds=number * 7919 % YEAR_S)
        mention = Mention(start=1 + len(said) - len(entities[1].name), end=1 + len(said), text=entities[1].name, label="person", entity=1)
        source = Span(start=len(said) + 4, end=len(said) + 4 + len(entities[0].name), text=entities[0].name)
        speaker = Speaker(name=entities[0].name, label="person", entity=0)
        quotation = Quotation(
            start=1, end=1 + len(said), content=said, type="direct", source=source, speaker=speaker, confidence=chance.uniform(0.3, 1)
        )
        url = f"https://www.outlet{number % 300}.example/{number}"
        return Article(
            id=f"{number:032x}",
            url=url,
            canonical_url=url,
            key=f"{number:x}",
            first_seen=seen,
            published=seen - timedelta(minutes=7),
            publisher=f"Outlet {number % 300}",
            section=f"Section {number % 40}" if number % 5 else None,
            agencies=(f"Agency {number % 12}",) if number % 3 == 0 else (),
            title=" ".join(chance.choices(self.words, cum_weights=self.weights, k=9)).capitalize(),
            language=("en", "en", "en", "fr", "es")[number % 5],
            text=text,
            mentions=(mention,),
            entities=entities,
            quotations=(quotation,),
        )

    def name(self, label: Label, chance: random.Random) -> str:
        """A name, frequent ones often."""
        return chance.choices(self.names[label], cum_weights=self.name_weights[label])[0]

    def word(self, chance: random.Random) -> str:
        """A word that an analyst would look for: neither among the most frequent nor among the rarest."""
        return self.words[chance.randrange(200, 5_000)]

    @staticmethod
    def _spell(number: int) -> str:
        number = number * 7919 % 104_729 + 324
        letters = ""
        while number:
            number, syllable = divmod(number, len(SYLLABLES))
            letters += SYLLABLES[syllable]
        return letters


def write(index: Index, world: World, numbers: range) -> None:
    """By raw bulk requests, without refreshes in between."""
    for start in range(numbers.start, numbers.stop, BULK):
        articles = [world.article(number) for number in range(start, min(start + BULK, numbers.stop))]
        writes = [made for article in articles for made in (build_article(article, FIRST), *build_quotations(article, FIRST))]
        lines = [
            line for made in writes for line in (encode({"index": {"_index": index.prefix + made.index, "_id": made.id}}), _source(made))
        ]
        answer = index.client.options(request_timeout=300).bulk(operations=lines)
        assert not answer["errors"], answer["items"][0]
    index.client.options(request_timeout=300).indices.refresh(index=f"{index.prefix}*")


def _source(made: Write) -> bytes:
    return encode(made.document)


def questions(newsline: Newsline, world: World) -> dict[str, Callable[[random.Random], object]]:
    """Ten kinds of question; each call asks another one of its kind."""
    day = timedelta(days=1)
    return {
        "a word": lambda c: newsline.search(world.word(c)),
        "three words": lambda c: newsline.search(" ".join(world.words[c.randrange(300)] for _ in range(3))),
        "a phrase": lambda c: newsline.search('"' + " ".join(c.choice(world.paragraphs).rstrip(".").split()[5:9]) + '"'),
        "one or the other, not a third": lambda c: newsline.search(f"({world.word(c)} | {world.word(c)}) -{world.word(c)}"),
        "a beginning": lambda c: newsline.search(world.word(c)[:5] + "*"),
        "a word and a person": lambda c: newsline.search(world.words[c.randrange(200)], person=[world.names["person"][c.randrange(50)]]),
        "a place, newest first": lambda c: newsline.search(place=[world.names["place"][c.randrange(50)]], order="newest"),
        "a day, all of it": lambda c: newsline.search(since=(at := FIRST + day * c.randrange(360)), until=at + day),
        "who said a word": lambda c: newsline.quotations(world.word(c), size=10),
        "what a person said": lambda c: newsline.quotations(speaker=world.names["person"][c.randrange(200)], size=10),
    }


def measure(newsline: Newsline, world: World, rounds: int) -> Taken:
    """Milliseconds that each question took, round by round, warm: asked for the first time, and once more."""
    asked = questions(newsline, world)
    taken: Taken = {kind: ([], []) for kind in asked}
    for round_ in range(-1, rounds):
        for kind, ask in asked.items():
            for times in taken[kind]:
                started = time.perf_counter()
                ask(random.Random(round_ * 100))  # noqa: S311  the same questions at each size
                if round_ >= 0:
                    times.append((time.perf_counter() - started) * 1000)
    return taken


def rows(sizes: list[int], rounds: int, heap: str, home: Path) -> Iterator[tuple[int, float, Taken]]:
    """For each size: how many articles, seconds that writing took, and what the questions took."""
    world = World()
    with lease(home, heap=heap, redis=False) as addresses:
        index = connect(addresses.elasticsearch_url, "bench-")
        set_up(index)
        for size in sizes:
            started = time.monotonic()
            write(index, world, range(index.count("articles"), size))
            yield size, time.monotonic() - started, measure(Newsline(index), world, rounds)


def row(name: str, times: Times) -> str:
    """Median and 95th percentile of questions asked for the first time, and of the same once more."""
    return f"  {name:32}" + "".join(f"{median(values):8.0f} {quantiles(values, n=20)[-1]:6.0f}" for values in times)


def main() -> None:
    """Prints a row for each kind of question at each size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--heap", default="2g")
    parser.add_argument("--home", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for size, took, taken in rows(sorted(asked.articles), asked.rounds, asked.heap, asked.home or Path(folder)):
            everything = [[value for times in taken.values() for value in times[again]] for again in (0, 1)]
            print(f"\n{size:,} articles, written in {took:.0f} s     p50    p95   again: p50    p95, ms")
            print("\n".join(row(kind, times) for kind, times in {**taken, "all": everything}.items()), flush=True)


if __name__ == "__main__":
    main()
