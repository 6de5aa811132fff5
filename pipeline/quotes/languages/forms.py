"""The forms of verbs. In: infinitives, endings, irregular verbs; out: which verb a form is of.

Third persons and participles are enough: they are what reports speech. A form is looked up without any model, so a cue is
known even where the tagger takes it for a noun ("raconte", "tranche").
"""

from collections.abc import Iterable, Mapping


def inflect(verbs: Iterable[str], endings: Mapping[str, str], irregular: Iterable[str]) -> dict[str, str]:
    """Form → infinitive.

    Args:
        verbs: infinitives.
        endings: for each ending of an infinitive, the endings of its forms; the longest that fits wins.
        irregular: lines of an infinitive and all its forms; they take the place of the endings.

    >>> inflect(["noter", "dire"], {"er": "e ait é"}, ["dire dit disait"])["notait"]
    'noter'
    """
    listed = {infinitive: forms for infinitive, *forms in map(str.split, irregular)}
    found: dict[str, str] = {}
    for verb in sorted(verbs):
        fitting = max((ending for ending in endings if verb.endswith(ending)), key=len, default=None)
        regular = [verb.removesuffix(fitting) + ending for ending in endings[fitting].split()] if fitting else []
        found.update(dict.fromkeys(listed.get(verb, regular), verb))
    return found
