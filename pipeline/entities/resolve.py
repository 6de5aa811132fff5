"""Which mentions name the same thing. In: mentions in order; out: the same mentions with `entity`, and the entities.

Invariant: entities are in the order in which they are first mentioned, and each carries the fullest name seen.
"""

from collections.abc import Iterator

import msgspec

from pipeline.entities.names import acronyms, fold, is_acronym, spell, without_tail
from pipeline.model import Entity, Label, Mention

Key = tuple[Label, str]  # label and folded name
MANY = 50  # people of one family name: no one can tell whom it stands for


def resolve_entities(mentions: list[Mention]) -> tuple[list[Mention], list[Entity]]:
    """Tie mentions of one thing together: "Lavrov" belongs to "Sergey Lavrov".

    Where two people have that name, it belongs to the one who was named last.

    Returns:
        The mentions, each with `entity` set, and the entities it points into.
    """
    names: dict[Key, list[str]] = {}  # the spellings of each, in order
    for mention in mentions:
        names.setdefault(_key(mention), []).append(mention.text)
    placed = list(_choose([_key(mention) for mention in mentions], _find_owners(names)))
    order = {full: place for place, full in enumerate(dict.fromkeys(placed))}
    resolved = [msgspec.structs.replace(mention, entity=order[full]) for mention, full in zip(mentions, placed, strict=True)]
    aliases: dict[Key, dict[str, None]] = {full: {} for full in order}
    for mention, full in zip(mentions, placed, strict=True):
        if _key(mention) != full:
            aliases[full].setdefault(spell(names[_key(mention)], mention.label))
    return resolved, [Entity(name=spell(names[full], full[0]), label=full[0], aliases=tuple(aliases[full])) for full in order]


def _key(mention: Mention) -> Key:
    return mention.label, fold(mention.text)


def _choose(keys: list[Key], owners: dict[Key, list[Key]]) -> Iterator[Key]:
    """For each mention the fullest name it is short for; of several, the one named last, or else the first that will be."""
    latest: dict[Key, int] = {}
    for place, key in enumerate(keys):
        chosen = max(owners[key], key=lambda full: latest.get(full, -1))
        latest[chosen] = place
        yield chosen


def _find_owners(names: dict[Key, list[str]]) -> dict[Key, list[Key]]:
    """For each name the fullest ones that it may be short for; itself when there is none."""
    fuller: dict[Key, list[Key]] = {}  # by a word or acronym that the fuller name can be cut to
    for key, spellings in names.items():
        for short in _cuts(key, spellings[0]):
            fuller.setdefault((key[0], short), []).append(key)
    return {key: _fullest(key, spellings[0], fuller) for key, spellings in names.items()}


def _cuts(key: Key, name: str) -> set[str]:
    """What a name may be cut to: a person's to the family name, others' to acronyms, an organization's to the name without "Inc"."""
    label, folded = key
    if label == "person":
        return {_family(folded)}
    cuts = {acronym.upper() for acronym in acronyms(name)} if " " in folded else set()
    return cuts | {without_tail(folded)} if label == "organization" else cuts


def _fullest(key: Key, name: str, fuller: dict[Key, list[Key]]) -> list[Key]:
    label, folded = key
    cut = _family(folded) if label == "person" else folded.upper() if is_acronym(name) else folded
    candidates = fuller.get((label, cut), [])
    if len(candidates) > MANY:
        return [key]
    longer = [other for other in candidates if _is_short_for(key, other)]
    return [other for other in longer if not any(label == "person" and _is_short_for(other, more) for more in longer)] or [key]


def _is_short_for(key: Key, other: Key) -> bool:
    """Whether `other` is the same name with more words: all words of a person's short name come in the full one."""
    if len(other[1]) <= len(key[1]):
        return False
    words, more = key[1].split(), other[1].split()
    return key[0] != "person" or (words[-1] == more[-1] and all(_comes_in(word, more) for word in words))


def _family(folded: str) -> str:
    """The last word of a folded name."""
    return folded.rpartition(" ")[2]


def _comes_in(word: str, words: list[str]) -> bool:
    """Whether a word is among `words`, or is the initial of one."""
    return word in words or (len(word) == 1 and any(other[0] == word for other in words))
