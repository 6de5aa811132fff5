"""One label for one name. In: an article's mentions; out: the same, with the labels that the whole article speaks for.

A small model calls one name a person here and an organization there. Invariant: spans stay as they are.
"""

from collections import Counter, defaultdict

import msgspec

from pipeline.entities.evidence import tell_label
from pipeline.entities.languages import Words
from pipeline.entities.names import fold
from pipeline.entities.patterns import is_administration
from pipeline.model import Label, Mention

SURE = 3  # votes of the words around a name, where a model's label has one


def settle_labels(text: str, mentions: list[Mention], words: Words) -> list[Mention]:
    """Give each name the label that most speaks for; a family name is a person, unless it is clearly a place.

    >>> [m.label for m in settle_labels("Ann Roe; Roe", [ann_roe_person, roe_organization], words_of("en"))]
    ['person', 'person']
    """
    votes: dict[str, Counter[Label]] = defaultdict(Counter)
    for mention in mentions:
        if _is_office(text, mention):
            continue
        labels = votes[fold(mention.text)]
        labels[mention.label] += 1
        told = tell_label(text, mention.start, mention.end, mention.label, words)
        if told:
            labels[told] += SURE
    _vote_for_families(votes)
    return [msgspec.structs.replace(mention, label=_settle(text, mention, votes)) for mention in mentions]


def _vote_for_families(votes: dict[str, Counter[Label]]) -> None:
    """Count what a family name was called besides "place" as a person."""
    full_names = {name for name, labels in votes.items() if " " in name and labels.most_common(1)[0][0] == "person"}
    for name in {name.rsplit(" ", 1)[1] for name in full_names} & votes.keys():
        votes[name]["person"] += SURE + votes[name].pop("organization", 0) + votes[name].pop("other", 0)


def _settle(text: str, mention: Mention, votes: dict[str, Counter[Label]]) -> Label:
    labels = votes[fold(mention.text)].most_common(1)
    label = labels[0][0] if labels else mention.label
    return "organization" if label == "person" and is_administration(text, mention.end) else label


def _is_office(text: str, mention: Mention) -> bool:
    """Whether a name stands here for an administration: that says nothing of the others."""
    return mention.label in {"person", "organization"} and is_administration(text, mention.end)
