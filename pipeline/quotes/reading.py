"""A paragraph as the rules read it: its frame, the parse of the frame, and the language. In: all three; out: answers by token.

Invariant: a source that is found here never holds words of an utterance.
"""

from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Doc, Token

from pipeline.quotes.clauses import Range, Source, find_named_after, find_source, neighbour_source, stands_apart
from pipeline.quotes.found import Found, How, Offsets
from pipeline.quotes.frames import Frame
from pipeline.quotes.groups import Group, has_form, is_infinitive, is_reflexive, is_set_off, phrase_length, read_group
from pipeline.quotes.languages import Language
from pipeline.quotes.subjects import find_subject, named_after, noun_phrase
from pipeline.quotes.zones import sentence_start

_VERBS = {"VERB", "AUX"}
_SHARED_WITHIN, _SHARED_BY = 60, 3  # tokens between cues of one subject, and how many such cues


@dataclass(frozen=True)
class Reading:
    """One paragraph, parsed."""

    frame: Frame
    doc: Doc
    language: Language

    def is_said(self, place: int) -> bool:
        """Whether the token at `place` stands for an utterance."""
        return self.frame.utterance_at(self.doc[place].idx) is not None

    def is_cue(self, token: Token) -> bool:
        """Whether a token is a verb that can report speech, by its tag or, where the language lists forms, by where it stands."""
        if token.pos_ not in _VERBS and token.lower_ not in self.language.forms:
            return False
        lemma = self.lemma(token)
        is_known = self.language.is_cue(lemma) or phrase_length(token, self.language) > 0
        return (is_known or (lemma in self.language.feels and is_reflexive(token, self.language))) and self._is_verb(token)

    def _shared_source(self, verb: Token) -> Source | None:
        """Who did the cue before, where `verb` only adds to it: ", ajoutant que", "et a ajouté que"."""
        first = read_group(verb, self.language).first
        adds = (
            has_form(verb, "Ger")
            or ("Pres" in verb.morph.get("Tense", []) and has_form(verb, "Part"))
            or self.doc[first - 1].pos_ == "CCONJ"
        )
        start = sentence_start(self.doc, first, max(0, first - _SHARED_WITHIN)) if adds else first
        cues = (token for token in reversed(self.doc[start:first]) if self.is_cue(token))
        return next(filter(None, (find_subject(cue, first - 1, self.language) for cue in islice(cues, _SHARED_BY))), None)

    def cue_range(self, verb: Token) -> Range:
        """The words that report: a verb, or a light verb with what makes it one of saying ("fait savoir")."""
        return verb.i, verb.i + phrase_length(verb, self.language)

    def is_speaking(self, token: Token) -> bool:
        """Whether a token is a verb that goes with speech in marks only ("laughed")."""
        return self.lemma(token) in self.language.speak and self._is_verb(token)

    def lemma(self, token: Token) -> str:
        """The verb that a token is a form of."""
        return self.language.lemma_of(token.text, token.lemma_)

    def _is_verb(self, token: Token) -> bool:
        if token.lower_ not in self.language.forms:
            return token.pos_ in _VERBS
        group = read_group(token, self.language)
        little = self.doc[group.first : token.i]
        is_within = len(little) > 0 or group.pronoun is not None
        opens = is_set_off(self.doc, group.first, self.language)
        if has_form(token, "Part") and "Pres" not in token.morph.get("Tense", []):
            has_auxiliary = any(word.lower_ in self.language.auxiliaries for word in little)
            return (
                has_auxiliary or any(child.dep_.startswith("aux") for child in token.children) or self._goes_on_finite(group, opens=opens)
            )
        return is_within or opens or token.pos_ in _VERBS or self._leads_to_that(group) or self._is_added(group)

    def _leads_to_that(self, group: Group) -> bool:
        """Whether a form that was taken for a noun reports: "Roe pense que", not "la note que"."""
        before = self.doc[max(0, group.first - 1)]
        is_noun = before.lower_ in self.language.determiners | self.language.of or before.pos_ in {"ADJ", "ADP", "DET", "NUM"}
        return not is_noun and group.last + 1 < len(self.doc) and self.doc[group.last + 1].lower_ in self.language.that

    def _goes_on_finite(self, group: Group, *, opens: bool) -> bool:
        """Whether a form that was taken for a participle reports: ", dit Roe" and "dit que", not ", interrogé par Roe"."""
        last, after = len(self.doc) - 1, min(group.last + 1, len(self.doc) - 1)
        names = opens and noun_phrase(self.doc, after, last, self.language) is not None
        return names or self._is_added(group) or is_infinitive(self.doc[after]) or self.doc[after].lower_ in self.language.that

    def _is_added(self, group: Group) -> bool:
        """Whether a form stands between "and" and what it takes: "et réclament des renforts"."""
        if group.first == 0 or self.doc[group.first - 1].pos_ != "CCONJ" or group.last + 1 >= len(self.doc):
            return False
        after = self.doc[group.last + 1]
        return after.lower_ in self.language.determiners | self.language.that or after.like_num

    def find_source(self, verb: Token, zone: Range) -> Source | None:
        """Who does `verb`, by the parse, or else by what stands beside it within `zone`."""
        if self.language.forms:
            source = find_subject(verb, zone[1], self.language) or self._shared_source(verb)
            return source and self.outside(source)
        source = None if stands_apart(verb, zone[1]) else find_source(verb, self.language)
        return (source and self.outside(source)) or neighbour_source(verb, *zone, self.language)

    def find_named_after(self, words: Range) -> Source | None:
        """Whom words like "according to" lead to."""
        if self.language.forms:
            return named_after(self.doc, words, self.language)
        source = find_named_after(self.doc, words)
        return source and source._replace(words=(source.words[0], self._end_with_name(source.words[1])))

    def _end_with_name(self, last: int) -> int:
        """The last token of a source with the name that stands behind an office: "the mayor | , Ann Roe"."""
        end = last + 1
        if self.doc[last].lower_ not in self.language.offices or end >= len(self.doc) or self.doc[end].text != ",":
            return last
        while end + 1 < len(self.doc) and self.doc[end + 1].pos_ == "PROPN":
            end += 1
        return end if end > last + 1 else last

    def outside(self, source: Source) -> Source | None:
        """The source without an utterance that the parse took into it."""
        words = [place for place in range(source.words[0], source.words[1] + 1) if not self.is_said(place)]
        is_whole = bool(words) and words[-1] - words[0] == len(words) - 1
        return source._replace(words=(words[0], words[-1])) if is_whole else None

    def to_tokens(self, start: int, end: int) -> Range:
        """The tokens that a span of the frame's text touches."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        assert span is not None  # frames only ask for spans inside their own text
        return span.start, span.end - 1

    def to_offsets(self, tokens: Range) -> Offsets:
        """The span of the article's text that a range of tokens stands for."""
        last = self.doc[tokens[1]]
        return self.frame.to_article(self.doc[tokens[0]].idx, last.idx + len(last))

    def add_source(self, found: Found, how: How, cue: Range | None, source: Source | None) -> Found:
        """What was found, with its cue and source in offsets of the article's text."""
        return found._replace(
            how=how,
            cue=cue and self.to_offsets(cue),
            source=source and self._to_source(source.words),
            referent=source and source.referent and self.to_offsets(source.referent),
        )

    def _to_source(self, words: Range) -> Offsets:
        """The offsets of a source: "il" in "dit-il"."""
        start, end = self.to_offsets(words)
        return start + (self.doc[words[0]].text[0] == "-" and end - start > 1), end
