"""Attributions from what the tagger marked, joined with those that rules found.

Comes in: a parsed ``Doc`` and the attributions of rules. Goes out: the tagger's, with its spans; where both found one,
the rules still say who relayed it, what is hearsay ("reportedly"), which passive has no agent, and who speaks when the
tagger saw nobody near. What the tagger alone found counts from a confidence up; what rules alone found, where it is
nested in another or nothing else stands there.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.reading.annotations import sentence_number, text_of
from onrecord.reading.statements.attribution import Attribution, trimmed
from onrecord.reading.statements.clauses import is_passive, quoted_one, source_span, verb_cue
from onrecord.reading.statements.linking import SENTENCE_END, Group, link
from onrecord.reading.statements.tagger import tagged_stretches
from onrecord.types import Span

QUOTES = "“”\"„«»‘’'`"
QUOTED = re.compile("[“”\"„«»‘`]|''")
#: How sure the tagger must be of what no rule found; how much of two contents is the same; how far a partner stands.
ALONE, SAME, NEAR = 0.5, 0.5, 4
DASHES = ("–", "—")
PERSONS = frozenset({"PERSON", "NORP"})
DATING = frozenset({"DATE", "TIME"})
NAMING = frozenset({"NOUN", "PROPN", "PRON"})


def tagged_attributions(doc: Doc) -> list[Attribution]:
    """What the tagger found, in the order of the cues."""
    starts = [token.idx for token in doc]
    found = [_attribution(doc, starts, group) for group in link(text_of(doc), tagged_stretches(doc))]
    return [attribution for attribution in found if attribution.contents]


def joined(doc: Doc, tagged: Sequence[Attribution], ruled: Sequence[Attribution]) -> list[Attribution]:
    """The attributions of both, each once."""
    text = text_of(doc)
    tagged, ruled = _going_on(text, tagged), _going_on(text, ruled)
    partners = Partners(ruled)
    kept: list[Attribution] = []
    for attribution in tagged:
        partner = partners.of(attribution)
        if partner is None:
            if attribution.confidence is not None and attribution.confidence >= ALONE and not _is_forecast(attribution):
                kept.append(attribution)
        else:
            kept.append(_of_quoted_one(attribution, partner) or _better(doc, attribution, partner))
    contents = sorted((c.start, c.end, a.cue.start if a.cue else -1) for a in kept for c in a.contents)
    cues = sorted((a.cue.start, a.cue.end) for a in kept if a.cue is not None)
    kept += [rule for rule in partners.alone() if _is_missing(rule, contents, cues)]
    return [attribution for attribution in kept if not _is_seen(doc, attribution)]


def _is_seen(doc: Doc, attribution: Attribution) -> bool:
    """Whether a time or a thing "saw" somebody do something: "May saw two sides meet", "a deal saw them lay down
    arms"; nobody says so."""
    source, content = attribution.source_token, attribution.contents[0]
    said = doc.char_span(content.start, content.end, alignment_mode="expand")
    if source is None or source.ent_type_ in PERSONS or said is None:
        return False
    verb = said.root if said.root == source.head else said.root.head
    return verb.lemma_ in ("see", "witness") and verb == source.head and source.dep_ == "nsubj" and _bare(verb)


def _bare(verb: Token) -> bool:
    """Whether a verb has a clause without "to" or a tense of its own: "saw them leave"."""
    return any(child.dep_ in ("ccomp", "xcomp") and child.tag_ in ("VB", "VBP", "VBG", "VBN") for child in verb.rights)


def _better(doc: Doc, attribution: Attribution, partner: Attribution) -> Attribution:
    return partner if _knows_better(partner) else _with_source(doc, attribution, partner)


def _of_quoted_one(attribution: Attribution, partner: Attribution) -> Attribution | None:
    """ "Muster was quoted in state media as saying ...": it is Muster's."""
    verb = partner.cue_token
    quoted = quoted_one(verb) if verb is not None and partner.source is None else None
    if quoted is None or (span := source_span(quoted)) is None:
        return None
    return replace(attribution, source=span, source_token=quoted)


def _going_on(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions without contents that are over before their cue."""
    kept = []
    for attribution in attributions:
        cue = attribution.cue
        contents = [c for c in attribution.contents if cue is None or not _is_over(text, c, cue)]
        if contents:
            kept.append(replace(attribution, contents=contents))
    return kept


class Partners:
    """The rules' attributions, each given away once: by the cue, else by the words of the content."""

    def __init__(self, ruled: Sequence[Attribution]) -> None:
        self._ruled = sorted(ruled, key=lambda a: a.contents[0].start)
        self._starts = [a.contents[0].start for a in self._ruled]
        self._by_cue = {a.cue_token.i: n for n, a in reversed(list(enumerate(self._ruled))) if a.cue_token is not None}
        self._given: set[int] = set()

    def of(self, attribution: Attribution) -> Attribution | None:
        number = self._by_cue.get(attribution.cue_token.i) if attribution.cue_token is not None else None
        if number is None:
            near = bisect_left(self._starts, attribution.contents[0].start)
            shares = [
                (_share(attribution, self._ruled[n]), n)
                for n in range(max(0, near - NEAR), min(len(self._ruled), near + NEAR))
            ]
            share, number = max(shares, default=(0.0, 0))
            if share < SAME:
                return None
        self._given.add(number)
        return self._ruled[number]

    def alone(self) -> list[Attribution]:
        """Those that were given to nobody."""
        return [rule for n, rule in enumerate(self._ruled) if n not in self._given]


def _share(a: Attribution, b: Attribution) -> float:
    """Shared characters of the contents over all of them."""
    shared = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a.contents for y in b.contents)
    total = sum(x.end - x.start for x in (*a.contents, *b.contents)) - shared
    return shared / total


def _knows_better(rule: Attribution) -> bool:
    """Hearsay, what somebody else relays, and passives without an agent: there the tagger takes another for the
    source."""
    if rule.hearsay or rule.via is not None:
        return True
    token = rule.cue_token
    return rule.source is None and token is not None and token.pos_ == "VERB" and is_passive(token)


def _is_forecast(attribution: Attribution) -> bool:
    """ "is expected" without anybody who expects: the report's own forecast. Who speaks elsewhere in the sentence does
    not expect it."""
    token, source = attribution.cue_token, attribution.source_token
    if token is None or (source is not None and (not is_passive(token) or source.head.lower_ == "by")):
        return False
    cue = verb_cue(token)
    return cue is not None and cue.kind in {"predict", "plan"}


def _with_source(doc: Doc, attribution: Attribution, rule: Attribution) -> Attribution:
    """The tagger's spans; the rule's source where the tagger has none in the sentence."""
    found = replace(attribution, via=rule.via)
    if _addressed(rule) or _begins_late(doc, attribution, rule):
        found = replace(found, contents=rule.contents)
    if rule.source is None or attribution.cue is None:
        return found
    own = attribution.source
    if own is None or sentence_number(doc, own.start) != sentence_number(doc, attribution.cue.start):
        return replace(found, source=rule.source, source_token=rule.source_token)
    return found


def _begins_late(doc: Doc, attribution: Attribution, rule: Attribution) -> bool:
    """Whether the tagger took only what stands behind a parenthesis between dashes for what is said: "The king – he is
    80 – fell ill, officials said"."""
    own, whole = attribution.contents[0], rule.contents[0]
    before = text_of(doc)[whole.start : own.start].rstrip() if whole.start < own.start else ""
    return (
        len(rule.contents) == 1
        and own.end == whole.end
        and before.endswith(DASHES)
        and before[:-1].count(before[-1]) == 1
    )


def _addressed(rule: Attribution) -> bool:
    """Whether a verb's object is somebody asked or blamed, with whom the content begins: there rules cut right."""
    cue = verb_cue(rule.cue_token) if rule.cue_token is not None else None
    return cue is not None and cue.kind in {"urge", "ask", "accuse"} and len(rule.contents) == 1


Content = tuple[int, int, int]
"""A content's start and end, and where its cue starts (-1 for none)."""


def _is_missing(rule: Attribution, contents: Sequence[Content], cues: Sequence[tuple[int, int]]) -> bool:
    """Whether a rule's attribution is wanted beside the tagger's: nested in one, or where there is none at all."""
    anchor = rule.cue or rule.contents[0]
    if _touched(anchor, cues):
        return False
    return _touched(anchor, contents) or not any(_rivals(content, contents) for content in rule.contents)


def _attribution(doc: Doc, starts: Sequence[int], group: Group) -> Attribution:
    pieces = [_content(text_of(doc), tagged.span) for tagged in group.contents]
    source = group.source.span if group.source else None
    return Attribution(
        contents=sorted((piece for piece in pieces if piece is not None), key=lambda s: s.start),
        cue=_cue(text_of(doc), group.cue.span),
        cue_token=_head(doc, starts, group.cue.span, verb=True),
        source=source,
        source_token=_head(doc, starts, source) if source else None,
        confidence=min(group.cue.confidence, max(content.confidence for content in group.contents)),
    )


def _is_over(text: str, content: Span, cue: Span) -> bool:
    """Whether something that is not quoted has come to its end before the cue: in "Guards fired; Oslo protested" and
    "Guards fired. Oslo protested." nobody tells that they fired. PolNeAR's 19,831 attributions have none across a
    semicolon."""
    if content.end > cue.start or QUOTED.search(text, max(0, content.start - 2), content.end + 2):
        return False
    ends = (content.end - 1, content.end)
    return any(text[end] == ";" or SENTENCE_END.match(text, end) is not None for end in ends)


def _cue(text: str, span: Span) -> Span:
    """A cue without the colon behind its words; a colon alone is a cue itself."""
    end = span.start + len(text[span.start : span.end].rstrip(": "))
    return Span(start=span.start, end=end) if end > span.start else span


def _content(text: str, span: Span) -> Span | None:
    """A content in our convention: no "that" before it, no punctuation around it; a quotation keeps its own."""
    start, end = span.start, span.end
    if text[start : start + 5].lower() == "that ":
        start += 5
    if text[end - 1] in QUOTES and text[start] in QUOTES:
        return Span(start=start, end=end)
    return trimmed(text, start, end)


def _head(doc: Doc, starts: Sequence[int], span: Span, *, verb: bool = False) -> Token:
    """The syntactic head of a stretch; with ``verb`` its first verb, if it has one."""
    first = max(0, bisect_right(starts, span.start) - 1)
    past = max(first + 1, bisect_left(starts, span.end))
    if verb:
        for token in doc[first:past]:
            if token.pos_ == "VERB":
                return token
    stretch = doc[first:past]
    # "according to the ministry last week": a day or week in a stretch of nouns is taken for its head now and then
    named = [token for token in stretch if token.pos_ in NAMING and token.ent_type_ not in DATING]
    return named[-1] if stretch.root.ent_type_ in DATING and named else stretch.root


def _touched(span: Span, others: Sequence[tuple[int, ...]]) -> bool:
    """Whether a stretch begins in one of the others, which are sorted."""
    number = bisect_right(others, (span.start, 1 << 60)) - 1
    return number >= 0 and others[number][1] > span.start


def _rivals(span: Span, others: Sequence[Content]) -> bool:
    """Whether one of the others overlaps with a stretch, and is neither nested in it, cue and all, nor just something
    small within it."""
    number = bisect_left(others, (span.end, 0, -1)) - 1
    near = [other for other in others[max(0, number - 3) : number + 1] if other[1] > span.start] if number >= 0 else []
    small = (span.end - span.start) / 2
    return any(
        start < span.start or end > span.end or (end - start > small and not span.start <= cue < span.end)
        for start, end, cue in near
    )
