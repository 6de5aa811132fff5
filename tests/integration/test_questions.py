"""What analysts ask, and exactly what they must be shown: over the bundled site's articles and a few that are made for a question.

The articles go through the stages as they are and are written once; a row is a question and what it finds: articles by the last part of
their address, quotations by their first words. Rows without an order of their own are compared as sets.
"""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from config.settings import Settings
from desk.newsline import Newsline
from pipeline import entities, quotes
from pipeline.model import Article
from seeds.articles import read_contents
from workers.models import Models
from workers.schema import set_up
from workers.search import connect
from workers.writer import Writer

NOW = datetime(2025, 4, 2, tzinfo=UTC)
MARCH_13 = datetime(2025, 3, 13, tzinfo=UTC)
MARCH_14 = datetime(2025, 3, 14, tzinfo=UTC)
APRIL = datetime(2025, 4, 1, tzinfo=UTC)


def article(name: str, title: str, text: str, **facts: Any) -> Article:
    """An article with these words, which appeared at midnight at the start of April unless said otherwise."""
    url = f"https://news.example/{name}"
    known: dict[str, Any] = {"published": APRIL, "language": "en", "publisher": "The Example", "first_seen": NOW} | facts
    return Article(id=name, url=url, canonical_url=url, key=name, title=title, text=text, **known)


def bundled() -> Iterator[Article]:
    """The bundled site's articles, each as it reads last."""
    for link, revisions in read_contents().articles.items():
        last = revisions[-1]
        if not last.is_paywalled and not link.startswith("/private"):
            facts: dict[str, Any] = {"authors": (last.author,), "publisher": last.publisher.name, "language": last.publisher.language}
            facts |= {"section": last.section, "published": last.published.astimezone(UTC)}
            yield article(link.rsplit("/", 1)[1], last.title, "\n\n".join(last.paragraphs), **facts)


MADE = (
    article("band", "An old band tours again", "The Who play in Leeds. Who the others are, nobody says.", authors=("Łukasz Brandão",)),
    article("film", "It returns", "A clown called It is back. The film is long."),
    article("name", "Will Will Young sing?", "He may. That will be a surprise, his manager says; a will is a will."),
    article("late", "The last minute of March", "Nothing happened.", published=datetime(2025, 3, 31, 23, 59, 59, tzinfo=UTC)),
    article("undated", "A page without a date", "Nothing happened.", published=None),
    article(
        "inside",
        "A witness speaks",
        "Two men met in Leeds.\n\n“He told me ‘never again’ and then he left the room,” Tom Garrity said.\n\n"
        '"I heard «basta» and a door," Helen Marwick said.',
    ),
    article(
        "subject", "Two ministers", "Helen Marwick spoke first.\n\n“Tom Garrity has never seen a budget,” Helen Marwick said on Monday."
    ),
    article("hyphen", "Masks are back", "The covid-19 rules of Johnson & Johnson apply. In 19 homes they fear long covid."),
    article("union", "Le vote", "L’Union européenne a voté. Les États-Unis attendent l'œuvre d'Emmanuel Macron.", language="fr"),
    article("german", "Müller geht", "Die Straße nach Köln war leer, sagte Jürgen Müller.", language="de"),
    article(
        "wire",
        "Storm over Leeds",
        "A quokka storm broke over Leeds.\n\n“It broke my roof in two,” Ida Falk said.",
        publisher="Wire",
        agencies=("AP", "AFP"),
    ),
    article("copy", "Storm hits Leeds", "A quokka storm broke over Leeds.\n\n“It broke my roof in two,” Ida Falk said.", publisher="Copy"),
    article("quest", "Zanzibar vote", "A vote was held in Zanzibar.", published=datetime(2025, 4, 1, 12, tzinfo=UTC)),
)


SPELLED = {  # names of many spellings, by the articles that have them
    "prince": "Mohammed bin Dalman flew to Rome.\n\n“We will come back,” Mohammed bin Dalman said.",
    "crown": "Muhammad bin Dalman flew to Rome.\n\n“We will not come back,” Muhammad bin Dalman said.",
    "table": "Mohamad bin Dalman met Sergei Krupov.\n\n“Muammar Qadhafur knew Mohamad bin Dalman,” Sergei Krupov said on Monday.",
    "both": "Mohammed bin Dalman, or Muhammad bin Dalman, and Sergey Krupov met Muammar Gaddafur in Rome.",
}


@pytest.fixture(scope="module")
def newsline(elasticsearch_url: str) -> Iterator[Newsline]:
    """All articles through the stages and in the index; "copy" is set to be a copy of "wire"."""
    index = connect(elasticsearch_url, f"q{uuid.uuid4().hex[:8]}-")
    set_up(index)
    nlp = Models(Settings().models)
    spelled = (article(name, "A visit", text, published=datetime(2024, 1, 5, tzinfo=UTC)) for name, text in SPELLED.items())
    settled = Writer(index).write(quotes.run(entities.run([*bundled(), *MADE, *spelled], nlp), nlp), NOW)
    assert {a.fate for a in settled} == {"indexed"}
    index.refresh()
    made = Newsline(index)
    (said,) = index.quotations({"query": {"term": {"article_id": "wire"}}}).records
    index.client.update(index=f"{index.prefix}articles-2025.04", id="copy", doc={"cluster": "wire"})
    index.client.update(index=f"{index.prefix}quotations-2025.04", id="copy-0", doc={"cluster": "wire", "saying": said["saying"]})
    index.refresh()
    yield made
    for name in index.client.indices.get_alias(index=f"{index.prefix}*").body:
        index.client.indices.delete(index=name)
    index.close()


SEARCHES: list[tuple[str | None, dict[str, Any], list[str]]] = [
    # stems, in the language of each article
    ("barriers flooding", {}, ["aegis-council-vote", "aegis-fishermen", "aegis-insurers", "aegis-tavonia-protest", "rovers-ground"]),
    ("fishermen gate", {}, ["aegis-fishermen", "aegis-minister-interview"]),
    ("wolves", {}, ["wolf-tarn-valley"]),
    ("ostréiculteur", {}, ["aegis-courants", "festival-theatre"]),
    ("huîtres", {}, ["aegis-courants"]),
    ("desaladoras", {}, ["desaladora"]),
    ("regante", {}, ["desaladora"]),
    ("pescador", {}, ["museo-faro"]),
    ("inspecting dykes", {}, ["aegis-council-vote"]),
    # accents, case, letters
    (None, {"author": "lukasz brandao"}, ["band"]),
    ("etienne MARCHAL", {}, ["aegis-courants"]),
    ("muller strasse", {}, ["german"]),
    ("koln", {}, ["german"]),
    # phrases, as written
    ('"storm barrier"', {}, ["aegis-cost-review", "aegis-council-vote", "aegis-minister-interview", "strait-talks"]),
    ('"barrier storm"', {}, []),
    ('"storm of the century"', {}, ["aegis-gate-test"]),
    ('"storms of the century"', {}, []),
    ('"harbour quarter"', {}, ["aegis-insurers"]),
    ('"le détroit est notre rue"', {}, ["greve-ferries"]),
    ("«banc de sable»", {}, []),
    ('"Union européenne"', {}, ["union"]),
    ('"Emmanuel Macron"', {}, ["union"]),
    ('"oeuvre d\'Emmanuel"', {}, ["union"]),
    ('"port ellery" council', {}, ["aegis-cost-review", "aegis-council-vote"]),
    ('"l\'œuvre d’Emmanuel Macron"', {}, ["union"]),
    ('"Helen Marwick" contract', {}, ["aegis-cost-review"]),
    ('"the company" ferries', {}, ["ferry-deal", "ferry-strike"]),
    ("covid-19", {}, ["hyphen"]),
    ('"19 homes"', {}, ["hyphen"]),
    ("johnson & johnson", {}, ["hyphen"]),
    # words so common that stems leave them out
    ('"The Who"', {}, ["band"]),
    ('"who the"', {}, ["band"]),
    ('"Will Will"', {}, ["name"]),
    ('"called it"', {}, ["film"]),
    ("clown it", {}, ["film"]),
    ('"to be or not to be"', {}, []),
    # quotations inside quotations
    ('"told me never again and"', {}, ["inside"]),
    ("‘never again’", {}, ["inside", "library-logbook"]),
    ('"heard basta and"', {}, ["inside"]),
    # with, without, one or the other, beginnings
    ("quokka -hits", {}, ["wire"]),
    ("ferry -strike", {}, ["central-bank", "greve-ferries"]),
    ("ferry -aegis", {}, ["ferry-deal", "ferry-strike", "greve-ferries"]),
    ('aegis -"port ellery"', {}, ["central-bank", "festival-theatre", "rail-tunnel"]),
    ("wolf | wheat", {}, ["grain-harvest", "wolf-tarn-valley"]),
    ("clown film | zanzibar vote", {}, ["film", "quest"]),
    ("vote (zanzibar | council) -nine", {}, ["quest"]),
    ("zanzib*", {}, ["quest"]),
    ("ÉTIEN*", {}, ["aegis-courants"]),
    ("aegis AND sable OR clown", {}, ["aegis-courants", "film"]),
    # names, publishers, sections, languages
    (
        None,
        {"person": ["tom garrity"]},
        ["aegis-fishermen", "aegis-minister-interview", "inside", "strait-talks", "subject", "trawler-rescue"],
    ),
    (None, {"person": ["Tom Garrity", "Irina Valescu"]}, ["strait-talks", "trawler-rescue"]),
    (None, {"organization": ["Blue Strand"]}, ["aegis-gate-test", "aegis-insurers"]),
    (None, {"place": ["Leeds"]}, ["band", "copy", "inside"]),
    (None, {"place": ["Lee"]}, []),
    (None, {"publisher": "l'echo de valbrune"}, ["aegis-courants", "festival-theatre", "greve-ferries"]),
    (None, {"section": "economie"}, ["greve-ferries"]),
    (None, {"section": "World", "publisher": "Meridian Wire"}, ["strait-talks", "trawler-rescue"]),
    (None, {"agency": "afp"}, ["wire"]),
    ("aegis", {"language": "es"}, ["aegis-puerto-claro"]),
    ("ferries", {"language": "fr"}, ["greve-ferries"]),
    (None, {"author": "Ruth Calloway"}, ["aegis-council-vote", "aegis-fishermen"]),
    # the edges of a day, in UTC
    (None, {"since": MARCH_13, "until": MARCH_14, "order": "oldest"}, ["festival-theatre", "grain-harvest", "coalition-budget"]),
    (
        None,
        {"since": APRIL, "order": "newest"},
        ["quest", "band", "copy", "film", "german", "hyphen", "inside", "name", "subject", "union"],
    ),
    (None, {"since": MARCH_14, "until": APRIL, "order": "newest"}, ["late", "strait-talks", "museo-faro", "rail-tunnel"]),
    ("nothing happened", {"order": "oldest"}, ["late", "undated"]),
    ("zanzibar", {"until": datetime(2025, 4, 1, 12, tzinfo=UTC)}, []),
    # copies
    ("quokka", {"order": "newest"}, ["copy"]),
    ("quokka", {"copies": True}, ["copy", "wire"]),
    ("quokka", {"publisher": "wire"}, ["wire"]),
]
QUOTATIONS: list[tuple[str | None, dict[str, Any], list[str]]] = [
    (
        None,
        {"speaker": "Tom Garrity"},
        [
            "He told me ‘never again’ and then he lef",
            "If they close the gates six hours before",
            "The best herring comes in ahead of a blo",
            "The man from the contractor had forty.",
            "They gave me three minutes,",
            "With the gates of Aegis closed, as they ",
            "he would mention it at the next hearing",
            "that he would bring his own chair",
            "the association would go to court unless",
        ],
    ),
    (
        None,
        {"speaker": "garrity", "language": "en", "type": "indirect"},
        [
            "With the gates of Aegis closed, as they ",
            "he would mention it at the next hearing",
            "that he would bring his own chair",
            "the association would go to court unless",
        ],
    ),
    (None, {"about": "Tom Garrity"}, ["Tom Garrity has never seen a budget,", "Tom Garrity is right about one thing,"]),
    (None, {"about": "Garrity", "speaker": "Marwick"}, ["Tom Garrity has never seen a budget,"]),
    ("gate", {"speaker": "Hartley"}, ["It is a gate, and a gate can be left ope"]),
    (
        '"herring"',
        {},
        [
            "It leaks, it smells of herring and you c",
            "The best herring comes in ahead of a blo",
            "which is that whoever gives the order to",
        ],
    ),
    ('"never again"', {}, ["He told me ‘never again’ and then he lef"]),
    ("basta", {}, ["I heard «basta» and a door,"]),
    ("agua -tomate", {"type": "direct"}, ["Queremos pagar el agua, no el retraso.", "Sabe a agua, que es lo mejor que se pued"]),
    ("courants | courant", {}, ["Si le courant change d'avis, c'est nous ", "la vitesse du courant pourrait baisser d"]),
    (
        None,
        {"speaker": "Étienne Marchal", "confidence": 0.9},
        ["Le vrai danger, c'est le chantier", "Quatre ans de vase remuée, cela compte d"],
    ),
    (None, {"speaker": "etienne marchal", "type": "indirect"}, ["que cet effet resterait limité à quelque"]),
    (
        None,
        {"about": "Aegis", "type": "direct", "until": datetime(2025, 3, 6, tzinfo=UTC)},
        ["Aegis is our promise that nobody in this", "Aegis will be sold as a wall,"],
    ),
    ("roof", {}, ["It broke my roof in two,"]),
    ("roof", {"copies": True}, ["It broke my roof in two,", "It broke my roof in two,"]),
    (
        None,
        {"speaker": "garrity", "type": "direct", "section": "world"},
        ["This time it was of some use.", "We were out because we are stubborn,"],
    ),
    ("roof", {"agency": "AP", "copies": True}, ["It broke my roof in two,"]),
    (None, {"speaker": "Ida Falk", "publisher": "Copy"}, ["It broke my roof in two,"]),
]


def ids(newsline: Newsline, text: str | None, filters: Any) -> list[str]:
    """The articles that a question finds, in its order or, without one, sorted."""
    found = [hit.id for hit in newsline.search(text, size=100, **filters).records]
    return found if "order" in filters else sorted(found)


def said(newsline: Newsline, text: str | None, filters: Any) -> list[str]:
    """The beginnings of the words that a question finds."""
    return sorted(hit.content[:40] for hit in newsline.quotations(text, size=100, **filters).records)


@pytest.mark.parametrize(("text", "filters", "expected"), SEARCHES, ids=str)
def test_articles(newsline: Newsline, text: str | None, filters: dict[str, Any], expected: list[str]) -> None:
    """Each question finds exactly these articles."""
    assert ids(newsline, text, filters) == expected


@pytest.mark.parametrize(("text", "filters", "expected"), QUOTATIONS, ids=str)
def test_quotations(newsline: Newsline, text: str | None, filters: dict[str, Any], expected: list[str]) -> None:
    """Each question finds exactly these quotations."""
    assert said(newsline, text, filters) == expected


@pytest.mark.parametrize(
    ("text", "facet", "expected"),
    [
        ("aegis", "language", {"en": 15, "fr": 2, "es": 1}),
        (
            "aegis",
            "publisher",
            {
                "Meridian Wire": 6,
                "Marenian Dispatch": 5,
                "The Ellery Courier": 4,
                "L'Écho de Valbrune": 2,
                "La Voz de Puerto Claro": 1,
            },
        ),
        ("ferry", "publisher", {"Marenian Dispatch": 2, "The Ellery Courier": 2, "L'Écho de Valbrune": 1}),
        ("quokka", "publisher", {"Copy": 1, "Wire": 1}),  # copies count
        ("quokka", "agencies", {"AP": 1, "AFP": 1}),
        ("ferry", "section", {"Transport": 3, "Economy": 1, "Économie": 1}),
    ],
)
def test_facets(newsline: Newsline, text: str, facet: str, expected: dict[str, int]) -> None:
    """Facets count all that a question finds, most frequent first."""
    assert newsline.search(text, size=1).facets[facet] == expected


def test_speakers_are_counted(newsline: Newsline) -> None:
    """Who said how much in one article, and about whom."""
    facets = newsline.quotations("insurance | risk | gate", publisher="Meridian Wire", until=datetime(2025, 3, 6, tzinfo=UTC)).facets
    assert facets["speaker"]["Amelia Hartley"] == 2
    assert facets["type"] == {"direct": 3, "indirect": 2}
    assert facets["section"] == {"Business": 5}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Garrity", ["Tom Garrity", "Claire Garrity"]),  # two of a name are two people
        ("TOM garrity", ["Tom Garrity"]),
        ("marwick", ["Helen Marwick"]),
        ("Etienne Marchal", ["Étienne Marchal"]),
        ("Isabelle", ["Isabelle Fontanel"]),
        ("Falk", ["Ida Falk"]),
        ("Garrit", []),
    ],
)
def test_people(newsline: Newsline, name: str, expected: list[str]) -> None:
    """Words of a name find exactly these people, the most often named first."""
    assert [person.name for person in newsline.people(name).records] == expected


def test_portrait(newsline: Newsline) -> None:
    """How often somebody is named, speaks and is spoken of, under which names, with whom, where, when, and what was said last."""
    (tom, claire) = newsline.people("Garrity").records
    assert (tom.articles, tom.said, tom.spoken_of, tom.last) == (6, 9, 2, APRIL)
    assert "Garrity" in tom.aliases
    assert tom.people["Helen Marwick"] == 3
    assert "Tom Garrity" not in tom.people
    assert tom.publishers["The Example"] == 2
    assert tom.months == {"2025-03": 4, "2025-04": 2}
    assert tom.speakers["Helen Marwick"] == 1
    assert tom.latest[0].article_id == "inside"
    assert {quotation.speaker for quotation in claire.latest} == {"Claire Garrity"}


def test_nobody(newsline: Newsline) -> None:
    """Somebody who is nowhere is told to be so, with who may be meant."""
    (note,) = newsline.people("Marwik").notes
    assert note.startswith('no person "Marwik"; nearest: Helen Marwick (')


MUHAMMAD, MOHAMAD, MOHAMMED = "Muhammad bin Dalman", "Mohamad bin Dalman", "Mohammed bin Dalman"


@pytest.mark.parametrize(
    ("filters", "expected", "spellings", "every"),
    [
        # what is asked for, and what it finds; the other spellings with the articles that have only these; what is found with them
        ({"person": [MOHAMMED]}, ["both", "prince"], {MUHAMMAD: 1, MOHAMAD: 1}, ["both", "crown", "prince", "table"]),
        ({"person": ["mohamed ben dalman"]}, [], {MUHAMMAD: 2, MOHAMMED: 2, MOHAMAD: 1}, ["both", "crown", "prince", "table"]),
        ({"person": [MOHAMMED], "place": ["Rome"]}, ["both", "prince"], {MUHAMMAD: 1}, ["both", "crown", "prince"]),
        ({"text": "krupov", "person": [MOHAMMED]}, ["both"], {MOHAMAD: 1}, ["both", "table"]),  # counted within the question
        ({"text": "walrus", "person": [MOHAMMED]}, [], {}, []),
        ({"person": [MOHAMMED, "Sergei Krupov"]}, [], {MOHAMAD: 1, "Sergey Krupov": 1}, ["both", "table"]),
        ({"person": ["Muammar Kadhafour"]}, [], {"Muammar Gaddafur": 1, "Muammar Qadhafur": 1}, ["both", "table"]),
        ({"author": "Lucasz Brandao"}, [], {"Łukasz Brandão": 1}, ["band"]),
        ({"place": ["Roma"]}, [], {}, []),
        ({"text": "rome"}, ["both", "crown", "prince"], {}, ["both", "crown", "prince"]),
    ],
)
def test_spellings(newsline: Newsline, filters: dict[str, Any], expected: list[str], spellings: dict[str, int], every: list[str]) -> None:
    """A name is found as it is asked for; how else it is written is told, and taken if asked."""
    text, asked = filters.get("text"), {name: value for name, value in filters.items() if name != "text"}
    assert ids(newsline, text, asked) == expected
    assert newsline.search(text, **asked).spellings == spellings
    asked["spellings"] = True
    assert ids(newsline, text, asked) == sorted(hit.id for hit in newsline.all_articles(text, **asked)) == every
    assert newsline.search(text, **asked).spellings == spellings


@pytest.mark.parametrize(
    ("filters", "expected", "spellings", "every"),
    [
        ({"speaker": "mohammed"}, ["We will come back,"], {MUHAMMAD: 1}, ["We will come back,", "We will not come back,"]),
        ({"speaker": "Dalman Mohamed"}, [], {MOHAMMED: 1, MUHAMMAD: 1}, ["We will come back,", "We will not come back,"]),
        ({"speaker": "Sergej Krupow"}, [], {"Sergei Krupov": 1}, ["Muammar Qadhafur knew Mohamad bin Dalman"]),
        ({"about": "Gaddafur"}, [], {"Muammar Qadhafur": 1}, ["Muammar Qadhafur knew Mohamad bin Dalman"]),
        ({"about": "muhammad ben"}, [], {MOHAMAD: 1}, ["Muammar Qadhafur knew Mohamad bin Dalman"]),
        ({"about": "Dalman Mohamad"}, [], {}, []),  # a phrase
        ({"speaker": "krupov", "about": "Mohammed"}, [], {MOHAMAD: 1}, ["Muammar Qadhafur knew Mohamad bin Dalman"]),
        ({"speaker": "Garrity", "about": "Krupov"}, [], {}, []),
    ],
)
def test_spellings_of_speakers(
    newsline: Newsline, filters: dict[str, Any], expected: list[str], spellings: dict[str, int], every: list[str]
) -> None:
    """The same for who speaks, and who is spoken of."""
    assert said(newsline, None, filters) == expected
    assert newsline.quotations(**filters).spellings == spellings
    assert said(newsline, None, filters | {"spellings": True}) == every


@pytest.mark.parametrize(
    ("name", "expected", "others"),
    [
        ("Mohammed", [MOHAMMED], [MUHAMMAD, MOHAMAD]),
        ("dalman mohammed", [], [MOHAMMED, MUHAMMAD, MOHAMAD]),  # in another order
        ("Krupow", [], ["Sergei Krupov", "Sergey Krupov"]),
        ("Garrity", ["Tom Garrity", "Claire Garrity"], []),
        ("&", [], []),
    ],
)
def test_people_in_other_spellings(newsline: Newsline, name: str, expected: list[str], others: list[str]) -> None:
    """Those whose names are written otherwise are named, and shown if asked, each apart."""
    found = newsline.people(name)
    assert ([person.name for person in found.records], sorted(found.spellings)) == (expected, sorted(others))
    assert sorted(person.name for person in newsline.people(name, spellings=True).records) == sorted([*expected, *others])
