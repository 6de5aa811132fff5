"""What a cue takes: the words that it reports. In: a verb of saying; out: a token range.

said [that it rained]      told us [it rained]       urged them [to leave]
called [it a mistake]      accused [him of lying]    warned [of floods]

By the parse; `reported` asks the same of the words. Invariant: what is taken begins behind its cue.
"""

from spacy.tokens import Token

from pipeline.quotes.clauses import CLAUSE, OBJECT, Range, Source
from pipeline.quotes.found import How
from pipeline.quotes.groups import lemma_of
from pipeline.quotes.languages import Language

_INFINITIVE = {"xcomp"}
_PREDICATE = {"oprd", "xcomp", "acomp"}
_TELLS = CLAUSE | {"agent", "obl:agent", "advcl"}  # what makes a passive tell who spoke, or what was said
_TENSED = {"VBD", "VBZ", "VBP"}
_ADDED = {"advcl", "conj", "dep", "acl"}


def find_complement(verb: Token, language: Language) -> tuple[Range, How] | None:
    """What the verb takes after it, from its first word to its last."""
    if _is_mute_passive(verb):
        return None
    carried = _find_carried(verb, language)
    parts = [child for child in verb.rights if _is_part(child, verb, language)] or ([carried] if carried is not None else [])
    if not parts:
        return None
    how: How = "clause" if any(part is carried or part.dep_ in CLAUSE | _INFINITIVE for part in parts) else "complement"
    last = parts[-1]
    if how == "complement":  # "reported 20 victims [at a school]"
        last = [child for child in verb.rights if child.i >= last.i and (child.i == last.i or child.dep_ in {"prep", "obl"})][-1]
    first, end = max(verb.i + 1, parts[0].left_edge.i), last.right_edge.i
    while first < end and verb.doc[first].lower_ in language.times:
        first += 1
    end = _before_next_report(verb, first, _before_main_verb(verb, first, end), language)
    return (first, _before_addition(verb, first, end, language)), how


def _find_carried(verb: Token, language: Language) -> Token | None:
    """`said in a statement [that it rained]`: the clause that the parse hangs on what only carries the words."""
    if lemma_of(verb, language) not in language.say:
        return None
    nouns = (noun for child in verb.rights if child.dep_ == "prep" for noun in child.rights if noun.dep_ == "pobj")
    clauses = (clause for noun in nouns for clause in noun.rights if clause.dep_ in {"acl", "relcl"})
    return next((clause for clause in clauses if any(word.dep_ == "mark" for word in clause.lefts)), None)


def find_clause_before(verb: Token, source: Source | None) -> Range | None:
    """`[It rained], Roe said.`: the clause that the parse hangs on the cue, before it."""
    clause = next((child for child in verb.lefts if child.dep_ in CLAUSE), None)
    if clause is None and verb.dep_ == "parataxis" and verb.head.i < verb.i:
        clause = verb.head
    if clause is None:
        return None
    edge = min([verb.i, *([source.words[0]] if source and source.words[0] > clause.i else [])])
    is_set_off = verb.doc[edge - 1].text == "," and not any(child.dep_ in OBJECT | _INFINITIVE for child in verb.rights)
    return (clause.left_edge.i, edge - 1) if clause.left_edge.i < edge and is_set_off else None


def _is_part(child: Token, verb: Token, language: Language) -> bool:
    """Whether a verb reports what hangs on it.

    `said [that …]` always; `urged them [to leave]`, `denied [the report]`, `called it [a mistake]` and `warned [of floods]`, if the verb
    is one that takes such a thing; no object beside a clause: `told us [that …]`.
    """
    lemma = lemma_of(verb, language)
    prepositions = language.with_prepositions.get(lemma, frozenset())
    has_clause = any(other.dep_ in CLAUSE | _INFINITIVE and _opening(other) not in prepositions for other in verb.rights)
    if child.dep_ in CLAUSE:
        return True
    if child.dep_ in _INFINITIVE and lemma in language.urge:
        return True
    if child.dep_ in OBJECT or (child.dep_ == "iobj" and prepositions):
        return lemma in language.judge and not has_clause
    if child.dep_ in _PREDICATE:
        return lemma in language.judge
    return _opening(child) in prepositions


def _opening(child: Token) -> str:
    """The word that opens a complement ("for", "of", "whether"), if it is one that opens with such a word."""
    return child.left_edge.lower_ if child.dep_ in {"prep", "obl", "advcl", "obl:arg", "xcomp"} else ""


def _is_mute_passive(verb: Token) -> bool:
    """`a party called X`, `compared with last year`: nobody speaks."""
    is_reduced = verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl", "prep", "amod"}
    is_passive = is_reduced or any(child.dep_ in {"auxpass", "aux:pass"} for child in verb.lefts)
    return is_passive and not any(child.dep_ in _TELLS for child in verb.rights)


def _before_main_verb(verb: Token, first: int, last: int) -> int:
    """The end of what is reported in `Roe, who said it rained, left.`, before the verb that the parse took in."""
    if verb.dep_ not in {"relcl", "acl:relcl"} or verb.doc[verb.left_edge.i - 1].text != ",":
        return last
    places = range(first + 1, last)
    ends = (place - 1 for place in places if verb.doc[place].text == "," and _is_finite_alone(verb.doc[place + 1]))
    return next(ends, last)


def _is_finite_alone(token: Token) -> bool:
    return token.tag_ in {"VBD", "VBZ", "VBP", "MD"} and not _has_subject(token)


def _before_next_report(verb: Token, first: int, last: int, language: Language) -> int:
    """The end of what is reported, before a report that the parse took in."""
    added = (token for token in verb.doc[first : last + 1] if token.dep_ in _ADDED and language.is_cue(token.lemma_))
    ends = (_before_added(token, verb, first, language) for token in added if token.left_edge.i > first + 1)
    return next((end for end in ends if end is not None), last)


def _before_added(cue: Token, verb: Token, first: int, language: Language) -> int | None:
    """The last token before a cue that reports more; None when what it says is part of what `verb` reports."""
    opens = cue.left_edge.i
    if cue.dep_ == "conj" and cue.tag_ == verb.tag_ in _TENSED and _has_subject(cue):  # "… and Doe said …"
        return _before_joint(verb, opens, first)
    adds = cue.tag_ == "VBG" and verb.doc[opens - 1].text == ","  # "…, adding that …"
    is_second = cue.dep_ == "conj" and cue.tag_ == verb.tag_ == "VBD" and not _has_subject(cue)  # "… and added that …"
    if not (adds or is_second) or not any(_is_part(child, cue, language) for child in cue.rights):
        return None
    return opens - 1 if opens < cue.i else cue.i - 1 - is_second


def _before_joint(verb: Token, opens: int, first: int) -> int:
    """The last token before `and Doe said …`, the "and" and the comma before it left out."""
    end = opens - 1
    while end > first and (verb.doc[end].is_punct or verb.doc[end].dep_ == "cc"):
        end -= 1
    return end


def _before_addition(verb: Token, first: int, last: int, language: Language) -> int:
    """The end of what is reported, before a clause behind it that only adds to its last noun: `…, which owns the bridge`."""
    for token in verb.doc[first + 2 : last + 1]:
        adds = token.lower_ in language.relative and token.nbor(-1).text == "," and token.head.dep_ == "relcl"
        if adds and token.head.right_edge.i >= last - 1:
            return token.i - 2
    return last


def _has_subject(verb: Token) -> bool:
    return any(child.dep_.startswith("nsubj") for child in verb.lefts)
