"""Train the event heads on the shared encoder: ``python -m training.events.train DATA OUT --start WEIGHTS``.

Comes in: the weights of the statement tagger; ``DATA/events/plv_train.tsv``; the written sentences; and the statement
tagger's own data, so that the encoder goes on serving both. Goes out: ``OUT/events.pt`` (heads) and ``OUT/tagger.pt``
(encoder, statement head and chain), moving averages both. The root between two actors is asked beside, for what it
teaches the words between them; `training.relations` makes the model that is asked for roots.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from onrecord.reading.events.tagging import distance_class
from onrecord.settings import Settings
from training.events.data import UNKNOWN, Sentence, relations, windows, written
from training.events.model import EventHeads
from training.statements.data import load
from training.statements.model import FROZEN, Tagger, pretrained
from training.statements.train import CLS, SEP, batches, tag_scores

WRITTEN = Path(__file__).parent / "written"
LIMIT, TOKENS_A_BATCH, DECAY = 190, 2400, 0.99
WEIGHTS = {"act": 1.0, "kind": 1.0, "mode": 0.3, "value": 0.3, "role": 1.0, "root": 1.0, "between": 0.3}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", type=Path, required=True, help="weights of the statement tagger")
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="annotated files for the statement tagger")
    parser.add_argument("--heads", type=Path, help="go on from these heads")
    parser.add_argument("--sparing", type=int, default=2, help="a batch of statements after so many batches of events")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(arguments.threads)
    tokenizer, _ = pretrained()
    model, cache = Settings().model, arguments.out / "cache"
    ours = written(sorted(WRITTEN.glob("sentences_*.txt")), tokenizer, model, cache)
    rows = relations(arguments.data / "events" / "plv_train.tsv", tokenizer, model, cache)
    held_out = written([WRITTEN / "held_out.txt"], tokenizer, model, cache / "held_out")
    files = [arguments.data / "attribution" / "polnear_train.jsonl", *arguments.also]
    statements = [d for path in files for d in load(path, tokenizer, model, cache)]
    dev = load(arguments.data / "attribution" / "polnear_dev.jsonl", tokenizer, model, cache)
    tagger, heads = train(arguments, [*ours, *rows, *rows], statements)
    print(json.dumps({"statements": tag_scores(tagger, dev), **scores(tagger, heads, held_out)}), flush=True)
    torch.save(tagger.state_dict(), arguments.out / "tagger.pt")
    torch.save(heads.state_dict(), arguments.out / "events.pt")


def train(arguments: argparse.Namespace, sentences: list[Sentence], statements: list) -> tuple[Tagger, EventHeads]:
    """Heads on an encoder that goes on learning; a batch of statements now and then, where there are any. Returns the
    moving averages."""
    torch.manual_seed(arguments.seed)
    tagger, heads = Tagger(), EventHeads()
    tagger.load_state_dict(torch.load(arguments.start))
    if arguments.heads:
        heads.load_state_dict(torch.load(arguments.heads))
    kept = deepcopy(tagger).eval(), deepcopy(heads).eval()
    steps = arguments.epochs * len(event_batches(sentences, random.Random(0)))
    optimizer, schedule = optimizers(tagger, heads, arguments.rate, steps)
    others = endless(statements, arguments.seed) if statements else None
    start, losses = time.process_time(), []
    for epoch in range(arguments.epochs):
        for number, batch in enumerate(event_batches(sentences, random.Random(arguments.seed * 1000 + epoch))):
            tagger.train()
            heads.train()
            loss = event_loss(tagger, heads, batch)
            if others is not None and number % arguments.sparing == 0:
                loss = loss + statement_loss(tagger, next(others))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*tagger.parameters(), *heads.parameters()], 1.0)
            optimizer.step()
            schedule.step()
            average(kept, (tagger, heads), schedule.last_epoch)
            losses = [*losses[-49:], loss.item()]
            if number % 10 == 9:
                spent = round(time.process_time() - start)
                print(f"epoch {epoch + 1} step {number + 1} loss {np.mean(losses):.4f} {spent} s", flush=True)
    return kept


def optimizers(
    tagger: Tagger, heads: EventHeads, rate: float, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    frozen = ("words.", "positions.", "kind", "norm.", *(f"layers.{n}." for n in range(FROZEN)))
    slow = [weight for name, weight in tagger.encoder.named_parameters() if not name.startswith(frozen)]
    known = [*tagger.head.parameters(), *tagger.chain.parameters()]
    groups = [
        {"params": slow, "lr": rate},
        {"params": known, "lr": rate * 2},
        {"params": heads.parameters(), "lr": rate * 10},
    ]
    warm = max(1, int(steps * 0.06))
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / warm, max(0.02, (steps - n) / (steps - warm + 1)))
    )
    return optimizer, schedule


def average(kept: tuple, new: tuple, taken: int) -> None:
    decay = min(DECAY, (1 + taken) / (10 + taken))
    with torch.no_grad():
        for old_part, new_part in zip(kept, new, strict=True):
            for old, weight in zip(old_part.parameters(), new_part.parameters(), strict=True):
                old.lerp_(weight, 1 - decay)


def endless(statements: list, seed: int) -> Iterator[dict[str, Tensor]]:
    """Batches of the statement tagger's data, over and over."""
    rng = random.Random(seed)
    while True:
        yield from batches(statements, rng)


def statement_loss(tagger: Tagger, batch: dict[str, Tensor]) -> Tensor:
    emissions = tagger.emissions(batch["ids"], batch["mask"], batch["first"], batch["features"])
    return tagger.chain.loss(emissions, batch["tags"], batch["there"]) / batch["there"].sum() * 10


Batch = list[list[Sentence]]


def event_batches(sentences: Sequence[Sentence], rng: random.Random) -> list[Batch]:
    """Windows of like length together."""
    found = windows(sentences, LIMIT, rng)
    found.sort(key=length)
    groups: list[Batch] = [[]]
    for window in found:
        if groups[-1] and (length(window) + 2) * (len(groups[-1]) + 1) > TOKENS_A_BATCH:
            groups.append([])
        groups[-1].append(window)
    rng.shuffle(groups)
    return groups


def length(window: list[Sentence]) -> int:
    return sum(len(piece) for sentence in window for piece in sentence.pieces)


def event_loss(tagger: Tagger, heads: EventHeads, batch: Batch) -> Tensor:
    """The weighted sum of all losses of a batch."""
    scores_, vectors, acts = encoded(tagger, heads, batch)
    n_acts, n_modes = heads.head.act.out_features, heads.head.mode.out_features
    parts = {"act": functional.cross_entropy(scores_[..., :n_acts].flatten(0, 1), acts.flatten(), ignore_index=UNKNOWN)}
    parts["act"] = parts["act"] * 10 if torch.isfinite(parts["act"]) else torch.zeros(())
    triggers, role_rows, pairs = gathered(batch)
    if triggers:
        at = torch.tensor([(row, word) for row, word, _, _ in triggers])
        of = scores_[at[:, 0], at[:, 1]]
        parts["kind"] = functional.cross_entropy(of[:, 1:n_acts], acts[at[:, 0], at[:, 1]] - 1)
        parts["mode"] = functional.cross_entropy(
            of[:, n_acts : n_acts + n_modes], torch.tensor([t[2] for t in triggers])
        )
        parts["value"] = functional.cross_entropy(of[:, n_acts + n_modes :], torch.tensor([t[3] for t in triggers]))
    if role_rows:
        row, head, word, is_actor, is_recipient = torch.tensor(role_rows).T
        distances = torch.tensor([distance_class(r[1], r[2]) for r in role_rows])
        said = heads.roles(vectors[row, head], vectors[row, word], distances)
        wanted = torch.stack([is_actor, is_recipient], dim=-1).float()
        parts["role"] = functional.binary_cross_entropy_with_logits(said, wanted) * 4
    if pairs:
        said_roots, between, wanted_between = [], [], []
        for row, first, size, source, target, _, trigger in pairs:
            window = slice(first, first + size)
            root, weights = heads.pair(
                vectors[row, window], scores_[row, window, :n_acts], source, target, distance_table(size)
            )
            said_roots.append(root)
            if trigger >= 0:
                between.append(weights)
                wanted_between.append(trigger)
        parts["root"] = functional.cross_entropy(torch.stack(said_roots), torch.tensor([p[5] for p in pairs]))
        if between:
            parts["between"] = -torch.stack([w[t] for w, t in zip(between, wanted_between, strict=True)]).mean()
    return sum((WEIGHTS[name] * part for name, part in parts.items()), torch.zeros(()))


_TABLES: dict[int, Tensor] = {}


def distance_table(size: int) -> Tensor:
    """Classes of distance between all words of a sentence, trigger first."""
    if size not in _TABLES:
        _TABLES[size] = torch.tensor([[distance_class(a, b) for b in range(size)] for a in range(size)])
    return _TABLES[size]


def gathered(batch: Batch) -> tuple[list, list, list]:
    """Triggers, roles and pairs of a batch, with the row and the place of each."""
    triggers, roles, pairs = [], [], []
    for row, window in enumerate(batch):
        first = 0
        for sentence in window:
            triggers += [(row, first + w, mode, value) for w, mode, value in sentence.triggers]
            roles += [(row, first + h, first + w, a, r) for h, w, a, r in sentence.roles]
            size = len(sentence.pieces)
            pairs += [(row, first, size, s, t, root, trigger) for s, t, root, trigger in sentence.pairs if root >= 0]
            first += size
    return triggers, roles, pairs


def encoded(tagger: Tagger, heads: EventHeads, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Scores and vectors of the words of a batch of windows, and the acts that they should have."""
    rows = [[CLS, *(i for s in window for p in s.pieces for i in p), SEP] for window in batch]
    words = [sum(len(s.pieces) for s in window) for window in batch]
    ids = torch.zeros(len(rows), max(map(len, rows)), dtype=torch.long)
    first = torch.zeros(len(rows), max(words), dtype=torch.long)
    features = torch.zeros(len(rows), max(words), batch[0][0].features.shape[1], dtype=torch.long)
    acts = torch.full((len(rows), max(words)), UNKNOWN)
    for n, (row, window) in enumerate(zip(rows, batch, strict=True)):
        ids[n, : len(row)] = torch.tensor(row)
        lengths = [len(p) for s in window for p in s.pieces]
        first[n, : words[n]] = torch.tensor(np.cumsum([1, *lengths[:-1]]))
        features[n, : words[n]] = torch.from_numpy(np.concatenate([s.features for s in window]))
        acts[n, : words[n]] = torch.from_numpy(np.concatenate([s.acts for s in window]))
    hidden = tagger.encoder(ids, ids != 0)
    states = hidden.gather(1, first[..., None].expand(-1, -1, hidden.shape[-1]))
    scores_, vectors = heads.head(states, features)
    return scores_, vectors, acts


def scores(tagger: Tagger, heads: EventHeads, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Figures on written sentences left out: F1 of triggers with and without their act, accuracy of modes and values,
    F1 of actors and recipients at marked triggers."""
    n_acts, n_modes = heads.head.act.out_features, heads.head.mode.out_features
    count = dict.fromkeys(("found", "there", "right", "typed", "mode", "value", "triggers"), 0)
    roles = np.zeros((2, 3))
    with torch.no_grad():
        for sentence in sentences:
            scores_, vectors, _ = encoded(tagger, heads, [[sentence]])
            said = scores_[0, :, :n_acts].argmax(-1).numpy()
            known = sentence.acts != UNKNOWN
            count["found"] += int(((said > 0) & known).sum())
            count["there"] += int((sentence.acts > 0).sum())
            count["right"] += int(((said > 0) & (sentence.acts > 0)).sum())
            count["typed"] += int(((said == sentence.acts) & (sentence.acts > 0)).sum())
            for word, mode, value in sentence.triggers:
                of = scores_[0, word]
                count["triggers"] += 1
                count["mode"] += int(of[n_acts : n_acts + n_modes].argmax()) == mode
                count["value"] += int(of[n_acts + n_modes :].argmax()) == value
            for head, word, *wanted in sentence.roles:
                distance = torch.tensor([distance_class(head, word)])
                says = heads.roles(vectors[0, head][None], vectors[0, word][None], distance)[0] > 0
                for n in range(2):
                    roles[n] += (int(says[n]) & wanted[n], int(says[n]), wanted[n])
    both = count["found"] + count["there"]
    return {
        "trigger": round(200 * count["right"] / max(1, both), 2),
        "act": round(200 * count["typed"] / max(1, both), 2),
        "mode": round(100 * count["mode"] / max(1, count["triggers"]), 2),
        "value": round(100 * count["value"] / max(1, count["triggers"]), 2),
        "actor": round(200 * roles[0, 0] / max(1, roles[0, 1] + roles[0, 2]), 2),
        "recipient": round(200 * roles[1, 0] / max(1, roles[1, 1] + roles[1, 2]), 2),
    }


if __name__ == "__main__":
    main()
