"""The parts of a language that tell what kind of thing a name is. In: words in a file of the language; out: one frozen `Words`.

Each part is a pattern over the words beside a name or in it; one that a language does not have matches nothing.
"""

import re
from dataclasses import dataclass

NAME = r"[A-Z\u00c0-\u00de]\w*(?:['\u2019-][A-Z\u00c0-\u00de]\w+)*"  # one word of a name
NEVER = re.compile(r"(?!)")


def either(*lines: str) -> str:
    """A pattern for any of the words: `either("he she", "it") == "(?:he|she|it)"`; an underscore stands for a space."""
    return "(?:" + "|".join(" ".join(lines).replace(".", r"\.").split()).replace("_", " ") + ")"


def words(*lines: str) -> frozenset[str]:
    """The words of some lines, as a set: `words("he she", "it") == {"he", "she", "it"}`."""
    return frozenset(" ".join(lines).split())


@dataclass(frozen=True, eq=False)  # one object a language: it is compared by identity, as a key of caches
class Words:
    """What a language says about names. Patterns with "before" end where a name begins.

    Those that run over a whole text open with letters, not with a word boundary: Python's `re` then skips to where such a
    letter stands, several times as fast.

    Attributes:
        person_before: what stands before people only ("actress [Ann Roe]").
        person_after: what stands behind people only ("[Roe]'s wife").
        person_acts: what only people do or are, behind a name that the sentence is about ("[Roe] was born").
        family_after: behind a family name with its article ("the [Roes]").
        pronoun_after: the rest of a sentence up to a word for one man or woman ("[Roe] took over when he").
        titled: a title and the name behind it, the name as group 1 ("Pope [Ann II]").
        formed: organizations by the form of their names, each as group 1 ("the [Roe Institute]", "the daily [Roe]").
        opening: what such a form may open with that is no part of the name ("The").
        administration: behind a name that stands for those who work under it ("the [Roe] campaign").
        saying: a name beside a verb of saying and a mark, the name as group 1 (`," [Roe] said`).
        acronym: an acronym that names an organization, as group 1 ("the [RBC]").
        place_before: what stands before places only ("the river [Rill]", "in [Zenda]").
        place_after: what stands behind places only ("the [Rill] valley").
        place: a name that is a place by its own words ("Rill Street").
        inside: what stands before a name that does nothing itself ("of [Acme]"): no word behind tells what it is.
        organization: a name that is an organization by its own words ("Senate").
        event: a name that is no person, organization or place by its own words ("Battle of Zenda").
        event_named: such a name in a text ("the [Battle of Zenda] ended").
        work_before: what stands before the name of a work in marks (`the song "[Winter]"`).
        office_before: what makes a name part of an office ("Minister for [Justice]").
        no_name: a whole span that names nothing ("BC").
        title: a title, or several people's, that may only be a name as a person's ("Emperors"; "King").
        openers: words that name nothing where they open a sentence, in lower case ("nobody").
    """

    person_before: re.Pattern[str] = NEVER
    person_after: re.Pattern[str] = NEVER
    person_acts: re.Pattern[str] = NEVER
    family_after: re.Pattern[str] = NEVER
    pronoun_after: re.Pattern[str] = NEVER
    titled: re.Pattern[str] = NEVER
    formed: tuple[re.Pattern[str], ...] = ()
    opening: re.Pattern[str] = NEVER
    administration: re.Pattern[str] = NEVER
    saying: re.Pattern[str] = NEVER
    acronym: re.Pattern[str] = NEVER
    place_before: re.Pattern[str] = NEVER
    place_after: re.Pattern[str] = NEVER
    place: re.Pattern[str] = NEVER
    inside: re.Pattern[str] = NEVER
    organization: re.Pattern[str] = NEVER
    event: re.Pattern[str] = NEVER
    event_named: re.Pattern[str] = NEVER
    work_before: re.Pattern[str] = NEVER
    office_before: re.Pattern[str] = NEVER
    no_name: re.Pattern[str] = NEVER
    title: re.Pattern[str] = NEVER
    openers: frozenset[str] = frozenset()


ANY = Words()
