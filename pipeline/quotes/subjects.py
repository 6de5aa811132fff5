"""Who does a verb, by the words around it, where a subject may follow its verb. In: a verb; out: a source.

    « … », a déclaré [mardi à la presse] [le maire, Jean Roe].      after a group that is set off: skip when and to whom
    [Jean Roe, maire de Zenda,] a déclaré que …                     before it: by the parse, or the phrase that ends there

Parsers of French and Spanish take a subject after its verb for the object; where it stands tells better. Invariant: a source holds
nothing of its verb's group but a pronoun that hangs on it ("dit-il").
"""

from spacy.tokens import Doc, Token

from pipeline.quotes import clauses
from pipeline.quotes.clauses import Range, Source
from pipeline.quotes.groups import Group, is_finite, is_infinitive, is_participle, is_set_off, opens_sentence, read_group
from pipeline.quotes.languages import Language
from pipeline.quotes.zones import sentence_start

_MOST_SKIPPED = 25  # tokens between a cue and its subject
_LONGEST_AGE = 2  # tokens after its first: "de 42 años"
_LONGEST_SUBJECT = 30


def find_subject(verb: Token, last: int, language: Language) -> Source | None:
    """Who does `verb`, up to the token `last`; None when it has no subject of its own."""
    group = read_group(verb, language)
    if group.pronoun is not None:
        return Source((group.pronoun, group.pronoun))
    doc = verb.doc
    if group.first and doc[group.first - 1].lower_ in language.relative and doc[group.first - 1].lower_ not in language.as_words:
        return Source((group.first - 1, group.first - 1), _phrase_before(doc, group.first - 1))
    is_first = opens_sentence(doc, group.first)
    before = _phrase_that_ends(doc, group.first, language)
    if before is not None and doc[group.first - 1].text == ",":  # "Le maire, Jean Roe, a dit"
        return Source(before)
    if is_first or is_set_off(doc, group.first, language):
        after = subject_after(doc, group.last + 1, last, language)
        if after is not None and (not is_first or doc[after[0]].text[0].isupper()):
            return Source(after)
    return None if is_first else _subject_before(verb, group, language)


def subject_after(doc: Doc, at: int, last: int, language: Language) -> Range | None:
    """The noun phrase after a cue, past words that say when, where and to whom."""
    stop = min(last, at + _MOST_SKIPPED)
    at = skip_circumstances(doc, at, stop, language)
    if at < stop and doc[at].text == ",":
        close = next((place for place in range(at + 1, stop) if doc[place].text == ","), at)
        is_aside = close == at + 2 or skip_circumstances(doc, at + 1, stop, language) > at + 1  # ", agacé, le maire"
        close = close if is_aside else at
        at = skip_circumstances(doc, close + 1, stop, language) if close > at else at  # ", lors d'une réunion, le maire"
    return noun_phrase(doc, at, last, language)


def skip_circumstances(doc: Doc, at: int, last: int, language: Language) -> int:
    """The first token at or after `at` that does not say when, where or to whom."""
    while at <= last:
        passed = _skip(doc, at, last, language)
        if passed == at:
            break
        at = passed
    return at


def named_after(doc: Doc, words: Range, language: Language) -> Source | None:
    """The noun phrase after words like "according to", if it can be meant there."""
    phrase = noun_phrase(doc, words[1] + 1, len(doc) - 1, language, bare=True)
    if phrase is None:
        return None
    opening = doc[words[0] : words[1] + 1].text.lower()
    is_open = opens_sentence(doc, words[0]) or is_set_off(doc, words[0], language)
    is_doubtful = opening in language.according_people  # "pour", "para"
    if is_doubtful and not (is_open and _ends_with_comma(doc, phrase)):
        return None
    if is_open and not is_doubtful:
        return Source(phrase)
    speaks = doc[phrase[0]].text[0].isupper() or any(token.lower_ in language.people for token in doc[phrase[0] : phrase[0] + 2])
    return Source(phrase) if speaks else None


def _ends_with_comma(doc: Doc, words: Range) -> bool:
    return words[1] + 1 < len(doc) and doc[words[1] + 1].text == ","


def noun_phrase(doc: Doc, at: int, last: int, language: Language, *, bare: bool = False) -> Range | None:
    """The noun phrase that begins at a token, its apposition taken in; None when none begins there; `bare`: it may be any noun.

    >>> noun_phrase(doc, 0, 9, FRENCH)   # doc: "Jean Roe, maire de Zenda, a dit …"
    (0, 5)
    """
    if at > last or not (_begins(doc[at], language) or (bare and doc[at].pos_ == "NOUN")):
        return None
    last = min(last, at + _LONGEST_SUBJECT)
    end = _phrase_end(doc, at, last, language)
    if doc[end].lower_ in language.determiners and end == at:
        return None
    if end + 3 <= last and (doc[end + 1].text, doc[end + 3].text) == ("(", ")"):  # "la Banque centrale (BCE)"
        end += 3
    return at, _with_apposition(doc, at, end, last, language)


def _begins(token: Token, language: Language) -> bool:
    word = token.lower_
    if word in language.clause_words or word in language.addressed or not token.text[0].isalpha():
        return False
    return word in language.determiners or word in language.pronouns or word in language.people or token.text[0].isupper()


def _phrase_end(doc: Doc, at: int, last: int, language: Language) -> int:
    end = at
    while end + 1 <= last and _goes_on(doc, end + 1, language):
        end += 1
    while end > at and (doc[end].lower_ in language.of or doc[end].lower_ in language.determiners):
        end -= 1
    return end


def _goes_on(doc: Doc, place: int, language: Language) -> bool:
    """Whether a noun phrase goes on with the token at `place`."""
    token, word = doc[place], doc[place].lower_
    before = doc[place - 1].lower_
    opened = before in language.of or before in language.determiners or doc[place - 2].lower_ in language.goes_to
    is_time = token.text in language.times  # "Julio" is a name, "julio" a month
    if not token.text[0].isalnum() or (is_time and not opened):
        return False
    if word in language.of or token.text[0].isupper() or opened or (word in language.addressed and before in language.goes_to):
        return True
    after = doc[place + 1] if place + 1 < len(doc) else token
    if token.pos_ == "CCONJ":
        return after.text[0].isupper() or after.lower_ in language.determiners
    if word in language.determiners:
        return doc[place - 1].pos_ == "CCONJ"
    ends = word in language.clause_words or word in language.addressed or word in language.around
    is_role = after.text[0].isupper() and token.pos_ not in {"AUX", "ADP"}  # "l'entraîneur nantais Jean Roe", whatever its tag
    return not ends and (is_role or token.pos_ in {"NOUN", "ADJ", "PROPN", "NUM", "X"} or is_participle(token))


def _with_apposition(doc: Doc, at: int, end: int, last: int, language: Language) -> int:
    """The end of `Jean Roe, 40 ans, maire de Zenda` and of `le maire, Jean Roe`: one part is a name, the other none."""
    if end + 2 > last or doc[end + 1].text != ",":
        return end
    first = end + 2
    stop = next((place - 1 for place in range(first, last + 1) if not doc[place].text[0].isalnum() and doc[place].text != "'"), last)
    if any(is_finite(token) for token in doc[first : stop + 1]):
        return end
    if stop - first <= _LONGEST_AGE and any(token.like_num for token in doc[first : stop + 1]):
        return _with_apposition(doc, at, stop, last, language)
    names = [_is_name(doc, at, end, language), _is_name(doc, first, stop, language)]
    is_noun = doc[first].pos_ in {"NOUN", "ADJ"} and not is_participle(doc[first])
    return stop if names[0] != names[1] and (is_noun or _begins(doc[first], language)) else end


def _is_name(doc: Doc, first: int, last: int, language: Language) -> bool:
    """Whether the words that open a phrase, "Mr", "the" and "goalkeeper" left out, are written large."""
    while first < last and (_is_role(doc[first], language) or doc[first].lower_.rstrip(".") in language.titles):
        first += 1
    return doc[first].text[0].isupper()


def _is_role(token: Token, language: Language) -> bool:
    """Whether a word may stand before a name in one phrase: "el delantero [Juan Roe]", not "alcalde de [Zenda]"."""
    if token.lower_ in language.of:
        return False
    is_noun = token.text.islower() and token.pos_ in {"NOUN", "ADJ", "PROPN"}
    return is_noun or token.lower_ in language.determiners or token.lower_ in language.people


def _skip(doc: Doc, at: int, last: int, language: Language) -> int:
    """The token after one phrase that tells when, where or to whom; `at` itself when none begins there."""
    word = doc[at].lower_
    after = doc[min(at + 1, last)]
    if word in language.addressed and at < last and not is_infinitive(after) and after.lower_ not in language.that:
        return _skip_addressed(doc, at, last, language)
    if word in language.determiners | language.of:
        noun = at + 1
        while noun < last and (doc[noun].pos_ == "CCONJ" or doc[noun].lower_ in language.determiners):  # "una y otra vez"
            noun += 1
        if doc[min(noun, last)].text in language.times:
            return noun + 1
    is_time = doc[at].text in language.times or (doc[at].like_num and at > 0 and doc[at - 1].lower_ in language.times)
    return at + 1 if is_time or (doc[at].pos_ == "ADV" and word not in language.whether) else at


def _skip_addressed(doc: Doc, at: int, last: int, language: Language) -> int:
    little = language.addressed | language.of | language.determiners
    while at <= last and doc[at].lower_ in little:
        at += 1
    if at <= last and is_infinitive(doc[at]):  # "antes de salir del plató": no subject comes after it
        return last + 1
    at += 1  # its noun
    while at < last and not is_infinitive(doc[at + 1]) and (doc[at].lower_ in language.of or _qualifies(doc, at, language)):
        at = _skip_addressed(doc, at, last, language) if doc[at].lower_ in language.of else at + 1
    return at


def _qualifies(doc: Doc, at: int, language: Language) -> bool:
    is_plain = doc[at].text.islower() and doc[at].lower_ not in language.determiners | language.people | language.times
    return is_plain and (doc[at].pos_ == "ADJ" or is_participle(doc[at]))


def _subject_before(verb: Token, group: Group, language: Language) -> Source | None:
    if group.first and verb.doc[group.first - 1].pos_ == "CCONJ":
        return None  # it shares the subject of the cue before it
    words = _phrase_that_ends(verb.doc, group.first, language)
    if words is not None:
        return Source(words)
    source = clauses.find_source(verb, language)
    if source is not None and source.words[1] < group.first:
        return source._replace(words=_without_clause(verb.doc, _widen(verb.doc, source.words, language), language))
    if source is not None:
        first, _ = source.words
        if first < group.first:
            return Source((first, group.first - 1))
    return None


def _phrase_that_ends(doc: Doc, end: int, language: Language) -> Range | None:
    """The longest noun phrase that ends right before a group, a comma between them where an apposition ends it."""
    start = sentence_start(doc, end, max(0, end - _LONGEST_SUBJECT))
    for at in range(start, end):
        is_inside = at > start and doc[at - 1].text != "," and doc[at - 1].pos_ not in {"CCONJ", "SCONJ", "SPACE"}
        words = None if is_inside else noun_phrase(doc, at, end - 1, language)
        if words is not None and (words[1] == end - 1 or (words[1] == end - 2 and doc[end - 1].text == "," and _has_comma(doc, words))):
            return words
    return None


def _has_comma(doc: Doc, words: Range) -> bool:
    return any(token.text == "," for token in doc[words[0] : words[1]])


def _widen(doc: Doc, words: Range, language: Language) -> Range:
    """With the role before a name that the parse cut off ("Le ministre [Jean Roe]"), without a clause before the last comma."""
    first, last = words
    comma = next((place for place in range(last, first, -1) if doc[place].text == ","), None)
    if comma is not None and (is_participle(doc[first]) or not _begins(doc[first], language)):
        first = comma + 1
    while first and (doc[first - 1].pos_ in {"NOUN", "ADJ", "PROPN"} or doc[first - 1].lower_ in language.determiners):
        first -= 1
    return first, last


def _without_clause(doc: Doc, words: Range, language: Language) -> Range:
    """`[Le groupe], qui emploie …,`: what stands before the clause."""
    opens = (place for place in range(words[0] + 1, words[1]) if doc[place].text == "," and doc[place + 1].lower_ in language.relative)
    return words[0], next(opens, words[1] + 1) - 1


def _phrase_before(doc: Doc, place: int) -> Range | None:
    """The noun phrase that ends before a token, a comma between them: "[Jean Roe], qui"."""
    last = place - 1 if place and doc[place - 1].text != "," else place - 2
    first = last
    while first > 0 and doc[first - 1].text[0].isalnum() and not is_finite(doc[first - 1]):
        first -= 1
    return (first, last) if last >= 0 else None
