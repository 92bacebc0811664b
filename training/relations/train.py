"""Train the relation model: ``python -m training.relations.train DATA OUT``; with ``--folds 5`` measure it.

Comes in: ``DATA/events/plv_train.tsv`` and the written sentences. Goes out: ``OUT/relations.pt``, the mean of the
weights of some models that start alike and see the pairs in another order (a soup, Wortsman et al. 2022), each a moving
average itself. With ``--folds N`` it trains N times, each time without one Nth of the relation set, and writes what it
says of all rows, each as read by a model that has not seen it, to ``OUT/relations.tsv``, as `benchmarks relations`
does. The lower layers of the encoder stay as they came, so what they say is computed once.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.ontology.codebook import ROOTS
from onrecord.reading.events.marking import SOURCE, TARGET
from training.relations.data import UNKNOWN, Pair, rows, written
from training.relations.model import Relations
from training.statements.model import Encoder, load_pretrained, pretrained

WRITTEN = Path(__file__).parents[1] / "events" / "written"
BATCH, DECAY, SMOOTHING, ASIDE = 32, 0.995, 0.05, 0.3
#: Roots of announcements, and of acts that are done: the one read as the other is the costliest error.
ANNOUNCED = ("AGREE", "THREATEN")
DONE = ("COOPERATE", "AID", "YIELD", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
Below = dict[tuple[int, ...], Tensor]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--folds", type=int, default=0, help="measure on the relation set in so many parts")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--orders", type=int, default=2, help="models to train, whose weights are averaged")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(arguments.threads)
    tokenizer, weights = pretrained()
    encoder = Encoder().eval()
    load_pretrained(encoder, weights)
    cut = lambda text: tokenizer.encode(text, add_special_tokens=False).ids  # noqa: E731
    marks = tokenizer.token_to_id(SOURCE), tokenizer.token_to_id(TARGET)
    ours = written(sorted(WRITTEN.glob("sentences_*.txt")), cut, marks)
    given = rows(arguments.data / "events" / "plv_train.tsv", cut, marks)
    below = lower(encoder, [*ours, *given])
    if arguments.folds:
        cross_validate(arguments, encoder, ours, given, below)
    else:
        # rows of the relation set twice: their language is that of what is asked
        torch.save(
            soup(arguments, encoder, [*ours, *given, *given], below).state_dict(), arguments.out / "relations.pt"
        )


def cross_validate(
    arguments: argparse.Namespace, encoder: Encoder, ours: list[Pair], given: list[Pair], below: Below
) -> None:
    """Write the root of each row, as read by a model that has not seen it."""
    order = list(range(len(given)))
    random.Random(0).shuffle(order)
    said: dict[int, str] = {}
    for fold in range(arguments.folds):
        left_out = order[fold :: arguments.folds]
        kept = [given[n] for n in sorted(set(order) - set(left_out))]
        model = soup(arguments, encoder, [*ours, *kept, *kept], below)
        chances = roots(model, [given[n] for n in left_out], below)
        said |= {n: ROOTS[best] for n, best in zip(left_out, chances.argmax(axis=1), strict=True)}
        right = sum(said[n] == ROOTS[given[n].root] for n in left_out)
        lost = -np.mean([np.log(row[given[n].root]) for n, row in zip(left_out, chances, strict=True)])
        print(f"fold {fold + 1}: accuracy {right / len(left_out):.4f} of {len(left_out)}, loss {lost:.4f}", flush=True)
        (arguments.out / "relations.tsv").write_text("".join(f"{n}\t{said[n]}\n" for n in sorted(said)), "utf-8")
    announced = [n for n in said if ROOTS[given[n].root] in ANNOUNCED]
    wrong = sum(said[n] in DONE for n in announced)
    print(f"announced acts read as done: {wrong} of {len(announced)}, {wrong / len(announced):.1%}", flush=True)


def soup(arguments: argparse.Namespace, encoder: Encoder, pairs: list[Pair], below: Below) -> Relations:
    """The mean of models trained on pairs in different orders."""
    models = [train(arguments, encoder, pairs, below, order) for order in range(arguments.orders)]
    states = [model.state_dict() for model in models]
    mean = {name: torch.stack([state[name] for state in states]).mean(dim=0) for name in states[0]}
    models[0].load_state_dict(mean)
    return models[0]


def train(arguments: argparse.Namespace, encoder: Encoder, pairs: list[Pair], below: Below, order: int) -> Relations:
    """A model trained on pairs: the moving average of its weights. All orders start from the same weights, as only such
    can be averaged."""
    torch.manual_seed(arguments.seed)
    model = Relations(encoder)
    rng = random.Random(arguments.seed + order)
    if order:
        torch.manual_seed(arguments.seed + order)
    kept = deepcopy(model).eval()
    steps = arguments.epochs * -(-len(pairs) // BATCH)
    optimizer, schedule = optimizers(model, arguments.rate, steps)
    start, losses = time.process_time(), []
    for epoch in range(arguments.epochs):
        model.train()
        for batch in batches(pairs, rng):
            value = loss(model, batch, below)
            optimizer.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average(kept, model, schedule.last_epoch)
            losses = [*losses[-99:], value.item()]
        print(f"epoch {epoch + 1} loss {np.mean(losses):.3f} {time.process_time() - start:.0f} s", flush=True)
    return kept


def optimizers(
    model: Relations, rate: float, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """AdamW, what is new five times as fast as the layers; warm-up over 6 % of the steps, then down to zero."""
    new = [weight for name, weight in model.named_parameters() if not name.startswith("layers.")]
    groups = [{"params": model.layers.parameters(), "lr": rate}, {"params": new, "lr": rate * 5}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    warm = int(steps * 0.06) + 1
    return optimizer, torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / warm, max(0.01, (steps - n) / (steps - warm + 1)))
    )


def loss(model: Relations, batch: Sequence[Pair], below: Below) -> Tensor:
    """Cross-entropy of the root, and of act and mode where they are known."""
    mixed = model.mixed(*inputs(batch, below))
    root, act, mode = (torch.tensor([getattr(pair, name) for pair in batch]) for name in ("root", "act", "mode"))
    value = functional.cross_entropy(model.root(mixed), root, label_smoothing=SMOOTHING)
    if bool((act != UNKNOWN).any()):
        for head, wanted in ((model.act, act), (model.mode, mode)):
            value = value + ASIDE * functional.cross_entropy(head(mixed), wanted, ignore_index=UNKNOWN)
    return value


def inputs(batch: Sequence[Pair], below: Below) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Hidden states, their mask, and the places of the marks."""
    longest = max(len(pair.ids) for pair in batch)
    hidden = torch.zeros(len(batch), longest, next(iter(below.values())).shape[-1])
    mask = torch.zeros(len(batch), longest)
    for n, pair in enumerate(batch):
        hidden[n, : len(pair.ids)] = below[pair.ids].float()
        mask[n, : len(pair.ids)] = 1
    places = ([pair.source for pair in batch], [pair.target for pair in batch])
    return hidden, mask, *map(torch.tensor, places)


def batches(pairs: Sequence[Pair], rng: random.Random) -> Iterator[list[Pair]]:
    """Pairs of like length together, in random order."""
    ordered = sorted(pairs, key=lambda pair: len(pair.ids) + rng.random() * 8)
    groups = [ordered[n : n + BATCH] for n in range(0, len(ordered), BATCH)]
    rng.shuffle(groups)
    yield from groups


def lower(encoder: Encoder, pairs: Sequence[Pair]) -> Below:
    """What the encoder's lower layers make of each text, in half precision."""
    texts = sorted({pair.ids for pair in pairs}, key=lambda ids: (len(ids), ids))
    found: Below = {}
    with torch.no_grad():
        for n in range(0, len(texts), 64):
            group = texts[n : n + 64]
            ids = nn.utils.rnn.pad_sequence([torch.tensor(text) for text in group], batch_first=True)
            hidden = encoder.lower(ids, ids != 0)
            found |= {text: hidden[k, : len(text)].half() for k, text in enumerate(group)}
    return found


def average(kept: Relations, model: Relations, taken: int) -> None:
    decay = min(DECAY, (1 + taken) / (10 + taken))
    with torch.no_grad():
        for old, weight in zip(kept.parameters(), model.parameters(), strict=True):
            old.lerp_(weight, 1 - decay)


def roots(model: Relations, pairs: Sequence[Pair], below: Below) -> np.ndarray:
    """Probabilities of the roots of each pair."""
    with torch.no_grad():
        return torch.cat([model(*inputs([pair], below)).softmax(-1) for pair in pairs]).numpy()


if __name__ == "__main__":
    main()
