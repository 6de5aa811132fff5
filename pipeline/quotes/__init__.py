"""Who said what. In: articles with text, mentions and entities; out: the same articles with `quotations`.

The method, one type after the other (docs/quotations.md shows it on examples):

    type        made by                             means
    Quoted      singles, marks, dashes,             words between marks: a span with its marks, and without them
                interruptions
    Outline     outline (turns, labels)             what form alone tells: text, what is spoken, speech that a label names, frames
    Frame       paragraphs, utterances, frames      a paragraph with a short sentence for each utterance, for the parser
    Reading     stage, lexicon, reading (zones)     a frame with its parse; answers the rules' questions by token
    a cue       cues (groups)                       a verb that can report, as its token
    Source      clauses, or subjects                the words that name who speaks, as tokens
    Link        direct                              what ties an utterance to its source: how, cue, Source
    Report      indirect (asides; complements,      a reported clause with its cue and Source
                or reported)
    Found       direct, indirect, inline, labels,   a quotation as spans of the article's text, its source not resolved;
                turns; inherit completes it         `found.How` says by which rule
    Context     context                             who is named where in the article, and what they are called
    Speaker     resolve                             the entity that a source's words stand for, or None
    Quotation   stage, confidence                   the record: content, cue, source, speaker, how sure

Where two modules stand with "or", the first reads the parse, the second the words, in languages whose parse is too often
wrong (`Language.reads_words`). `languages/` holds the words of each. Read stage first: it is the method in fifty lines.

Finding (all up to Found) gives spans only; resolving (from Context on) says who it is.
Invariant: `text[q.start:q.end] == q.content`, and the same for each quotation's cue and source; no quotation lies inside another.
"""

from pipeline.quotes.stage import run

__all__ = ["run"]
