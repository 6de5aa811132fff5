"""What the form of an article tells before any parse. In: an article; out: its `Outline`.

Invariant: `spoken` is in order and never overlaps; a turn or a post (speech without marks) lies in no frame.
"""

from bisect import bisect_left
from typing import NamedTuple

from pipeline.model import Article
from pipeline.quotes.found import Found
from pipeline.quotes.frames import Frame
from pipeline.quotes.interruptions import split_asides
from pipeline.quotes.labels import Names, find_labelled, find_posts
from pipeline.quotes.languages import Language
from pipeline.quotes.marks import Quoted, find_paragraphs, find_quoted
from pipeline.quotes.paragraphs import can_quote, find_frames
from pipeline.quotes.singles import double_marks
from pipeline.quotes.turns import find_turns


class Outline(NamedTuple):
    """An article as the parts that are left to read.

    Attributes:
        text: the article's, with double marks where it has single ones around speech.
        spoken: all that is said by its form: what stands between marks, and turns and posts whole.
        labelled: the quotations whose speaker a label names.
        frames: a frame for each other paragraph.
    """

    text: str
    spoken: list[Quoted]
    labelled: list[Found]
    frames: list[Frame]


def read_outline(article: Article, language: Language, *, is_parsed: bool) -> Outline:
    """Read an article's marks, turns and labels.

    Args:
        article: with its mentions.
        language: its data.
        is_parsed: leave out the frames that need no parse.
    """
    text = double_marks(article.text or "", language)
    quoted, paragraphs = split_asides(text, find_quoted(text, language.pause), language), find_paragraphs(text)
    names = Names(article.mentions, language)
    turns = find_turns(text, Names([m for m in article.mentions if m.label == "person"], language), paragraphs, language)
    posts = find_posts(text, names, quoted, paragraphs)
    whole = sorted([*turns, *(post for post in posts if not _overlaps(post.start, post.end, turns))])
    outside = [marks for marks in quoted if not _overlaps(marks.outer_start, marks.outer_end, whole)]
    frames = [frame for frame in find_frames(text, outside, language) if not _overlaps(*frame.paragraph, whole)]
    if is_parsed:
        frames = [frame for frame in frames if can_quote(frame, language)]
    spoken = sorted([*outside, *(Quoted(one.start, one.start, one.end, one.end) for one in whole)])
    return Outline(text, spoken, [*whole, *find_labelled(text, names, outside)], frames)


def _overlaps(start: int, end: int, whole: list[Found]) -> bool:
    """Whether a span shares a character with any of the quotations, which are in order and apart."""
    place = bisect_left(whole, (end,)) - 1
    return place >= 0 and whole[place].end > start
