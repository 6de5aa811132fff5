"""A paragraph as the rules read it: its frame, the parse of the frame, and the language. In: all three; out: answers by token.

Invariant: a source that is found here never holds words of an utterance.
"""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.quotes.clauses import Range, Source, find_source, neighbour_source
from pipeline.quotes.found import Found, How, Offsets
from pipeline.quotes.frames import Frame
from pipeline.quotes.languages import Language


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
        """Whether a token is a verb that can report speech."""
        return token.pos_ in {"VERB", "AUX"} and self.language.is_cue(token.lemma_)

    def find_source(self, verb: Token, zone: Range) -> Source | None:
        """Who does `verb`, by the parse, or else by what stands beside it within `zone`."""
        source = find_source(verb, self.language)
        return (source and self.outside(source)) or neighbour_source(verb, *zone, self.language)

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

    def add_source(self, found: Found, how: How, cue: Range, source: Source | None) -> Found:
        """What was found, with its cue and source in offsets of the article's text."""
        return found._replace(
            how=how,
            cue=self.to_offsets(cue),
            source=source and self.to_offsets(source.words),
            referent=source and source.referent and self.to_offsets(source.referent),
        )
