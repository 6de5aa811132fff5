"""Read a parse: who does what a verb says. In: tokens of one spaCy Doc; out: a `Source`, as token ranges.

`subjects` asks the same of the words. Two schemes of dependency labels are read: that of spaCy's English models and Universal
Dependencies (French, Spanish). Invariant: a range is `(first, last)`, both inside, and never empty.
"""

from typing import NamedTuple

from spacy.tokens import Doc, Token

from pipeline.quotes.languages import Language

Range = tuple[int, int]

SUBJECT = {"nsubj", "nsubjpass", "nsubj:pass", "nsubj:caus"}
PASSIVE = {"nsubjpass", "nsubj:pass"}
CLAUSE = {"ccomp"}
OBJECT = {"dobj", "obj"}
_RELATIVE_CLAUSE = {"relcl", "acl:relcl"}
_LOOSE = {"relcl", "acl:relcl", "advcl", "parataxis", "ccomp"}  # clauses that hang on a noun without naming it
_VERB = {"VERB", "AUX"}
_NAMING = {"PROPN", "PRON", "NOUN"}
MAX_CLIMB = 6


class Source(NamedTuple):
    """The words that name who speaks, and, for "who" or "which", the noun before that they stand for."""

    words: Range
    referent: Range | None = None


def find_source(verb: Token, language: Language) -> Source | None:
    """Who does `verb`: its subject, or that of the verb it hangs on ("he endorsed her, saying …").

    >>> find_source(doc[2], language)   # doc: "Ann Roe said that it rained."
    Source(words=(0, 1), referent=None)
    """
    for _ in range(MAX_CLIMB):
        if _is_passive(verb, language):
            return _agent(verb)
        noun = _doer(verb, language)
        if noun is not None:
            return _as_source(noun, verb, language)
        above = _governor(verb)
        if above is None:
            return None
        verb = above
    return None


def _doer(verb: Token, language: Language) -> Token | None:
    """The noun that does `verb`: its subject, the noun it tells more of ("women saying …"), or who is asked to ("asked him to say")."""
    subject = _child(verb, SUBJECT)
    if subject is not None:
        return subject
    if verb.dep_ in {"acl", "relcl", "acl:relcl"} and verb.head.pos_ not in _VERB and not _is_carried(verb, language):
        return verb.head
    return _child(verb.head, OBJECT) if verb.dep_ == "xcomp" and verb.head.lemma_ in language.urge else None


def _is_passive(verb: Token, language: Language) -> bool:
    """Whether the subject does not speak: "was told", "asked by Roe whether"; but it does in "was quoted as saying"."""
    subject = _child(verb, SUBJECT)
    if subject is not None:
        return subject.dep_ in PASSIVE and verb.lemma_ not in language.quoted_as
    return verb.tag_ == "VBN" and verb.dep_ == "advcl" and verb.lemma_ in language.urge


def phrase(head: Token) -> Range:
    """The noun phrase of `head`, without the clauses that only add to it."""
    first, last = head.left_edge.i, head.right_edge.i
    for child in head.subtree:
        if child.dep_ in _LOOSE and child.head.i < child.i and child.left_edge.i > head.i:
            last = min(last, child.left_edge.i - 1)
    return shrink(head.doc[0], first, last)


def shrink(any_token: Token, first: int, last: int) -> Range:
    """The range without punctuation and spaces at its ends."""
    doc = any_token.doc
    while first < last and _is_edge(doc[first]):
        first += 1
    while last > first and _is_edge(doc[last]):
        last -= 1
    return first, last


def _is_edge(token: Token) -> bool:
    return (token.is_punct and token.text != "%") or token.is_space


def neighbour_source(verb: Token, first: int, last: int, language: Language) -> Source | None:
    """The noun phrase right beside `verb` within a range, for when the parse has no subject ("said Roe", "Roe, a poet, said")."""
    before, after = _before_insertion(verb, first), verb.i + 1
    if first <= before and not stands_apart(verb, last) and _may_name(verb.doc[before], language):
        return Source((max(first, phrase(verb.doc[before])[0]), before))
    is_first = all(token.is_punct for token in verb.doc[first : verb.i])  # `"…", read the statement`: it only looks like an object
    if after <= last and (_may_name(verb.doc[after], language) or (is_first and verb.doc[after].pos_ in {"DET", "NOUN", "PROPN"})):
        head = verb.doc[after]
        while head.head.i > head.i and head.head.i <= last and head.head.pos_ in _NAMING:
            head = head.head
        return Source((after, max(after, min(last, phrase(head)[1]))))
    return None


def _may_name(token: Token, language: Language) -> bool:
    is_pronoun = token.lower_.lstrip("-") in language.pronouns
    is_named = is_pronoun or token.pos_ in {"NOUN", "PRON", "NUM"} or (token.text[0].isupper() and token.is_alpha)
    return is_named and token.dep_ not in OBJECT | {"npadvmod", "obl:tmod"}


def stands_apart(verb: Token, last: int) -> bool:
    """Whether commas set off the verb and the name after it: ", said Ann Roe,"."""
    place = verb.i + 1
    while place <= last and verb.doc[place].pos_ == "PROPN":
        place += 1
    return verb.i > 0 and verb.doc[verb.i - 1].text == "," and place > verb.i + 1 and place <= last and verb.doc[place].text == ","


def _before_insertion(verb: Token, first: int) -> int:
    """The token before `verb`, or before what stands between two commas there: "Roe, a poet, said"."""
    place = verb.i - 1
    if place > first and verb.doc[place].text == ",":
        place -= 1
        while place > first and verb.doc[place].text != ",":
            place -= 1
        place -= 1
    return place


def find_named_after(doc: Doc, words: Range) -> Source | None:
    """The noun phrase that a range of tokens ("according to") leads to."""
    start, end = words[0], words[1] + 1
    if end >= len(doc):
        return None
    inside = [child for token in doc[start:end] for child in token.children if child.i >= end and child.dep_ in {"pobj", "pcomp", "fixed"}]
    above = [token.head for token in doc[start:end] if token.head.i >= end]
    head = next(iter(inside + above), None)
    if head is None:
        return None
    first, last = phrase(head)
    return Source(shrink(head, max(first, end), max(last, end)))


def _child(token: Token, labels: set[str]) -> Token | None:
    """The nearest child with one of the labels."""
    children = [child for child in token.children if child.dep_ in labels and any(c.isalnum() for c in child.text)]
    return min(children, key=lambda child: abs(child.i - token.i), default=None)


def _governor(verb: Token) -> Token | None:
    """The verb that `verb` hangs on and shares its subject with."""
    if verb.dep_ not in {"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep", "acl"}:
        return None
    above = verb.head
    while (
        above.pos_ not in _VERB
        and above.dep_ in {"prep", "pcomp", "pobj", "attr", "acomp", "dobj", "obl", "advcl", "conj"}
        and above.head.i != above.i
    ):
        above = above.head
    return above if above.pos_ in _VERB and above.i != verb.i else None


def _is_carried(verb: Token, language: Language) -> bool:
    """Whether the noun before only carries the words: "Roe issued a statement saying …", "Roe left the hall, saying …"."""
    is_after_comma = verb.i > 0 and verb.doc[verb.i - 1].text == ","
    return verb.tag_ == "VBG" and (is_after_comma or verb.head.lemma_ in language.nouns)


def _agent(verb: Token) -> Source | None:
    for child in verb.children:
        if child.dep_ == "agent":
            named = _child(child, {"pobj"})
            return Source(phrase(named)) if named is not None else None
        if child.dep_ == "obl:agent":
            return Source(phrase(child))
    return None


def _as_source(noun: Token, verb: Token, language: Language) -> Source | None:
    if noun.pos_ not in _NAMING | {"DET", "NUM", "ADJ", "X"} or noun.tag_ == "EX":
        return None
    if noun.lower_ in language.relative and verb.dep_ in _RELATIVE_CLAUSE:
        return Source((noun.i, noun.i), phrase(verb.head))
    first, last = phrase(noun)
    if first <= verb.i <= last:
        first, last = (first, verb.i - 1) if noun.i < verb.i else (verb.i + 1, last)
    return Source(shrink(noun, first, last))
