"""One label for one name. In: an article's mentions; out: the same, with the labels that the whole article speaks for.

A small model calls one name a person here and an organization there. Invariant: spans stay as they are.
"""

from collections import Counter, defaultdict

import msgspec

from pipeline.entities.evidence import MOST_SPACES, tell_label
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
        if _is_office(text, mention, words):
            continue
        labels = votes[fold(mention.text)]
        labels[mention.label] += 1
        told = tell_label(text, mention.start, mention.end, mention.label, words)
        if told:
            labels[told] += SURE
    _vote_for_families(votes)
    settled = [_settle(text, mention, votes, words) for mention in mentions]
    return [
        mention if mention.label == label else msgspec.structs.replace(mention, label=label)
        for mention, label in zip(mentions, settled, strict=True)
    ]


def _vote_for_families(votes: dict[str, Counter[Label]]) -> None:
    """A family name is its owner's; and who is called by a family name that nobody has is the one full name that ends in it."""
    fuller: dict[str, list[str]] = defaultdict(list)  # full names by their last word
    for name in votes:
        if " " in name:
            fuller[name.rsplit(" ", 1)[1]].append(name)
    for family in fuller.keys() & votes.keys():
        people = [name for name in fuller[family] if _most(votes[name]) == "person"]
        if people:
            _vote_for_person(votes[family])
        elif _most(votes[family]) == "person" and len(fuller[family]) == 1 and fuller[family][0].count(" ") < MOST_SPACES:
            _vote_for_person(votes[fuller[family][0]])


def _vote_for_person(labels: Counter[Label]) -> None:
    """What was not called a place was meant as a person."""
    labels["person"] += SURE + labels.pop("organization", 0) + labels.pop("other", 0)


def _most(labels: Counter[Label]) -> Label:
    return labels.most_common(1)[0][0]


def _settle(text: str, mention: Mention, votes: dict[str, Counter[Label]], words: Words) -> Label:
    labels = votes.get(fold(mention.text))
    label = _most(labels) if labels else mention.label
    return "organization" if label == "person" and is_administration(text, mention.end, words) else label


def _is_office(text: str, mention: Mention, words: Words) -> bool:
    """Whether a name stands here for an administration: that says nothing of the others."""
    return mention.label in {"person", "organization"} and is_administration(text, mention.end, words)
