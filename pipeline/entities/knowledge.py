"""What a newsroom knows by name. In: the bytes of a CSV file (name, aliases, label, wikidata); out: `Knowledge`.

Invariant: an entity of the file has the same id in every article: its Wikidata id, or else one made from label and name.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, get_args

import msgspec

from pipeline.entities.gazetteer import Gazetteer
from pipeline.entities.names import fold, is_acronym
from pipeline.errors import PipelineError
from pipeline.model import Entity, Label, Mention

COLUMNS = ("name", "aliases", "label", "wikidata")
LABELS: tuple[Label, ...] = get_args(Label)
_WORD = re.compile(r"[^\W_]+")
_WIKIDATA = re.compile(r"(?:Q[1-9]\d*)?")


class BadKnowledge(PipelineError):
    """A knowledge file is wrong; the message names file, line and remedy."""


class Known(NamedTuple):
    """One entity of the file; `names` are its name and its aliases."""

    names: tuple[str, ...]
    label: Label
    id: str


class Knowledge:
    """Entities by every name they go by."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        """Take in entities; a name that several share stands for none of them on its own."""
        self._by_name: dict[str, tuple[Known, ...]] = {}
        self._small: set[str] = set()  # names that are also written without a capital
        self._mixed: set[str] = set()  # names that are also written other than in capitals alone
        self._gazetteer = Gazetteer(self._take_in(known), key=fold)

    def _take_in(self, known: Iterable[Known]) -> Iterator[tuple[str, str]]:
        for one in known:
            for name in one.names:
                key = _key(name)
                others = self._by_name.get(key, ())
                if one not in others:
                    self._by_name[key] = (*others, one)
                if not is_acronym(name):
                    self._mixed.add(key)
                if not name[0].isupper():
                    self._small.add(key)
                yield name, key

    def __bool__(self) -> bool:
        return bool(self._by_name)

    def find(self, text: str) -> Iterator[Mention]:
        """Where the text names what is known, in order; a name that is several kinds of things is left to the model."""
        for start, end, key in self._gazetteer.find(text):
            labels = {one.label for one in self._by_name[key]}
            if len(labels) == 1 and self._is_written_so(text[start:end], key):
                yield Mention(start=start, end=end, text=text[start:end], label=labels.pop())

    def _is_written_so(self, written: str, key: str) -> bool:
        """Whether the case fits: "WHO" is not "who", and "Rose" is not "rose"."""
        return written.isupper() or (key in self._mixed and (written[0].isupper() or key in self._small))

    def identify(self, entities: Sequence[Entity]) -> list[Known | None]:
        """Which known entity each entity of an article is; None where no name of it, or more than one entity, fits."""
        candidates = [self._candidates(entity) for entity in entities]
        sure = {one for found in candidates if len(found) == 1 for one in found}
        return [next(iter(found)) if len(found) == 1 else _only(found & sure) for found in candidates]

    def _candidates(self, entity: Entity) -> set[Known]:
        """Those that go by its name, or by a fuller alias: one word, such as a family name, may be somebody else's."""
        names = [entity.name, *(alias for alias in entity.aliases if " " in alias)]
        found = [{one for one in self._by_name.get(_key(name), ()) if one.label == entity.label} for name in names]
        return min(filter(None, found), key=len, default=set())


NO_KNOWLEDGE = Knowledge()


def identify(mentions: Sequence[Mention], entities: Sequence[Entity], knowledge: Knowledge) -> tuple[list[Mention], list[Entity]]:
    """Give known entities their name and id; two that are the same become one.

    Returns:
        The mentions, pointing into the entities, and the entities.
    """
    keys = [known or place for place, known in enumerate(knowledge.identify(entities))]
    order = {key: place for place, key in enumerate(dict.fromkeys(keys))}
    merged: dict[Known | int, list[Entity]] = {key: [] for key in order}
    for key, entity in zip(keys, entities, strict=True):
        merged[key].append(entity)
    moved = [m if m.entity is None else msgspec.structs.replace(m, entity=order[keys[m.entity]]) for m in mentions]
    return moved, [_join(key, group) if isinstance(key, Known) else group[0] for key, group in merged.items()]


def _join(known: Known, group: list[Entity]) -> Entity:
    name = known.names[0]
    names = dict.fromkeys(spelling for entity in group for spelling in (entity.name, *entity.aliases))
    return Entity(name=name, label=known.label, aliases=tuple(other for other in names if other != name), id=known.id)


def _only(found: set[Known]) -> Known | None:
    return next(iter(found)) if len(found) == 1 else None


def _key(name: str) -> str:
    return " ".join(_WORD.findall(fold(name)))


def parse_knowledge(data: bytes, file: str) -> Knowledge:
    """The entities of a CSV file with a line of column names on top.

    Args:
        data: UTF-8; name, aliases (separated by |), label (person, organization, place or other), wikidata (may be empty).
        file: what to call it in an error.

    Raises:
        BadKnowledge: names file, line and remedy.
    """
    rows = csv.DictReader(io.StringIO(_decode(data, file), newline=""), strict=True)
    try:
        missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
        if missing:
            raise BadKnowledge(f"no column {missing[0]}; the first line must be {','.join(COLUMNS)}", about=f"{file}:1")
        return Knowledge(_read(rows, file))
    except csv.Error as error:
        raise BadKnowledge(
            f'{error}; put "" around a field that holds commas, and write each " in it twice', about=f"{file}:{rows.reader.line_num}"
        ) from error


def _decode(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadKnowledge("not UTF-8; save the file as CSV in UTF-8", about=f"{file}:{line}") from error


def _read(rows: "csv.DictReader[str]", file: str) -> Iterator[Known]:
    lines: dict[str, int] = {}  # of each name and id seen
    for row in rows:
        known = _known(row, f"{file}:{rows.line_num}")
        for unique in {known.id, f"{known.label}:{_key(known.names[0])}"}:
            before = lines.setdefault(unique, rows.line_num)
            if before != rows.line_num:
                raise BadKnowledge(f"{unique} is on line {before} already; make one line of the two", about=f"{file}:{rows.line_num}")
        yield known


def _known(row: dict[str, str], about: str) -> Known:
    name, aliases, label, wikidata = ((row[column] or "").strip() for column in COLUMNS)
    if not _key(name):
        raise BadKnowledge("no name; fill in the column name or take the line out", about=about)
    if label not in LABELS:
        raise BadKnowledge(f"{label!r} is no label; use {', '.join(LABELS[:-1])} or {LABELS[-1]}", about=about)
    if not _WIKIDATA.fullmatch(wikidata):
        raise BadKnowledge(f"{wikidata!r} is no Wikidata id; write one like Q42 or leave it empty", about=about)
    kind = next(one for one in LABELS if one == label)
    names = tuple(dict.fromkeys([name, *(alias.strip() for alias in aliases.split("|") if alias.strip())]))
    return Known(names=names, label=kind, id=wikidata or f"{label}:{_key(name)}")
