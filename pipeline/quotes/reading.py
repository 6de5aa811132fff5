"""A paragraph as the rules read it: its frame, the parse of the frame, and the language. In: all three; out: answers by token.

Invariant: a source that is found here never holds words of an utterance.
"""

from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Doc, Token

from pipeline.quotes.clauses import Range, Source, find_named_after, find_source, neighbour_source, stands_apart
from pipeline.quotes.cues import is_cue, is_speaking
from pipeline.quotes.found import Found, How, Offsets
from pipeline.quotes.frames import Frame
from pipeline.quotes.groups import has_form, phrase_length, read_group
from pipeline.quotes.languages import Language
from pipeline.quotes.subjects import find_subject, named_after
from pipeline.quotes.zones import sentence_start

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

    def cue_range(self, verb: Token) -> Range:
        """The words that report: a verb, or a light verb with what makes it one of saying ("fait savoir")."""
        return verb.i, verb.i + phrase_length(verb, self.language)

    def find_source(self, verb: Token, zone: Range) -> Source | None:
        """Who does `verb`, by the parse, or else by what stands beside it within `zone`."""
        if self.language.reads_words:
            source = find_subject(verb, zone[1], self.language) or self._shared_source(verb)
            return source and self.outside(source)
        source = None if stands_apart(verb, zone[1]) else find_source(verb, self.language)
        return (source and self.outside(source)) or neighbour_source(verb, *zone, self.language)

    def _shared_source(self, verb: Token) -> Source | None:
        """Who did the cue before, where `verb` only adds to it: ", ajoutant que", "et a ajouté que"."""
        first = read_group(verb, self.language).first
        adds = (
            has_form(verb, "Ger")
            or ("Pres" in verb.morph.get("Tense", []) and has_form(verb, "Part"))
            or self.doc[first - 1].pos_ == "CCONJ"
        )
        start = sentence_start(self.doc, first, max(0, first - _SHARED_WITHIN)) if adds else first
        cues = (token for token in reversed(self.doc[start:first]) if is_cue(token, self.language) or is_speaking(token, self.language))
        return next(filter(None, (find_subject(cue, first - 1, self.language) for cue in islice(cues, _SHARED_BY))), None)

    def find_named_after(self, words: Range) -> Source | None:
        """Whom words like "according to" lead to."""
        if self.language.reads_words:
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
