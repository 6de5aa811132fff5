"""Who said what. In: articles with text, mentions and entities; out: the same articles with `quotations`.

The method, one module a step (docs/quotations.md shows it on examples):

    marks       pair quotation marks
    utterances  tell speech from words that are merely in marks
    frames      a paragraph without its utterances, short enough to parse well
    direct      the cue and source beside each utterance         ┐ finding: spans only
    indirect    reported clauses, with their cue and source      │
    inherit     an utterance with nothing beside it goes on      ┘
    resolve     the source's words → an entity of the article
    confidence  how often a quotation found this way is right

Invariant: `text[q.start:q.end] == q.content`, and the same for each quotation's cue and source.
"""

from pipeline.quotes.stage import run

__all__ = ["run"]
