"""Which mentions name the same thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.entities.resolve import resolve_entities
from pipeline.model import Label, Mention

P: Label = "person"
ORG: Label = "organization"
L: Label = "place"


def mentions(*named: tuple[str, Label]) -> list[Mention]:
    """Mentions one after the other."""
    return [Mention(start=10 * place, end=10 * place + len(text), text=text, label=label) for place, (text, label) in enumerate(named)]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        pytest.param([("Ann Roe", P), ("Roe", P)], [("Ann Roe", ("Roe",))], id="family name"),
        pytest.param([("Roe", P), ("Ann Roe", P)], [("Ann Roe", ("Roe",))], id="full name later"),
        pytest.param([("Ann Roe", P), ("Bob Roe", P), ("Roe", P)], [("Ann Roe", ()), ("Bob Roe", ("Roe",))], id="two of one family"),
        pytest.param([("Roe", P), ("Ann Roe", P), ("Bob Roe", P)], [("Ann Roe", ("Roe",)), ("Bob Roe", ())], id="before either is named"),
        pytest.param([("A. Roe", P), ("Ann Roe", P), ("Al Roe", P)], [("Ann Roe", ("A. Roe",)), ("Al Roe", ())], id="initial of two"),
        pytest.param([("Ann B. Roe", P), ("Ann Roe", P), ("Roe", P)], [("Ann B. Roe", ("Ann Roe", "Roe"))], id="middle initial"),
        pytest.param([("A. Roe", P), ("Ann Roe", P)], [("Ann Roe", ("A. Roe",))], id="initial"),
        pytest.param([("José Díaz", P), ("Diaz", P)], [("José Díaz", ("Diaz",))], id="accents"),
        pytest.param([("Ann Roe", P), ("Ann", P)], [("Ann Roe", ()), ("Ann", ())], id="a first name alone may be another's"),
        pytest.param([("Ann Roe", P), ("ANN ROE", P)], [("Ann Roe", ())], id="case is no other name"),
        pytest.param([("World Health Organization", ORG), ("WHO", ORG)], [("World Health Organization", ("WHO",))], id="acronym"),
        pytest.param([("WHO", ORG), ("World Health Organization", ORG)], [("World Health Organization", ("WHO",))], id="acronym first"),
        pytest.param([("United States", L), ("U.S.", L)], [("United States", ("U.S.",))], id="acronym of a place"),
        pytest.param(
            [("Organisation mondiale de la santé", ORG), ("OMS", ORG)], [("Organisation mondiale de la santé", ("OMS",))], id="OMS"
        ),
        pytest.param(
            [("Ada", ORG), ("American Dental Association", ORG)], [("Ada", ()), ("American Dental Association", ())], id="no acronym"
        ),
        pytest.param([("Acme", ORG), ("Acme Inc", ORG)], [("Acme Inc", ("Acme",))], id="legal form"),
        pytest.param([("ANN ROE", P), ("Ann Roe", P), ("ROE", P)], [("Ann Roe", ("ROE",))], id="capitals"),
        pytest.param([("ASHCOMBE", L)], [("Ashcombe", ())], id="only in capitals"),
        pytest.param([("Roe Mills", ORG), ("Roe", P)], [("Roe Mills", ()), ("Roe", ())], id="labels stay apart"),
        pytest.param([("Zenda", L), ("Strelsau", L), ("Zenda", L)], [("Zenda", ()), ("Strelsau", ())], id="first mention's order"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_resolve_entities(named: list[tuple[str, Label]], expected: list[tuple[str, tuple[str, ...]]]) -> None:
    """Names of one thing are one entity under the fullest name; names that may be another's stay apart."""
    _, entities = resolve_entities(mentions(*named))

    assert [(entity.name, entity.aliases) for entity in entities] == expected


@given(st.lists(st.tuples(st.text(st.sampled_from("AB. é"), min_size=1).filter(str.strip), st.sampled_from([P, ORG, L]))))
def test_every_mention_points_at_its_entity(named: list[tuple[str, Label]]) -> None:
    """Each mention, unchanged, points at an entity of its own label that goes by its name."""
    given_mentions = mentions(*named)

    placed, entities = resolve_entities(given_mentions)

    assert [(m.start, m.end, m.text, m.label) for m in placed] == [(m.start, m.end, m.text, m.label) for m in given_mentions]
    assert all(m.entity is not None and entities[m.entity].label == m.label for m in placed)
    assert {m.entity for m in placed} == set(range(len(entities)))


def test_many_of_one_family_stay_apart() -> None:
    """A family name that a crowd shares is nobody's short name, and deciding so is quick."""
    crowd = [(f"Ann{number} Roe", P) for number in range(2000)]

    _, entities = resolve_entities(mentions(*crowd, ("Roe", P)))

    assert len(entities) == 2001


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Ann Roe", "Roe", "Bob Roe", "Roe", "Ann Roe", "Roe"], [0, 0, 1, 1, 0, 0]),
        (["Ann Roe", "Bob Roe", "Ann Doe", "Roe"], [0, 1, 2, 1]),
    ],
)
def test_a_shared_family_name_is_whoever_was_named_last(names: list[str], expected: list[int]) -> None:
    """Of two people of one family, the bare name stands for the one whom the running text named last."""
    placed, _ = resolve_entities(mentions(*((name, P) for name in names)))

    assert [m.entity for m in placed] == expected
