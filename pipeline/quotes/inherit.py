"""Give an utterance that stands alone the source of the quotation before it. In: `Found`s in order; out: the same, more with a source.

An utterance with nothing beside it goes on where the one before stopped, if that stands in the same paragraph or the one
before. Invariant: contents stay as they are, and only a source that was found is handed on.
"""

from collections.abc import Iterable

from pipeline.quotes.found import Found


def inherit_sources(found: Iterable[Found], paragraphs: list[tuple[int, int]]) -> list[Found]:
    """The quotations, where `alone` ones have the cue and source of the one before, if it is near.

    Args:
        found: in the order of the text.
        paragraphs: start and end of each, in order.
    """
    done: list[Found] = []
    place = 0
    last: tuple[int, Found] | None = None  # the paragraph in which a quotation with a source ended, and the quotation
    for quotation in found:
        while place + 1 < len(paragraphs) and quotation.start >= paragraphs[place][1]:
            place += 1
        if quotation.how == "alone" and last is not None and place - last[0] <= 1:
            before = last[1]
            quotation = quotation._replace(how="inherited", cue=before.cue, source=before.source, referent=before.referent)  # noqa: PLW2901 - the same quotation, completed
        done.append(quotation)
        if quotation.source is not None and quotation.type != "indirect":
            last = (_paragraph_of(quotation.end, paragraphs, place), quotation)
        elif quotation.source is not None and (last is None or last[0] < place):
            last = (place, quotation)
    return done


def _paragraph_of(offset: int, paragraphs: list[tuple[int, int]], place: int) -> int:
    while place + 1 < len(paragraphs) and offset > paragraphs[place][1]:
        place += 1
    return place
