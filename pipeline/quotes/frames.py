"""The frame of a paragraph: what stands outside its utterances, made short for the parser. In: a paragraph; out: a `Frame`.

`"For years we were told that nothing would change. It did," Ms. Roe said.` becomes `"It is so," Ms. Roe said.`: the
parse is better and cheaper, and nothing inside the marks can be taken for the speaker, a cue or a quotation of its own.
Invariant: every offset of the frame leads back to one of the text, in order; an utterance's leads to its two ends.
"""

from bisect import bisect_right
from dataclasses import dataclass

from pipeline.quotes.marks import Quoted


@dataclass(frozen=True)
class Frame:
    """A paragraph for the parser.

    Attributes:
        text: the paragraph with each utterance replaced by a short one.
        utterances: what was replaced, in order.
        places: where the replacements stand in `text`, marks included.
        capitals: whether each utterance begins with a capital.
        inline: what stands between marks in the rest, in offsets of the article's text.
        starts, origins: piece k of `text` starts at starts[k] and came from origins[k] of the article's text.
        paragraph: its start and end in the article's text.
    """

    text: str
    utterances: tuple[Quoted, ...]
    places: tuple[tuple[int, int], ...]
    capitals: tuple[bool, ...]
    inline: tuple[Quoted, ...]
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    paragraph: tuple[int, int]

    def utterance_at(self, offset: int) -> int | None:
        """Which utterance an offset of `text` lies in."""
        place = bisect_right(self.places, (offset, len(self.text) + 1)) - 1
        return place if place >= 0 and offset < self.places[place][1] else None

    def has_sentence_at(self, offset: int) -> bool:
        """Whether an utterance lies at an offset of `text` and begins like a sentence."""
        place = self.utterance_at(offset)
        return place is not None and self.capitals[place]

    def to_article(self, start: int, end: int) -> tuple[int, int]:
        """The span of the article's text that a span of `text` stands for."""
        first, last = self.utterance_at(start), self.utterance_at(end - 1)
        return (
            self._origin(start) if first is None else max(self.paragraph[0], self.utterances[first].outer_start),
            self._origin(end - 1) + 1 if last is None else min(self.paragraph[1], self.utterances[last].outer_end),
        )

    def from_article(self, offset: int) -> int:
        """Where an offset of the article's text, outside the utterances, stands in `text`."""
        piece = max(0, bisect_right(self.origins, offset) - 1)
        return self.starts[piece] + offset - self.origins[piece]

    def _origin(self, offset: int) -> int:
        piece = bisect_right(self.starts, offset) - 1
        return self.origins[piece] + offset - self.starts[piece]


def build_frame(text: str, paragraph: tuple[int, int], utterances: list[Quoted], inline: list[Quoted], placeholder: str) -> Frame:
    """The paragraph with `placeholder` for each utterance, so ended that the sentence around it stays whole.

    Args:
        text: the article's.
        paragraph: its start and end.
        utterances: what is replaced, in order; one may run over the paragraph's ends.
        inline: what else stands between marks.
        placeholder: a short whole sentence, without its stop.
    """
    pieces: list[str] = []
    places, starts, origins = [], [], []
    at, length = paragraph[0], 0
    for utterance in utterances:
        begin, stop = max(at, utterance.outer_start), min(paragraph[1], utterance.outer_end)
        stand_in = f'"{placeholder}{_ending(text, utterance, paragraph[1])}"'
        before = " " if begin > at and not text[begin - 1].isspace() else ""
        after = " " if stop < paragraph[1] and text[stop].isalnum() else ""
        starts.append(length)
        origins.append(at)
        pieces += [text[at:begin], before, stand_in, after]
        length += begin - at + len(before)
        places.append((length, length + len(stand_in)))
        length += len(stand_in) + len(after)
        at = stop
    starts.append(length)
    origins.append(at)
    pieces.append(text[at : paragraph[1]])
    return Frame(
        text="".join(pieces),
        utterances=tuple(utterances),
        places=tuple(places),
        capitals=tuple(text[utterance.start].isupper() for utterance in utterances),
        inline=tuple(inline),
        starts=tuple(starts),
        origins=tuple(origins),
        paragraph=paragraph,
    )


def _ending(text: str, utterance: Quoted, paragraph_end: int) -> str:
    """How the stand-in ends: open, with a comma, where the sentence goes on after it."""
    last = text[utterance.end - 1]
    after = text[utterance.outer_end : min(paragraph_end, utterance.outer_end + 8)].lstrip()
    if last in ".…" and not after[:1].islower():
        return "."
    if last in "?!" and not after[:1].islower():
        return last
    if after[:1] in {",", ".", "?", "!", ";"}:
        return ""
    return "," if after else "."
