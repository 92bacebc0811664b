"""The heads that read events, as torch modules: vectors of words in; acts, modes, factuality, roles and roots out.

All read the same encoder as the statements do. A word is a trigger of an act or not; a trigger has a mode and a value
of factuality; a word is an actor or a recipient of a trigger or neither. For a pair of actors the heads weigh the
words of the sentence by how well each fits as the act between the two (roles and acts decide that), and read the root
from what they weigh most."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.ontology.codebook import MODES, ROOTS
from onrecord.reading.events.tagging import ACTS, DISTANCE_CLASSES, VALUES
from onrecord.reading.tagging import FEATURE_SIZES
from training.statements.model import FEATURE_WIDTH, HIDDEN

WIDTH, ROLE_WIDTH = 192, 96


class Words(nn.Module):
    """Word states and features in, one vector a word for all event heads out."""

    def __init__(self, dropout: float = 0.2) -> None:
        super().__init__()
        self.features = nn.ModuleList(nn.Embedding(size, FEATURE_WIDTH) for size in FEATURE_SIZES)
        self.mix = nn.Linear(HIDDEN + FEATURE_WIDTH * len(FEATURE_SIZES), WIDTH)
        self.near = nn.Conv1d(WIDTH, WIDTH, kernel_size=5, padding=2)
        self.norm = nn.LayerNorm(WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, features: Tensor) -> Tensor:
        columns = [table(features[..., n]) for n, table in enumerate(self.features)]
        mixed = functional.gelu(self.mix(self.dropout(torch.cat([states, *columns], dim=-1))))
        near = self.near(self.dropout(mixed).transpose(1, 2)).transpose(1, 2)
        return self.norm(mixed + functional.gelu(near))


class EventHead(nn.Module):
    """One matrix of scores a word: acts (with none first), modes, values, in this order, and the word's vector."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Words()
        self.act = nn.Linear(WIDTH, len(ACTS) + 1)
        self.mode = nn.Linear(WIDTH, len(MODES))
        self.value = nn.Linear(WIDTH, len(VALUES))
        self.dropout = nn.Dropout(0.2)

    def forward(self, states: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        vectors = self.words(states, features)
        kept = self.dropout(vectors)
        return torch.cat([self.act(kept), self.mode(kept), self.value(kept)], dim=-1), vectors


class RoleHead(nn.Module):
    """Vectors of triggers and of words, and how they stand to each other, in; scores of actor and recipient out."""

    def __init__(self) -> None:
        super().__init__()
        self.trigger = nn.Linear(WIDTH, 2 * ROLE_WIDTH)
        self.word = nn.Linear(WIDTH, 2 * ROLE_WIDTH)
        self.alone = nn.Linear(WIDTH, 2)
        self.distance = nn.Embedding(DISTANCE_CLASSES, 2)
        self.dropout = nn.Dropout(0.2)

    def forward(self, triggers: Tensor, words: Tensor, distances: Tensor) -> Tensor:
        a = functional.gelu(self.trigger(self.dropout(triggers)), approximate="tanh").unflatten(-1, (2, ROLE_WIDTH))
        b = functional.gelu(self.word(self.dropout(words)), approximate="tanh").unflatten(-1, (2, ROLE_WIDTH))
        return (a * b).sum(-1) / ROLE_WIDTH**0.5 + self.alone(self.dropout(words)) + self.distance(distances)


class RootHead(nn.Module):
    """The vector of what stands between two actors, and their own two, in; a score for each root out."""

    def __init__(self) -> None:
        super().__init__()
        self.mix = nn.Linear(3 * WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, len(ROOTS))
        self.dropout = nn.Dropout(0.3)

    def forward(self, between: Tensor, source: Tensor, target: Tensor) -> Tensor:
        mixed = functional.gelu(
            self.mix(self.dropout(torch.cat([between, source, target], dim=-1))), approximate="tanh"
        )
        return self.out(self.dropout(mixed))


class EventHeads(nn.Module):
    """All heads together, for training."""

    def __init__(self) -> None:
        super().__init__()
        self.head, self.roles, self.root = EventHead(), RoleHead(), RootHead()

    def pair(self, vectors: Tensor, acts: Tensor, source: int, target: int, distances: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of the roots between two words of one sentence, and the weight of each word as the act between them.

        Args:
            vectors: (words, WIDTH) of the sentence.
            acts: (words, acts + 1) scores.
            source: Word number in the sentence.
            target: The same.
            distances: (words, words) classes, trigger first.
        """
        words = vectors.shape[0]
        as_source = self.roles(vectors, vectors[source].expand(words, -1), distances[:, source])[:, 0]
        as_target = self.roles(vectors, vectors[target].expand(words, -1), distances[:, target])[:, 1]
        triggerness = torch.logsumexp(acts[:, 1:], dim=-1) - acts[:, 0]
        fit = as_source + as_target + functional.logsigmoid(triggerness)
        barred = torch.zeros_like(fit)
        barred[[source, target]] = -4.0
        weights = (fit + barred).log_softmax(0)
        between = weights.exp() @ vectors
        return self.root(between[None], vectors[source][None], vectors[target][None])[0], weights
