"""Which words can report. In: a token and its language; out: whether it is a cue, or goes with speech in marks.

    note        a noun or a verb: "Roe note que" and ", note Roe" are cues, "la note que" is none
    dit, dite   a participle or not: "a dit", ", dit Roe" and "dit que" are cues, "la loi dite « Climat »" is none
    said        a language that lists no forms (English): the model's tag is believed

Invariant: every cue is a form of one of the language's verbs.
"""

from spacy.tokens import Token

from pipeline.quotes.groups import Group, has_form, is_infinitive, is_reflexive, is_set_off, lemma_of, phrase_length, read_group
from pipeline.quotes.languages import Language
from pipeline.quotes.subjects import noun_phrase

VERBS = {"VERB", "AUX"}


def is_cue(token: Token, language: Language) -> bool:
    """Whether a token is a verb that can report speech, by its tag or, where the language lists forms, by where it stands."""
    if token.pos_ not in VERBS and token.lower_ not in language.forms:
        return False
    lemma = lemma_of(token, language)
    is_known = language.is_cue(lemma) or phrase_length(token, language) > 0
    return (is_known or (lemma in language.feels and is_reflexive(token, language))) and _is_verb(token, language)


def is_speaking(token: Token, language: Language) -> bool:
    """Whether a token is a verb that goes with speech in marks only ("laughed")."""
    return lemma_of(token, language) in language.speak and _is_verb(token, language)


def _is_verb(token: Token, language: Language) -> bool:
    if token.lower_ not in language.forms:
        return token.pos_ in VERBS
    group = read_group(token, language)
    opens = is_set_off(token.doc, group.first, language)
    if _is_past_participle(token):
        return _has_auxiliary(token, group, language) or _reads_as_finite(token, group, language, opens=opens)
    has_little_words = group.first < token.i or group.pronoun is not None
    return has_little_words or opens or token.pos_ in VERBS or _leads_to_that(token, group, language) or _is_added(token, group, language)


def _is_past_participle(token: Token) -> bool:
    return has_form(token, "Part") and "Pres" not in token.morph.get("Tense", [])


def _has_auxiliary(token: Token, group: Group, language: Language) -> bool:
    little = token.doc[group.first : token.i]
    return any(word.lower_ in language.auxiliaries for word in little) or any(child.dep_.startswith("aux") for child in token.children)


def _reads_as_finite(token: Token, group: Group, language: Language, *, opens: bool) -> bool:
    """Whether a form that was taken for a participle reports: ", dit Roe" and "dit que", not ", interrogé par Roe"."""
    doc, last = token.doc, len(token.doc) - 1
    after = min(group.last + 1, last)
    has_subject = opens and noun_phrase(doc, after, last, language) is not None
    return has_subject or _is_added(token, group, language) or is_infinitive(doc[after]) or doc[after].lower_ in language.that


def _leads_to_that(token: Token, group: Group, language: Language) -> bool:
    """Whether a form that was taken for a noun reports: "Roe pense que", "Roe évoque « … »", not "la note que"."""
    doc, before = token.doc, token.doc[max(0, group.first - 1)]
    is_noun = before.lower_ in language.determiners | language.of or before.pos_ in {"ADJ", "ADP", "DET", "NUM"}
    after = doc[group.last + 1 : group.last + 3]
    if is_noun or not len(after):
        return False
    return after[0].lower_ in language.that or (after[0].text in {"«", "“"} and after[-1].text.islower())


def _is_added(token: Token, group: Group, language: Language) -> bool:
    """Whether a form stands between "and" and what it takes: "et réclament des renforts"."""
    doc = token.doc
    if group.first == 0 or doc[group.first - 1].pos_ != "CCONJ" or group.last + 1 >= len(doc):
        return False
    after = doc[group.last + 1]
    return after.lower_ in language.determiners | language.that or after.like_num
