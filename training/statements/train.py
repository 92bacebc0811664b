"""Train the statement tagger: ``python -m training.statements.train DATA OUT``.

Comes in: ``DATA/attribution/polnear_{train,dev}.jsonl`` and, where they are, our own annotated files given with
``--also``. Goes out: ``OUT/tagger.pt``, the exponential moving average of the weights, with the figures printed after
each epoch; ``OUT/state.pt`` every hundred steps, from which an interrupted run goes on. Given the seed and the
number of threads an uninterrupted run is deterministic.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from copy import deepcopy
from pathlib import Path

import numpy as np
import torch

from onrecord.reading.tagging import spans_of, viterbi
from onrecord.settings import Settings
from training.statements.data import Tagged, load, windows
from training.statements.model import FROZEN, Tagger, load_pretrained, pretrained

LIMIT, TOKENS_A_BATCH, DECAY = 190, 3000, 0.995
CLS, SEP = 101, 102


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="more annotated files to train on")
    parser.add_argument("--start", type=Path, help="go on from these weights")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--documents", type=int, help="use only so many, for a trial")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    train(arguments)


def train(arguments: argparse.Namespace) -> None:
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    tokenizer, weights = pretrained()
    folder, cache, model = arguments.data / "attribution", arguments.out / "cache", Settings().model
    files = [folder / "polnear_train.jsonl", *arguments.also]
    documents = [d for path in files for d in load(path, tokenizer, model, cache)][: arguments.documents]
    held_out = load(folder / "polnear_dev.jsonl", tokenizer, model, cache)
    tagger = Tagger()
    load_pretrained(tagger.encoder, weights)
    if arguments.start:
        tagger.load_state_dict(torch.load(arguments.start))
    average = deepcopy(tagger).eval()
    optimizer, schedule = optimizers(tagger, arguments, len(batches(documents, random.Random(0))))
    state = arguments.out / "state.pt"
    done, losses, start = restore(state, tagger, average, optimizer, schedule), [0.0], time.process_time()
    for epoch in range(arguments.epochs):
        # the order of an epoch depends on the seed and on its number alone, so that it can be gone on with
        steps = batches(documents, random.Random(arguments.seed * 1000 + epoch))
        for number, batch in enumerate(steps, start=epoch * 100_000):
            if number < done:
                continue
            losses = [*losses[-99:], step(tagger, average, optimizer, schedule, batch)]
            if number % 100 == 99:
                keep(state, number + 1, tagger, average, optimizer, schedule)
            if number % 25 == 24:
                spent = round(time.process_time() - start)
                print(
                    f"epoch {epoch + 1} step {number % 100_000 + 1}/{len(steps)} loss {np.mean(losses):.4f} {spent} s",
                    flush=True,
                )
        figures = {"epoch": epoch + 1, "loss": round(float(np.mean(losses)), 4), **tag_scores(average, held_out)}
        print(json.dumps(figures), flush=True)
        torch.save(average.state_dict(), arguments.out / "tagger.pt")


Stateful = torch.nn.Module | torch.optim.Optimizer | torch.optim.lr_scheduler.LRScheduler


def keep(path: Path, done: int, *parts: Stateful) -> None:
    """Write everything that a run needs to go on; a run killed here leaves the file before."""
    written = path.with_suffix(".new")
    torch.save({"done": done, "parts": [part.state_dict() for part in parts]}, written)
    written.replace(path)


def restore(path: Path, *parts: Stateful) -> int:
    """Go on where an interrupted run stood. Returns the number of steps done; 0 when there was no run."""
    if not path.is_file():
        return 0
    saved = torch.load(path)
    for part, state in zip(parts, saved["parts"], strict=True):
        part.load_state_dict(state)
    return int(saved["done"])


def optimizers(
    tagger: Tagger, arguments: argparse.Namespace, steps_an_epoch: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """AdamW, the head ten times as fast as the encoder; warm-up over 6 % of the steps, then down to zero."""
    frozen = ("words.", "positions.", "kind", "norm.", *(f"layers.{n}." for n in range(FROZEN)))
    slow = [weight for name, weight in tagger.encoder.named_parameters() if not name.startswith(frozen)]
    fast = [*tagger.head.parameters(), *tagger.chain.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": arguments.rate}, {"params": fast, "lr": arguments.rate * 10}], weight_decay=0.01
    )
    total = max(1, steps_an_epoch * arguments.epochs)
    warm = max(1, int(total * 0.06))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / warm, max(0.02, (total - n) / (total - warm + 1)))
    )
    return optimizer, schedule


Batch = dict[str, torch.Tensor]


def batches(documents: list[Tagged], rng: random.Random | None) -> list[Batch]:
    """Windows of like length together, the batches in random order (in order of length without ``rng``)."""
    stretches = list(windows(documents, LIMIT, rng))
    stretches.sort(key=lambda w: sum(len(p) for p in w[0].pieces[w[1] : w[2]]))
    groups: list[list[tuple[Tagged, int, int]]] = [[]]
    for stretch in stretches:
        longest = sum(len(p) for p in stretch[0].pieces[stretch[1] : stretch[2]]) + 2
        if groups[-1] and longest * (len(groups[-1]) + 1) > TOKENS_A_BATCH:
            groups.append([])
        groups[-1].append(stretch)
    if rng:
        rng.shuffle(groups)
    return [collate(group) for group in groups]


def collate(group: list[tuple[Tagged, int, int]]) -> Batch:
    """Pad a group of windows to one size."""
    rows = [[CLS, *(i for p in d.pieces[a:b] for i in p), SEP] for d, a, b in group]
    length, words = max(map(len, rows)), max(b - a for _, a, b in group)
    ids = torch.zeros(len(rows), length, dtype=torch.long)
    first, tags = (torch.zeros(len(rows), words, dtype=torch.long) for _ in range(2))
    features = torch.zeros(len(rows), words, group[0][0].features.shape[1], dtype=torch.long)
    there = torch.zeros(len(rows), words, dtype=torch.bool)
    for n, ((document, a, b), row) in enumerate(zip(group, rows, strict=True)):
        ids[n, : len(row)] = torch.tensor(row)
        first[n, : b - a] = torch.tensor(np.cumsum([1, *(len(p) for p in document.pieces[a : b - 1])]))
        tags[n, : b - a] = torch.from_numpy(document.tags[a:b])
        features[n, : b - a] = torch.from_numpy(document.features[a:b])
        there[n, : b - a] = True
    return {"ids": ids, "mask": ids != 0, "first": first, "features": features, "tags": tags, "there": there}


def step(
    tagger: Tagger,
    average: Tagger,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    batch: Batch,
) -> float:
    """One step of descent; returns the loss a word."""
    tagger.train()
    emissions = tagger.emissions(batch["ids"], batch["mask"], batch["first"], batch["features"])
    loss = tagger.chain.loss(emissions, batch["tags"], batch["there"]) / batch["there"].sum() * 10
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
    optimizer.step()
    schedule.step()
    taken = schedule.last_epoch
    decay = min(DECAY, (1 + taken) / (10 + taken))  # the untrained beginning is soon forgotten
    with torch.no_grad():
        for kept, new in zip(average.parameters(), tagger.parameters(), strict=True):
            kept.lerp_(new, 1 - decay)
    return float(loss) / 10


def tag_scores(tagger: Tagger, documents: list[Tagged]) -> dict[str, float]:
    """F1 of spans, exact, by role, with Viterbi decoding."""
    right, found, there = (dict.fromkeys(("source", "cue", "content"), 0) for _ in range(3))
    for batch in batches(documents, None):
        with torch.no_grad():
            emissions = tagger.emissions(batch["ids"], batch["mask"], batch["first"], batch["features"]).numpy()
        for row, gold, words in zip(emissions, batch["tags"], batch["there"].sum(1), strict=True):
            path = viterbi_of(tagger, row[: int(words)])
            for role in right:
                predicted, wanted = spans(path, role), spans(gold[: int(words)].tolist(), role)
                right[role] += len(predicted & wanted)
                found[role] += len(predicted)
                there[role] += len(wanted)
    return {role: round(200 * right[role] / max(1, found[role] + there[role]), 2) for role in right}


def viterbi_of(tagger: Tagger, emissions: np.ndarray) -> list[int]:
    chain = tagger.chain
    start = (chain.start).detach().numpy()
    moves = (chain.moves + chain.barred).detach().numpy()
    return viterbi(emissions, start, moves)


def spans(tags: list[int], role: str) -> set[tuple[int, int]]:
    return {(a, b) for name, a, b in spans_of(tags) if name == role}


if __name__ == "__main__":
    main()
