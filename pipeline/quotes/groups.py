"""A verb and the little words around it. In: a token; out: the tokens of its group.

    a-t-il également [déclaré]      s'est [félicité]      [dit]-il      se lo ha [dicho]      fait [savoir]

A language without data for these words (English) has groups of one token. Invariant: a group holds its verb.
"""
# ruff: noqa: RUF001 - dashes are its subject

from typing import NamedTuple

from spacy.tokens import Doc, Token

from pipeline.quotes.languages import Language

_MOST_AROUND = 10
_SETS_OFF = {",", ";", "—", "–", "-", '"', "»", "”", ":"}


class Group(NamedTuple):
    """First and last token of a verb's group, and the pronoun that hangs on it with a hyphen ("dit-il")."""

    first: int
    last: int
    pronoun: int | None = None


def read_group(verb: Token, language: Language) -> Group:
    """The group of a verb, the words that make a light verb one of saying taken in."""
    doc, first = verb.doc, verb.i
    last = verb.i + phrase_length(verb, language)
    while first > max(0, verb.i - _MOST_AROUND) and doc[first - 1].lower_ in language.around:
        first -= 1
    while language.around and last + 1 < len(doc) and _is_enclitic(doc[last + 1]):
        last += 1
    pronoun = next((place for place in range(first, last + 1) if _names(doc[place], language)), None)
    return Group(first, last, pronoun)


def lemma_of(token: Token, language: Language) -> str:
    """The verb that a token is a form of: by the language's list, or else as the model says."""
    return language.lemma_of(token.text, token.lemma_)


def phrase_length(verb: Token, language: Language) -> int:
    """How many words after a light verb make it one of saying: 1 in "fait savoir"; 0 for any other verb."""
    lemma = lemma_of(verb, language)
    for phrase in language.phrases.get(lemma, ()):
        words = phrase.split()
        if [token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 1 + len(words)]] == words:
            return len(words)
    return 0


def is_reflexive(verb: Token, language: Language) -> bool:
    """Whether the subject does the verb to itself: "s'est dit"."""
    return any(token.lower_ in language.selves for token in verb.doc[read_group(verb, language).first : verb.i])


def is_set_off(doc: Doc, first: int, language: Language) -> bool:
    """Whether a group that begins at `first` opens a clause that names its subject later: ", a dit …", "comme l'a dit …"."""
    before = doc[first - 1] if first else None
    return before is not None and (before.text in _SETS_OFF or before.is_space or before.lower_ in language.as_words)


def opens_sentence(doc: Doc, first: int) -> bool:
    """Whether nothing of the sentence stands before `first`, but "and"."""
    if first and doc[first - 1].pos_ == "CCONJ":
        first -= 1
    return first == 0 or doc[first - 1].is_space or doc[first - 1].text in {".", "?", "!", "…"}


def has_form(token: Token, form: str) -> bool:
    """Whether a verb has a form of Universal Dependencies: "Inf", "Part", "Fin"."""
    return form in token.morph.get("VerbForm", [])


def is_infinitive(token: Token) -> bool:
    """Whether a token is an infinitive."""
    return token.pos_ in {"VERB", "AUX"} and token.is_alpha and has_form(token, "Inf")


def is_participle(token: Token) -> bool:
    """Whether a token is a participle, which may also be tagged as an adjective."""
    return token.pos_ in {"VERB", "ADJ"} and has_form(token, "Part")


def is_finite(token: Token) -> bool:
    """Whether a token is a finite verb; one written large is a name taken for a verb."""
    return token.pos_ in {"VERB", "AUX"} and token.text.islower() and has_form(token, "Fin")


def _is_enclitic(token: Token) -> bool:
    return len(token.text) > 1 and token.text.startswith("-")


def _names(token: Token, language: Language) -> bool:
    word = token.lower_.lstrip("-")
    return _is_enclitic(token) and (word in language.pronouns or word in language.first)
