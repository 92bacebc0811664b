"""Links: claims that one thing causes, explains, enables, prevents, shows or serves another.

Comes in: a parsed ``Doc`` with actors and statements. Goes out, at ``doc._.links``: a `Link` for each claim, with the
words of the cause and of the effect, the relation, the cue, and whose claim it is: the speaker of the statement that it
stands in, else the author. Mere sequence ("after", "following", "amid") is no claim.
"""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.reading.annotations import component, document_of, evidence
from onrecord.reading.forecasts.clauses import Stretch
from onrecord.reading.forecasts.lookup import innermost
from onrecord.reading.forecasts.speakers import speaker_of
from onrecord.reading.links.conjunctions import conjunction_links, preposition_links
from onrecord.reading.links.found import Found
from onrecord.reading.links.nouns import noun_links
from onrecord.reading.links.verbs import purpose_links, verb_links
from onrecord.types import AUTHOR, Link, Span, content_id

__all__ = ["find_links"]


@component("links")
def find_links(doc: Doc) -> tuple[Link, ...]:
    """The links of a document, in the order of their words, each pair of cause and effect once."""
    found: dict[tuple[Stretch, Stretch], Found] = {}
    for find in (conjunction_links, preposition_links, purpose_links, verb_links, noun_links):
        for each in find(doc):
            found.setdefault((each.cause, each.effect), each)
    links = [_link(doc, each) for each in found.values() if _says_something(doc, each.cause, each.effect)]
    return tuple(sorted(links, key=lambda link: (link.evidence.span, link.cause, link.effect)))


def _says_something(doc: Doc, *stretches: Stretch) -> bool:
    """Whether neither side is a bare pronoun or article."""
    return all(end - start > 1 or doc[start].pos_ not in ("PRON", "DET", "ADP", "ADV") for start, end in stretches)


def _link(doc: Doc, found: Found) -> Link:
    cause, effect = _span(doc, found.cause), _span(doc, found.effect)
    whole = Span(start=min(cause.start, effect.start), end=max(cause.end, effect.end))
    cue = _span(doc, found.cue)
    statement = innermost(doc, cue)
    return Link(
        id=content_id("link", document_of(doc).id, cause.start, cause.end, effect.start, effect.end),
        evidence=evidence(doc, whole),
        cause=cause,
        effect=effect,
        relation=found.relation,
        cue=document_of(doc).text[cue.start : cue.end],
        holder=speaker_of(doc, statement) if statement is not None else AUTHOR,
    )


def _span(doc: Doc, stretch: Stretch) -> Span:
    last = doc[stretch[1] - 1]
    return Span(start=doc[stretch[0]].idx, end=last.idx + len(last))
