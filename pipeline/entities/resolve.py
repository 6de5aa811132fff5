"""Which mentions name the same thing. In: mentions in order; out: the same mentions with `entity`, and the entities.

Invariant: entities are in the order in which they are first mentioned, and each carries the fullest name seen.
"""

import msgspec

from pipeline.entities.names import fold, initials
from pipeline.model import Entity, Label, Mention

Key = tuple[Label, str]  # label and folded name
MANY = 50  # people of one family name: no one can tell whom it stands for


def resolve_entities(mentions: list[Mention]) -> tuple[list[Mention], list[Entity]]:
    """Tie mentions of one thing together: "Lavrov" belongs to "Sergey Lavrov" when no one else has that name.

    Returns:
        The mentions, each with `entity` set, and the entities it points into.
    """
    names: dict[Key, str] = {}
    for mention in mentions:
        names.setdefault(_key(mention), mention.text)
    owner = _find_owners(names)
    order = {full: place for place, full in enumerate(dict.fromkeys(owner[_key(mention)] for mention in mentions))}
    aliases: dict[Key, list[str]] = {full: [] for full in order}
    for key, name in names.items():
        if key != owner[key]:
            aliases[owner[key]].append(name)
    entities = [Entity(name=names[full], label=full[0], aliases=tuple(aliases[full])) for full in order]
    return [msgspec.structs.replace(mention, entity=order[owner[_key(mention)]]) for mention in mentions], entities


def _key(mention: Mention) -> Key:
    return mention.label, fold(mention.text)


def _find_owners(names: dict[Key, str]) -> dict[Key, Key]:
    """For each name the fullest one that it is short for; itself when there is none, or more than one."""
    fuller: dict[Key, list[Key]] = {}  # by a word or acronym that the fuller name can be cut to
    for key, name in names.items():
        for short in _cuts(key, name):
            fuller.setdefault((key[0], short), []).append(key)
    return {key: _fullest(key, fuller, set()) for key in names}


def _cuts(key: Key, name: str) -> set[str]:
    """What a name may be found under: a person's family name, the acronym of an organization or place."""
    label, folded = key
    if label == "person":
        return {_family(folded)}
    return {initials(name)} if label in {"organization", "place"} and " " in folded else set()


def _fullest(key: Key, fuller: dict[Key, list[Key]], seen: set[Key]) -> Key:
    label, folded = key
    last = _family(folded) if label == "person" else folded
    candidates = fuller.get((label, last), [])
    if len(candidates) > MANY:
        return key
    longer = [other for other in candidates if other != key and _is_short_for(key, other)]
    longer = [other for other in longer if not any(_is_short_for(other, more) for more in longer)]
    if len(longer) != 1 or longer[0] in seen:
        return key
    return _fullest(longer[0], fuller, seen | {key})


def _is_short_for(key: Key, other: Key) -> bool:
    """Whether `other` is the same name with more words: all words of a person's short name come in the full one."""
    if key[0] != "person":
        return len(other[1]) > len(key[1])
    words, more = key[1].split(), other[1].split()
    return len(other[1]) > len(key[1]) and _family(key[1]) == _family(other[1]) and all(_comes_in(word, more) for word in words)


def _family(folded: str) -> str:
    """The last word of a folded name."""
    return folded.rpartition(" ")[2]


def _comes_in(word: str, words: list[str]) -> bool:
    """Whether a word is among `words`, or is the initial of one."""
    return word in words or (len(word) == 1 and any(other[0] == word for other in words))
