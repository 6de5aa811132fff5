"""Which mentions name the same thing. In: mentions in order; out: the same mentions with `entity`, and the entities.

Invariant: entities are in the order in which they are first mentioned, and each carries the fullest name seen.
"""

import msgspec

from pipeline.entities.names import fold
from pipeline.model import Entity, Label, Mention

Key = tuple[Label, str]


def resolve_entities(mentions: list[Mention]) -> tuple[list[Mention], list[Entity]]:
    """Tie mentions of one thing together: "Lavrov" belongs to "Sergey Lavrov" when no one else has that name.

    Returns:
        The mentions, each with `entity` set, and the entities it points into.
    """
    names: dict[Key, str] = {}
    for mention in mentions:
        names.setdefault((mention.label, fold(mention.text)), mention.text)
    owner = {key: _owner(key, names) for key in names}
    order: list[Key] = list(dict.fromkeys(owner[mention.label, fold(mention.text)] for mention in mentions))
    aliases = {full: tuple(names[key] for key in names if owner[key] == full and key != full) for full in order}
    entities = [Entity(name=names[full], label=full[0], aliases=aliases[full]) for full in order]
    placed = [msgspec.structs.replace(m, entity=order.index(owner[m.label, fold(m.text)])) for m in mentions]
    return placed, entities


def _owner(key: Key, names: dict[Key, str]) -> Key:
    """The fullest name that `key` is short for; `key` itself when there is none, or more than one."""
    label, short = key
    if label != "person":
        return key
    longer = [other for other in names if other[0] == label and len(other[1]) > len(short) and _is_short_for(short, other[1])]
    return longer[0] if len(longer) == 1 else key


def _is_short_for(short: str, full: str) -> bool:
    """Whether one person may be called by both: the words of `short` come in `full`, and its last is the last there."""
    words, all_words = short.split(), full.split()
    return words[-1] == all_words[-1] and all(word in all_words for word in words)
