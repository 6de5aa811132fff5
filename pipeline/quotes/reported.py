"""What a cue reports, by the words that open it, in languages that always write such a word. In: a cue; out: a token range.

    a affirmé mardi à la presse [qu'il pleuvait]     a demandé au maire [de partir]     dit [vouloir partir]
    s'est dit [« très inquiet » pour la suite]

The parse often hangs such a clause on the wrong verb; the word that opens it is always there. Where none is found, `complements`
asks the parse. Invariant: a report begins behind its cue and its source.
"""

from spacy.tokens import Doc, Token

from pipeline.quotes.clauses import Range, Source
from pipeline.quotes.groups import Group, has_form, is_infinitive, is_reflexive, lemma_of, read_group
from pipeline.quotes.languages import Language
from pipeline.quotes.subjects import skip_circumstances
from pipeline.quotes.zones import sentence_end

_ADDS = {"CCONJ", "SCONJ", "PUNCT"}
_OPENING, _MARKS = {"«", "“", '"'}, {"«", "»", "“", "”", '"'}
_PAUSES = {",", ";", ":"}
_LONGEST_INSERTION = 10
_LONGEST_REPORT = 200


def find_reported(verb: Token, source: Source | None, language: Language) -> Range | None:
    """From the word that opens the report to its end; None when no such word stands where one can stand."""
    doc, group = verb.doc, read_group(verb, language)
    at = max(group.last, source.words[1] if source else -1) + 1
    if at >= len(doc) or not language.reads_words:
        return None
    end = sentence_end(doc, at, min(len(doc) - 1, at + _LONGEST_REPORT))
    if _find_accused(verb, at, end, language) is not None:
        return None
    feels = _opens_feeling(verb, at, language)
    opens = at if feels else _past_insertion(doc, skip_circumstances(doc, at, end, language), end, language)
    if feels or (opens <= end and _opens_report(verb, opens, language)):
        while opens > at and doc[opens - 1].lower_ in language.negations:
            opens -= 1
        return opens, report_end(doc, opens, end, source, language)
    return None


def _past_insertion(doc: Doc, at: int, end: int, language: Language) -> int:
    """`estime[, lui,] que`, `à Radio [Zenda] que`: the word after what stands between, if it opens a report; else `at`."""
    named = next((place for place in range(at, end) if not doc[place].text[0].isupper()), at)
    if named > at and doc[named].lower_ in language.that:
        return named
    if at > end or doc[at].text != ",":
        return at
    close = next((place for place in range(at + 1, min(end, at + _LONGEST_INSERTION)) if doc[place].text == ","), None)
    return close + 1 if close is not None and doc[close + 1].lower_ in language.that else at


def find_object(verb: Token, source: Source | None, language: Language) -> Range | None:
    """`a dénoncé [une enquête bâclée]`: what stands right after a verb that judges, in marks after any cue, to a comma or the end."""
    doc, group = verb.doc, read_group(verb, language)
    at = max(group.last, source.words[1] if source else -1) + 1
    if at >= len(doc) or not language.reads_words:
        return None
    end = sentence_end(doc, at, min(len(doc) - 1, at + _LONGEST_REPORT))
    accused = _find_accused(verb, at, end, language)
    at = skip_circumstances(doc, at, end, language) if accused is None else accused
    if at > end:
        return None
    judges = lemma_of(verb, language) in language.judge | language.speak
    is_noun = at == accused or doc[at].lower_ in language.determiners or (doc[at].pos_ == "NOUN" and doc[at].lower_ not in language.people)
    opens = doc[at].text in _OPENING or (judges and is_noun)
    return (at, report_end(doc, at, _object_end(doc, at, end, language), source, language)) if opens else None


def _find_accused(verb: Token, at: int, end: int, language: Language) -> int | None:
    """Where the person begins of whom a verb says something: `acusó [al alcalde de] «mentir»`."""
    lemma = lemma_of(verb, language)
    if lemma not in language.judge or not language.with_prepositions.get(lemma):
        return None
    passed = range(at, min(skip_circumstances(verb.doc, at, end, language), end))
    return next((place for place in passed if verb.doc[place].lower_ in language.personal), None)


def _object_end(doc: Doc, at: int, end: int, language: Language) -> int:
    in_marks = False
    for place in range(at, end + 1):
        if doc[place].text in _MARKS:
            in_marks = doc[place].text in _OPENING and not (in_marks and doc[place].text == '"')
        elif not in_marks and (doc[place].text in _PAUSES or _adds_cue(doc, place, end, language)):
            return place - 1
    return end


def _adds_cue(doc: Doc, place: int, end: int, language: Language) -> bool:
    """Whether "and" and another cue stand here: `« … » [et demandé] des renforts`."""
    after, taken = doc[min(place + 1, end)], doc[min(place + 2, end)]
    takes = taken.lower_ in language.determiners | language.that or taken.like_num
    return doc[place].pos_ == "CCONJ" and after.lower_ in language.forms and (takes or after.pos_ == "VERB")


def _opens_report(verb: Token, at: int, language: Language) -> bool:
    token = verb.doc[at]
    if token.lower_ in language.that or token.lower_ in language.whether:
        return True
    leads_on = token.lower_ in language.of or token.lower_ in language.to
    infinitive = verb.doc[at + 1] if leads_on and at + 1 < len(verb.doc) else token
    if leads_on and infinitive.lower_ in language.that:  # "informó de que", "insistió en que"
        return True
    lemma = lemma_of(verb, language)
    is_taken = token.lower_ in language.with_prepositions.get(lemma, ()) and lemma in language.judge  # "accuse Roe de mentir"
    return is_infinitive(infinitive) and lemma in language.urge and not is_taken


def _opens_feeling(verb: Token, at: int, language: Language) -> bool:
    """`s'est dit [très inquiet]`: what somebody says of himself."""
    opens = verb.doc[at].pos_ in {"ADJ", "ADV"} or verb.doc[at].text in _OPENING or has_form(verb.doc[at], "Part")
    return is_reflexive(verb, language) and opens and lemma_of(verb, language) in language.feels


def report_end(doc: Doc, first: int, last: int, source: Source | None, language: Language) -> int:
    """The end of a report: that of its sentence, or where a relative clause or the next report cuts it."""
    is_relative = source is not None and source.referent is not None
    for place in range(first + 1, last + 1):
        if doc[place].text == "," and (is_relative or doc[min(place + 1, last)].lower_ in language.as_words | language.aside_ends):
            return place - 1
        more = _find_next(doc, place, first, last, language)
        if more is not None:
            return more.first - 2
    return last


def _find_next(doc: Doc, place: int, first: int, last: int, language: Language) -> Group | None:
    """The group of a cue at `place` that reports more, inside a report that begins at `first`: `[que la loi passe] et a ajouté que …`."""
    if not language.is_cue(lemma_of(doc[place], language)):
        return None
    group = read_group(doc[place], language)
    is_added = group.first > first + 1 and doc[group.first - 1].pos_ in _ADDS
    return group if is_added and _reports(doc, group, last, language) else None


def _reports(doc: Doc, group: Group, last: int, language: Language) -> bool:
    """Whether a cue is followed by a word that opens a report, past when, where and to whom."""
    at = skip_circumstances(doc, group.last + 1, last, language)
    if at >= last:
        return False
    is_new_verb = doc[group.first - 1].pos_ == "CCONJ" and doc[group.first].lower_ in language.auxiliaries and group.pronoun is None
    if is_new_verb and has_form(doc[group.last], "Part") and doc[at].lower_ in language.determiners:  # "et a dénoncé une erreur"
        return True
    leads_on = doc[at].lower_ in language.of | language.to
    is_whole = group.first < group.last or not has_form(doc[group.last], "Part")
    promises = is_infinitive(doc[at + 1] if leads_on else doc[at]) and is_whole
    return promises or doc[at].lower_ in language.that
