"""What is held of an event: the effects of all words on its path, added up from the outermost to the trigger.

Comes in: a trigger with the verb that carries it, and the content span of the statement it lies in. Goes out: a
`Judgement`: the view, what the words say of its time, whose view it is when an embedding word shifts it, and the words
that decided.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from onrecord.reading.events.syntax import children, is_verb, subjects
from onrecord.reading.events.words import lemma, word_set
from onrecord.reading.factuality.lexicon import Embedding, embedder, word_effect
from onrecord.reading.factuality.paths import NOUNS, Path, Step, is_headline_plan, path_to
from onrecord.reading.factuality.values import Degree, View, apply, weaken
from onrecord.types import Span

CERTAIN = View()
OPEN = Embedding("Uu", "Uu", "future", ".")
DEFAULTS = {"to": OPEN, "whether": OPEN, "condition": OPEN, "purpose": OPEN, "for": OPEN, "prospect": OPEN}
ANNOUNCING = frozenset({"announce", "declare"})
SLIM = Embedding("PR-", "PR-", "future", ".")
GOING = Embedding("same", "same", "future", ".")
WITHOUT = Embedding("CT-", "CT+", "same", ".")


@dataclass(slots=True)
class Judgement:
    """What was found on the way.

    Attributes:
        view: The view held of the event.
        times: What words say of the event's time, the outermost first.
        subject: The word whose subject holds the view.
        reporter: An unnamed source that a word names ("reportedly").
        given: Whether the trigger presupposes its event.
        apart: Whether it says that another one than those told is meant ("the previous visit").
        cues: The words that decided.
        path: The way that was gone.
    """

    view: View = CERTAIN
    times: list[str] = field(default_factory=list)
    subject: Token | None = None
    reporter: str = ""
    given: bool = False
    apart: bool = False
    cues: list[Token] = field(default_factory=list)
    path: Path | None = None


def judge(trigger: Token, within: Span | None, *, spoken: bool = False) -> Judgement:
    """What is held of the event that a trigger names, by whoever speaks the span ``within``.

    Args:
        trigger: The event's word.
        within: The content of the innermost statement that reports it, or None.
        spoken: Whether such acts are done by saying so: who announces sanctions imposes them, who announces a visit
            does not make it yet.
    """
    path = path_to(trigger, within)
    found = Judgement(path=path, given=path.given and not path.steps)
    if spoken:
        path = found.path = Path(path.top, tuple(map(_performed, path.steps)), given=path.given)
    outer = CERTAIN
    view = _own(path.top, outer, found)
    settled = False
    for step in path.steps:
        outer, view = (view, view) if settled else _descend(step, outer, view, found)
        settled = step.slot == "content" and (known := _embedding(step)) is not None and known.affirmed != "same"
        view = _own(step.below, view, found)
    found.view = view
    return found


def _performed(step: Step) -> Step:
    """An announcement of an act that is done by saying so is the act."""
    return Step(step.word, "clause", step.below) if step.slot == "obj" and lemma(step.word) in ANNOUNCING else step


def _descend(step: Step, outer: View, view: View, found: Judgement) -> tuple[View, View]:
    """The view that reaches the word below a step; ``outer`` is what reached the word itself."""
    if step.slot in ("beside", "twin"):
        return outer, outer
    if step.slot in ("clause", "part"):
        return outer, view
    if step.slot in ("loose", "ranked"):
        if step.slot == "ranked" and "future" not in found.times:
            found.times.append("past")
        return view, _loose(step, view)
    embedding = WITHOUT if step.slot == "without" else _embedding(step)
    if embedding is None:
        return view, view
    effect = embedding.affirmed if view.positive else embedding.denied
    if effect == "given":  # "in response to clashes"; but "a response to deter them" has a purpose
        if step.below.tag_ != "VB":
            return CERTAIN, CERTAIN
        embedding, effect = OPEN, OPEN.affirmed
    result = apply(effect, view)
    if step.slot != "that" or step.below.tag_ == "VB":
        found.times.append(embedding.time)
    if embedding.holder == "subj":
        found.subject = step.word
    if effect != "same" or embedding.time != "same":
        found.cues.append(step.word)
    return result, result


def _embedding(step: Step) -> Embedding | None:
    name = lemma(step.word)
    if name == "go" and step.slot == "to" and step.word.tag_ == "VBG":
        return GOING
    if step.slot in ("whether", "condition", "purpose", "prospect"):
        return DEFAULTS[step.slot]
    if name in word_set("chances") and step.slot != "content" and _is_slim(step.word):
        return SLIM
    return embedder(name, step.word.pos_, step.slot) or DEFAULTS.get(step.slot)


def _is_slim(noun: Token) -> bool:
    """Whether a chance is said to be small: "little hope", "the prospects are dim", "chances faded"."""
    words = [child for child in noun.lefts if child.dep_ == "amod"]
    if noun.dep_ in ("nsubj", "nsubjpass"):
        verb = noun.head
        words += [
            verb,
            *children(verb, "acomp", "oprd"),
            *(i for x in children(verb, "xcomp") for i in (x, *x.children)),
        ]
    return any(lemma(word) in word_set("slim") for word in words)


def _loose(step: Step, view: View) -> View:
    """Uncertainty goes down to what an open clause mentions; a denial only to its object."""
    if view.positive or step.below.dep_ in ("dobj", "attr", "nsubj"):
        return view
    return View(view.degree, True)


def _own(word: Token, view: View, found: Judgement) -> View:
    """The view after the words in the event's own clause or noun phrase."""
    if _is_contrasted(word):
        found.cues.append(word.doc[word.left_edge.i - 1])
        view = weaken("not", view)
    if word.pos_ in NOUNS:
        return _own_noun(word, view, found)
    verb = word
    if word.pos_ == "ADJ" and is_verb(word.head) and word.dep_ in ("acomp", "attr"):
        return _adverbs(word, view, found)
    view = _auxiliaries(verb, view, found)
    view = _adverbs(verb, view, found)
    return _clause_kind(verb, view, found)


def _is_contrasted(word: Token) -> bool:
    """Whether it is what is not done: "words rather than weapons", "talks, not strikes"."""
    first = word.left_edge.i
    before = [token.lower_ for token in word.doc[max(0, first - 2) : first]]
    return before in (["rather", "than"], ["instead", "of"], [",", "not"])


def _auxiliaries(verb: Token, view: View, found: Judgement) -> View:
    perfect = verb.tag_ == "VBN" and any(child.lower_ in ("have", "'ve", "’ve") for child in children(verb, "aux"))
    for child in verb.lefts:
        if child.dep_ not in ("aux", "auxpass"):
            continue
        effect = word_effect(child.lower_, "aux")
        if effect is None or child.tag_ not in ("MD", "VB", "VBP", "VBZ"):
            continue
        found.times.append("past" if perfect else effect.time)
        found.cues.append(child)
        view = weaken(_would(verb) if effect.effect == "would" else effect.effect, view)
    return view


def _would(verb: Token) -> str:
    """ "would" reports a plan in the complement of a past verb, and "would not" a refusal; else it supposes."""
    reported = verb.dep_ == "ccomp" and verb.head.tag_ in ("VBD", "VBN", "VBG")
    denied = any(child.dep_ == "neg" for child in verb.children)
    return "PR+" if reported or denied else "Uu"


def _adverbs(word: Token, view: View, found: Judgement) -> View:
    for child in word.children:
        if child.dep_ in ("neg", "advmod", "preconj", "cc", "dep"):
            effect = word_effect(child.lower_, "adverb")
            if effect is None:
                continue
            if child.lower_ in ("neither", "nor") and any(inner.dep_ == "neg" for inner in word.children):
                continue
            view = weaken(effect.effect, view)
            found.cues.append(child)
            found.reporter = effect.source or found.reporter
        elif child.dep_ in ("nsubj", "nsubjpass") and _no(child):
            view = weaken("not", view)
            found.cues.append(child)
    return view


def _no(noun: Token) -> bool:
    return noun.lower_ in ("nobody", "none", "neither") or any(
        child.lower_ in ("no", "neither") for child in children(noun, "det")
    )


def _clause_kind(verb: Token, view: View, found: Judgement) -> View:
    """Questions and both halves of a conditional are open; a headline's infinitive is a plan."""
    if is_headline_plan(verb):
        found.times.append("future")
        return weaken("PR+", view)
    if verb.dep_ == "ROOT" and verb.sent.text.rstrip().endswith("?") and not _is_reported(verb):
        return apply("Uu", view)
    conditions = [child for child in _conditions(verb) if not _conditions_complement(verb, child)]
    if verb.dep_ in ("xcomp", "ccomp"):
        conditions += [child for child in _conditions(verb.head) if _conditions_complement(verb.head, child)]
    if conditions:
        found.cues.append(conditions[0])
        return apply("Uu", view)
    if verb.dep_ == "xcomp" and lemma(verb.head) == "have" and any(c.lower_ == "yet" for c in verb.head.children):
        found.cues.append(verb.head)
        return View(Degree.CERTAIN, False)
    return view


def _conditions(verb: Token) -> list[Token]:
    return [
        child
        for child in children(verb, "advcl")
        if any(inner.lower_ in ("if", "unless") and inner.dep_ == "mark" for inner in child.lefts)
    ]


def _conditions_complement(verb: Token, condition: Token) -> bool:
    """Whether a condition is of what a past verb says, not of the verb: "threatened to strike if he came"."""
    if verb.tag_ not in ("VBD", "VBN") or any(child.tag_ == "MD" for child in verb.lefts):
        return False
    return any(child.dep_ in ("xcomp", "ccomp") and verb.i < child.i < condition.i for child in verb.rights)


def _is_reported(verb: Token) -> bool:
    return any(child.dep_ == "ccomp" for child in verb.children) and bool(subjects(verb))


def is_planned(verb: Token) -> bool:
    """The infinitive of a headline: "talks to resume on Monday"."""
    return lemma(verb) in word_set("happening") and any(child.tag_ == "TO" for child in verb.lefts)


def _own_noun(noun: Token, view: View, found: Judgement) -> View:
    for child in noun.children:
        kind = {"det": "determiner", "amod": "adjective", "neg": "determiner", "compound": "adjective"}.get(child.dep_)
        if kind is None:
            continue
        effect = word_effect(child.lower_, kind)
        if effect is None:
            continue
        if view.positive or effect.effect == "not":
            view = weaken(effect.effect, view)
        found.cues.append(child)
        if effect.time != ".":
            found.times.append(effect.time)
            found.apart = found.apart or effect.time == "past"
    if noun.dep_ == "ROOT" and any(child.dep_ in ("acl", "relcl") and is_planned(child) for child in noun.rights):
        view = weaken("PR+", view)
        found.times.append("future")
    preposition = noun.head
    if (
        noun.dep_ == "pobj"
        and (effect := word_effect(preposition.lower_, "preposition")) is not None
        and effect.time != "."
    ):
        found.times.append(effect.time)
    return view
