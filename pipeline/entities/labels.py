"""One label for one name. In: an article's mentions; out: the same, with the labels that the whole article speaks for.

A small model calls one name a person here and an organization there. Invariant: spans stay as they are.
"""

from collections import Counter, defaultdict

import msgspec

from pipeline.entities.names import fold
from pipeline.model import Label, Mention


def settle_labels(mentions: list[Mention]) -> list[Mention]:
    """Give each name the label it has most often; a family name, the label of the person it belongs to.

    >>> [m.label for m in settle_labels([sergey_lavrov_person, lavrov_organization])]
    ['person', 'person']
    """
    votes: dict[str, Counter[Label]] = defaultdict(Counter)
    for mention in mentions:
        votes[fold(mention.text)][mention.label] += 1
    full_names = {name for name, labels in votes.items() if " " in name and labels.most_common(1)[0][0] == "person"}
    families = {name.rsplit(" ", 1)[1] for name in full_names}
    settled = {name: _settle(name, labels, families) for name, labels in votes.items()}
    return [msgspec.structs.replace(mention, label=settled[fold(mention.text)]) for mention in mentions]


def _settle(name: str, labels: Counter[Label], families: set[str]) -> Label:
    """The most frequent label, of equals the first seen."""
    most = labels.most_common(1)[0][0]
    return "person" if name in families and most in {"organization", "other"} else most
