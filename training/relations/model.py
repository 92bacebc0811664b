"""The relation model as a torch module: what the encoder's lower layers give in, a score for each root out."""

from __future__ import annotations

from copy import deepcopy

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.ontology.codebook import MODES, ROOTS
from onrecord.reading.events.tagging import ACTS
from training.statements.model import FROZEN, HIDDEN, Encoder, through


class Relations(nn.Module):
    """Layers of its own above the encoder's lower ones; the marks of the two actors and the beginning are read.

    Act and mode are asked beside the root while training, as the root follows from them.
    """

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.layers = nn.ModuleList(deepcopy(layer) for layer in encoder.layers[FROZEN:])
        self.mix = nn.Linear(3 * HIDDEN, HIDDEN)
        self.root, self.act, self.mode = (nn.Linear(HIDDEN, len(kinds)) for kinds in (ROOTS, ACTS, MODES))
        self.dropout = nn.Dropout(0.1)

    def forward(self, hidden: Tensor, mask: Tensor, source: Tensor, target: Tensor) -> Tensor:
        """Scores of the roots, (batch, 15), from (batch, length, 384) and the places of the marks, (batch,)."""
        return self.root(self.mixed(hidden, mask, source, target))

    def mixed(self, hidden: Tensor, mask: Tensor, source: Tensor, target: Tensor) -> Tensor:
        states = through(self.layers, hidden, mask)
        row = torch.arange(states.shape[0])
        three = torch.cat([states[:, 0], states[row, source], states[row, target]], dim=-1)
        return self.dropout(functional.gelu(self.mix(self.dropout(three))))
