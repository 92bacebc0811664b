"""Which statements report, and which only plan, ask, hope or deny.

Comes in: a ``Doc`` with statements. Goes out: the statements whose speaker vouches for what is in them ("Kim said that
..."), and the speakers of the others by the word that introduces them: what "urged Turkey to halt" or "denied sending"
means for the event is told by the table of embedding words, and so the way upwards goes on through them.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.reading.annotations import text_of
from onrecord.reading.events.syntax import children
from onrecord.reading.events.words import lemma, word_set
from onrecord.reading.factuality.lexicon import Embedding, embedder
from onrecord.reading.factuality.paths import step_up
from onrecord.types import Holder, HolderKind, Span, Statement, StatementKind

ASKED = Embedding("Uu", "Uu", "future", ".")
VOUCHED = frozenset({"same", "CT+"})


def sort_statements(doc: Doc) -> tuple[dict[int, Holder], list[Statement]]:
    """Speakers by the number of the token that introduces what they ask, hope or deny; and statements that report."""
    speakers: dict[int, Holder] = {}
    reports: list[Statement] = []
    for statement in doc._.statements:
        if _knows_nobody(doc, statement) or _is_yet_to_be_said(doc, statement):
            continue
        known = _introduction(doc, statement)
        if known is None or _vouched(*known) in VOUCHED:
            if not _is_about_a_thing(doc, statement) and not (known is None and _hangs_on_another(doc, statement)):
                reports.append(statement)
        else:
            speakers[known[0].i] = statement.speaker
    return speakers, reports


def _knows_nobody(doc: Doc, statement: Statement) -> bool:
    """Whether nobody says it, as nobody knows: "it remains unclear what Norway gains from its support"."""
    cue = statement.cue
    if cue is None or statement.source is not None or statement.speaker.kind is not HolderKind.UNNAMED:
        return False
    return not word_set("unknown").isdisjoint(text_of(doc)[cue.start : cue.end].lower().split())


def _is_yet_to_be_said(doc: Doc, statement: Statement) -> bool:
    """Whether somebody else wants it said: "pressed Oslo to condemn the raid and withdraw its offer"."""
    said = statement.cue and doc.char_span(statement.cue.start, statement.cue.end, alignment_mode="expand")
    if not said or said.root.dep_ != "xcomp" or said.root.tag_ != "VB":
        return False
    return lemma(said.root.head) in word_set("object_control") and bool(children(said.root.head, "dobj"))


def _vouched(cue: Token, row: Embedding) -> str:
    """What the speaker holds of the content; of "has not confirmed" something else than of "confirmed"."""
    return row.denied if any(child.dep_ == "neg" for child in cue.lefts) else row.affirmed


def _introduction(doc: Doc, statement: Statement) -> tuple[Token, Embedding] | None:
    """The cue that embeds the head of a statement's content, with its row; None when the table does not know it."""
    cue = statement.cue
    if cue is None:
        return None
    span = statement.evidence.span
    content = doc.char_span(span.start, span.end, alignment_mode="expand")
    if content is None:
        return None
    for root in content:
        if content.start <= root.head.i < content.end and root.head != root:
            continue
        row = _row(_head(root), cue)
        if row is not None:
            return row
    return None


def _is_about_a_thing(doc: Doc, statement: Statement) -> bool:
    """Whether a statement only takes a stand on something, as in "France denounced the agreement": that there is an
    agreement is the author's word. "France reported an attack" is another matter."""
    cue, span = statement.cue, statement.evidence.span
    if cue is None or statement.kind is not StatementKind.INDIRECT:
        return False
    said, content = (
        doc.char_span(cue.start, cue.end, alignment_mode="expand"),
        doc.char_span(span.start, span.end, alignment_mode="expand"),
    )
    if said is None or content is None or said.root.pos_ != "VERB" or lemma(said.root) in word_set("reporting"):
        return False
    root = content.root
    if root.pos_ == "ADP":
        root = _head(root)
    return root.pos_ in ("NOUN", "PROPN") and root.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass")


def _hangs_on_another(doc: Doc, statement: Statement) -> bool:
    """Whether a content is an infinitive that a word beside the cue embeds: of "both are expected to sign, said Kim",
    "to sign" alone is nobody's report."""
    span, cue = statement.evidence.span, statement.cue
    content = doc.char_span(span.start, span.end, alignment_mode="expand")
    if content is None or content.root.dep_ != "xcomp":
        return False
    step = step_up(content.root, [])
    return step is not None and step.slot == "to" and not (cue and cue.start <= step.word.idx < cue.end)


def _head(root: Token) -> Token:
    """The noun or verb behind a preposition that opens a content."""
    if root.pos_ in ("ADP", "SCONJ"):
        return next((child for child in root.rights if child.dep_ in ("pobj", "pcomp")), root)
    return root


def _row(root: Token, cue: Span) -> tuple[Token, Embedding] | None:
    step = step_up(root, [])
    if step is None or not cue.start <= step.word.idx < cue.end:
        return None
    if step.slot == "whether":
        return step.word, ASKED
    row = embedder(lemma(step.word), step.word.pos_, step.slot) or (ASKED if step.slot in ("to", "prospect") else None)
    return (step.word, row) if row is not None else None
