"""Attribution by verbs: who is the subject of a verb of saying, and what is its content.

Comes in: a parsed ``Doc``. Goes out: one `Attribution` for each verb of the lexicon that stands in a frame of its own:
clauses before, behind and around the verb, infinitives, objects, "sees X as Y", prepositions; active and passive.
Quotations are left to `speech`.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord.reading.annotations import text_of
from onrecord.reading.statements.attribution import Attribution, phrase_span, token_span, trimmed
from onrecord.reading.statements.lexicon import Cue, load_cues
from onrecord.types import Span

SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
OBJECTS = frozenset({"dobj", "dative", "oprd", "attr"})
AUXILIARIES = frozenset({"aux", "auxpass", "neg", "prt"})
INHERITS = frozenset({"conj", "xcomp", "advcl", "pcomp", "acl", "dep"})
ON_THE_WAY = frozenset({"go", "continue", "appear", "seem", "begin", "rush", "move", "happen"})
FAR = 25
BREAKS = frozenset({"–", "—", "--", "-", ";"})
LIGHT_WH = frozenset({"who", "that", "which"})


def verb_cue(token: Token) -> Cue | None:
    """The lexicon's line for a verb, its particle or preposition tried first ("point out", "rail against")."""
    if token.pos_ not in {"VERB", "AUX"}:
        return None
    cues, lemma = load_cues(), token.lemma_.lower()
    for child in token.rights:
        if child.dep_ in {"prt", "prep"} and (cue := cues.get((f"{lemma} {child.lower_}", "verb"))):
            return cue
    return cues.get((lemma, "verb"))


def clause_attributions(doc: Doc) -> Iterator[Attribution]:
    """All attributions whose cue is a verb, in the order of the verbs."""
    for token in doc:
        cue = verb_cue(token)
        if cue is None or cue.frames == {"light"} or _is_purpose(token):
            continue
        found = _passive(token, cue) if is_passive(token) else _active(token, cue)
        if found is not None:
            yield found


def _is_purpose(verb: Token) -> bool:
    """An infinitive that nobody has said yet: "met to discuss", "plans to announce"; but not "went on to say"."""
    infinitive = any(child.tag_ == "TO" and child.dep_ == "aux" for child in verb.lefts)
    return infinitive and verb.head.lemma_.lower() not in ON_THE_WAY


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: "is seen", and the bare participle behind a noun ("a visit seen as ...")."""
    if any(child.dep_ in {"nsubjpass", "auxpass", "csubjpass"} for child in verb.children):
        return True
    if verb.tag_ != "VBN" or verb.dep_ not in {"acl", "amod"}:
        return False
    # "Roe, a researcher, mentioned that ...": the parser took a finite verb for a participle
    return not any(child.dep_ in {"aux", "ccomp"} for child in verb.children)


def subject_of(verb: Token) -> Token | None:
    """The head of a verb's subject, its own or the one it shares with the clause that it hangs on."""
    token = verb
    for _ in range(6):
        own = [child for child in token.children if child.dep_ in SUBJECTS]
        if own:
            return own[0]
        if token.dep_ == "acl" and token.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return _issuer(token.head) or token.head
        if token.dep_ == "xcomp" and (given := [c for c in token.head.children if c.dep_ == "dobj"]):
            return given[0]
        if token.dep_ not in INHERITS:
            return _possessor(token) if token is not verb else None
        token = token.head
        if token.dep_ == "prep":
            token = token.head  # "after calling", "by saying"
        if passive := [child for child in token.children if child.dep_ == "nsubjpass"]:
            return passive[0]
        if token.pos_ in {"NOUN", "PROPN"}:
            return _possessor(token)
    return None


def _issuer(noun: Token) -> Token | None:
    """Who issued a statement that says something: the subject of "issued", the owner of the statement."""
    if (noun.lemma_.lower(), "noun") not in load_cues():
        return None
    if (owner := _possessor(noun)) is not None:
        return owner
    verb = noun.head
    if noun.dep_ == "prep" or noun.dep_ == "pobj":
        verb = noun.head.head
    own = [child for child in verb.children if child.dep_ in SUBJECTS] if noun.dep_ in {"dobj", "pobj"} else []
    return own[0] if own and verb.pos_ == "VERB" else None


def _possessor(noun: Token) -> Token | None:
    """Whose it is: "Moscow's confirmation, stating ..." has Moscow for the one who states."""
    own = [child for child in noun.children if child.dep_ == "poss"]
    if own:
        return own[0]
    head_subject = [c for c in noun.children if c.dep_ in {"nsubj", "nsubjpass"}]
    owners = [owner for subject in head_subject for owner in subject.children if owner.dep_ == "poss"]
    return owners[0] if owners else None


def source_span(token: Token, cue: Token | None = None) -> Span | None:
    """A speaker's words: the whole noun phrase with appositions, without what they say and without the cue."""
    last = token.right_edge.i
    for child in token.rights:
        if child.dep_ == "acl" and verb_cue(child) is not None:
            last = child.left_edge.i - 1  # "a statement saying ...": what it says is no part of the source
            break
    if cue is not None and token.i < cue.i <= last:
        last = cue.i - 1
    if token.dep_ == "poss":
        last = max(c.i for c in [token, *token.lefts, *(r for r in token.rights if r.dep_ != "case")])
    return token_span(token.doc, token.left_edge.i, max(last, token.i))


def cue_span(verb: Token) -> Span | None:
    """A verb with its auxiliaries, negation and particle, as far as they stand together."""
    first, last = verb.i, verb.i
    lefts = {c.i for c in verb.lefts if c.dep_ in AUXILIARIES or c.dep_ == "advmod"}
    while first - 1 in lefts:
        first -= 1
    rights = {c.i for c in verb.rights if c.dep_ == "prt"}
    while last + 1 in rights:
        last += 1
    return token_span(verb.doc, first, last)


def without_that(token: Token) -> int:
    """Index of the first token of a clause's content: the conjunction "that" is no part of it."""
    first = token.left_edge
    return first.i + 1 if first.lower_ == "that" and first.dep_ == "mark" else first.i


def _made(verb: Token, contents: list[Span | None], *, source: Token | None) -> Attribution | None:
    spans = [content for content in contents if content is not None]
    if not spans:
        return None
    said = source_span(source, verb) if source is not None and source.dep_ != "expl" else None
    return Attribution(
        contents=spans, cue=cue_span(verb), cue_token=verb, source=said, source_token=source if said else None
    )


def _active(verb: Token, cue: Cue) -> Attribution | None:
    source = subject_of(verb)
    if source is not None and source.dep_ == "expl" and not cue.takes("np-pred"):
        source = None
    around = _inserted(verb, cue)
    if around:
        return _made(verb, list(around), source=source)
    content = _clause(verb, cue) or _infinitive(verb, cue) or _as(verb, cue) or _predicate(verb, cue)
    content = content or _object(verb, cue) or _prepositional(verb, cue)
    return _made(verb, [content], source=source) if content else None


def _clause(verb: Token, cue: Cue) -> Span | None:
    """A clausal complement: behind the verb, with the clauses that follow it; else before it."""
    if not cue.takes("clause"):
        return None
    clauses = [child for child in verb.children if child.dep_ == "ccomp"]
    clauses = clauses or [child for child in verb.children if _is_reported(child)]
    behind = [clause for clause in clauses if clause.i > verb.i]
    before = [clause for clause in clauses if clause.right_edge.i < verb.i]
    if before and behind and _is_closed(verb):
        behind = []  # "They left, he said, and ...": the comma ends what he said
    if behind:
        return token_span(verb.doc, without_that(behind[0]), behind[-1].right_edge.i)
    if before:
        return token_span(verb.doc, without_that(before[0]), before[-1].right_edge.i)
    return _far_clause(verb)


def _is_closed(verb: Token) -> bool:
    """Whether a comma or a full stop follows the verb at once."""
    return verb.i + 1 < len(verb.doc) and verb.nbor(1).is_punct


def _far_clause(verb: Token) -> Span | None:
    """A clause with "that" which the parser hung on a word between: "saying ahead of the visit that ..."."""
    for token in verb.doc[verb.i + 1 : min(verb.right_edge.i, verb.i + FAR) + 1]:
        if token.dep_ == "mark" and token.lower_ == "that" and token.head.i > token.i:
            if any(between.pos_ == "VERB" for between in verb.doc[verb.i + 1 : token.i]):
                return None
            return token_span(verb.doc, token.i + 1, token.head.right_edge.i)
    return None


def _is_reported(clause: Token) -> bool:
    """A reported clause that the parser took for an adverbial."""
    return clause.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in {"that", "whether"} for c in clause.lefts)


def _inserted(verb: Token, cue: Cue) -> tuple[Span | None, ...] | None:
    """A verb of saying inside or behind what is said: "The talks, he said, had failed"."""
    if not cue.takes("clause", "quote", "inserted") or any(
        c.dep_ in {"ccomp", "xcomp", "dobj"} and c.i > verb.i for c in verb.children
    ):
        return None
    as_clause = verb.dep_ == "advcl" and any(c.lower_ == "as" and c.dep_ in {"mark", "advmod"} for c in verb.lefts)
    if as_clause and _prepositional(verb, cue) is not None:
        return None
    trails = _trails(verb)
    if verb.dep_ != "parataxis" and not as_clause and not trails:
        return None
    head = verb.head
    while trails and head.dep_ == "conj" and head.head.pos_ in {"VERB", "AUX"}:
        head = head.head
    doc, first, last = verb.doc, verb.left_edge.i, verb.right_edge.i
    start, end = _after_dash(head, first), head.right_edge.i
    before = token_span(doc, start, first - 1) if start < first else None
    behind = token_span(doc, last + 1, end) if last < end and not _contrasts(doc, last + 1) else None
    if not as_clause and behind and not _is_closed(verb):
        before = None  # "..., observers say it will ...": the clause behind is what they say
    return (before, behind) if before or behind else None


def _trails(verb: Token) -> bool:
    """Whether a verb with its subject ends the sentence behind a comma, though the parser took it for a second main
    verb: "Norway is arming, a minister said on Monday"."""
    doc, first = verb.doc, verb.left_edge.i
    if verb.dep_ != "conj" or not any(child.dep_ in SUBJECTS for child in verb.lefts) or doc[first - 1].text != ",":
        return False
    last = verb.right_edge.i
    rest = [child for child in verb.rights if not child.is_punct]
    return last + 1 >= verb.sent.end and all(child.dep_ in {"npadvmod", "advmod", "prep"} for child in rest)


def _contrasts(doc: Doc, first: int) -> bool:
    """Whether what follows an inserted cue sets something against what is said: "..., officials say, even as Oslo
    denies it"."""
    words = [token.lower_ for token in doc[first : first + 3] if not token.is_punct][:2]
    return words[:1] in (["although"], ["though"], ["while"], ["but"]) or words in (["even", "as"], ["even", "though"])


def _after_dash(head: Token, cue: int) -> int:
    """Where what is said before an inserted cue begins: "Stocks shrank – and arms came in, officials say" has it behind
    the dash."""
    for clause in reversed([child for child in head.rights if child.dep_ == "conj" and child.i < cue]):
        first = clause.left_edge.i
        if head.doc[first - 1].dep_ == "cc":
            first -= 1
        if clause.pos_ == "VERB" and head.doc[first - 1].text in BREAKS:
            return clause.left_edge.i
    return head.left_edge.i


def _infinitive(verb: Token, cue: Cue) -> Span | None:
    """ "vowed to ..." with frame inf; "urged them to ..." with frame obj-inf, the object in the content."""
    for child in verb.rights:
        if child.dep_ in {"xcomp", "ccomp"} and any(c.tag_ == "TO" for c in child.lefts):
            asked = [c for c in verb.rights if c.dep_ in {"dobj", "dative"} and c.i < child.i]
            if cue.takes("obj-inf") and (asked or child.dep_ == "ccomp"):
                first = asked[0].left_edge.i if asked else child.left_edge.i
                return token_span(verb.doc, first, child.right_edge.i)
            if cue.takes("inf") and not asked:
                return phrase_span(child)
            if cue.takes("tell"):
                return phrase_span(child)
    return None


def _as(verb: Token, cue: Cue) -> Span | None:
    """ "sees X as Y": from X to the end of Y."""
    if not cue.takes("as"):
        return None
    for child in verb.rights:
        if child.dep_ in {"prep", "advcl"} and (child.lower_ == "as" or any(c.lower_ == "as" for c in child.lefts)):
            objects = [c.left_edge.i for c in verb.rights if c.dep_ == "dobj" and c.i < child.i]
            behind = child.left_edge.i + (child.left_edge.lower_ == "as")  # "seen as": what follows "as"
            return token_span(verb.doc, objects[0] if objects else behind, child.right_edge.i)
    return None


def _predicate(verb: Token, cue: Cue) -> Span | None:
    """ "called X a Y": object and predicate, parsed as a small clause or side by side."""
    if not cue.takes("np-pred"):
        return None
    parts = [c for c in verb.rights if c.dep_ in {"oprd", "ccomp", "xcomp", "acomp"} or c.dep_ in {"dobj", "nsubj"}]
    if not parts or all(c.dep_ in {"dobj", "nsubj"} for c in parts):
        return None
    return token_span(verb.doc, min(c.left_edge.i for c in parts), max(c.right_edge.i for c in parts))


def _object(verb: Token, cue: Cue) -> Span | None:
    if not cue.takes("np"):
        return None
    for child in verb.rights:
        if child.dep_ in {"dobj", "ccomp", "xcomp"}:
            behind = [c for c in verb.rights if c.dep_ == "prep" and c.i > child.i and c.lower_ in cue.frames]
            last = behind[0] if behind and child.dep_ == "dobj" else child  # "accused X of ..."
            return token_span(verb.doc, child.left_edge.i, last.right_edge.i)
    return None


def _prepositional(verb: Token, cue: Cue) -> Span | None:
    """What follows the preposition of the frame: "warned of X", "called for X"."""
    own = cue.lemma.rpartition(" ")[2] if " " in cue.lemma else ""
    for child in verb.rights:
        if child.dep_ in {"prep", "agent"} and (child.lower_ in cue.frames or child.lower_ == own):
            for inner in child.rights:
                if inner.dep_ in {"pobj", "pcomp"}:
                    return token_span(verb.doc, inner.left_edge.i, inner.right_edge.i)
    return None


def _passive(verb: Token, cue: Cue) -> Attribution | None:
    """ "is believed to have ...", "was seen as ...", "has been accused of ..."; with or without "by"."""
    agent = next((c for c in verb.rights if c.dep_ == "agent"), None)
    source = next((c for c in agent.rights if c.dep_ == "pobj"), None) if agent is not None else None
    if cue.kind in {"predict", "plan"} and source is None:
        return None  # "is expected": the report's own forecast
    if cue.kind == "describe" and verb.dep_ in {"acl", "amod"} and source is None:
        return None  # "a ship called ...": a name and nobody's opinion
    content = _clause(verb, cue) or _as(verb, cue) or _passive_infinitive(verb) or _passive_predicate(verb, cue)
    content = content or _prepositional(verb, cue)
    if content is None and source is not None and cue.takes("np"):
        subject = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
        content = phrase_span(subject) if subject is not None and subject.lower_ not in LIGHT_WH else None
    if content is None:
        return None
    if source is not None and agent is not None:
        content = _cut(verb, content, agent)
    return _made(verb, [content], source=source)


def quoted_one(verb: Token) -> Token | None:
    """Whom somebody quotes: in "Muster was quoted as saying" Muster says it. None for other verbs."""
    says = any(child.lower_ == "as" and any(c.dep_ == "pcomp" for c in child.rights) for child in verb.rights)
    return next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None) if says else None


def _cut(verb: Token, content: Span, agent: Token) -> Span | None:
    """A content without the agent phrase that the parser put at its edge."""
    start, end = agent.left_edge.idx, agent.right_edge.idx + len(agent.right_edge)
    if content.start < start < content.end <= end:
        return trimmed(text_of(verb.doc), content.start, start)
    return content


def _passive_infinitive(verb: Token) -> Span | None:
    for child in verb.rights:
        if child.dep_ == "xcomp" and any(c.tag_ == "TO" for c in child.lefts):
            return phrase_span(child)
    return None


def _passive_predicate(verb: Token, cue: Cue) -> Span | None:
    if not cue.takes("np-pred", "as"):
        return None
    for child in verb.rights:
        if child.dep_ in {"oprd", "acomp"}:
            return phrase_span(child)
    return None
