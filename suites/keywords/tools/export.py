"""Converts and measures the model and writes the suite: `python export.py --work DIR --out SUITE`.

Needs what dataset.py and train.py left in DIR. The test split is read here and nowhere else.
"""

import argparse
import csv
import hashlib
import json
import os
import platform
import re
from pathlib import Path

os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras
import numpy as np
import scipy
import tensorflow as tf

from augment import Conditions
from corpus import LABELS, SPLITS, TEST, TRAIN, VALIDATION, plan
from dataset import load
from features import dequantise, quantise
from model import WEIGHTS, ds_cnn
from quantise import convert, run, summarise
from speech import espeak_version
from train import BATCH, EPOCHS, SEED

REPRESENTATIVE = 600  # training clips from which the converter learns ranges
ALLOWED = {
    "CONV_2D",
    "DEPTHWISE_CONV_2D",
    "AVERAGE_POOL_2D",
    "RESHAPE",
    "FULLY_CONNECTED",
    "SOFTMAX",
}

SUITE = """\
suite: keywords
version: 1
description: Twelve-class keyword spotting (a small DS-CNN) on synthesised speech.
labels: [{labels}]
cases:
  - name: keywords
    model: {{file: keywords.tflite, sha256: {sha256}}}
    float_accuracy: {accuracy:.4f}        # the float model on the same inputs, measured by tools/export.py
    inputs:
      - packed: inputs.bin
        labels: labels.csv
        metric: top1
"""


def score(outputs: np.ndarray, labels: np.ndarray) -> dict:
    """Returns top-1 accuracy; of equal outputs the first counts, as on the device."""
    correct = int(np.sum(outputs.argmax(axis=1) == labels))
    return {
        "value": round(correct / len(labels), 4),
        "correct": correct,
        "total": len(labels),
    }


def confusion(outputs: np.ndarray, labels: np.ndarray) -> list[list[int]]:
    """Returns counts[true class][predicted class]."""
    matrix = np.zeros((len(LABELS), len(LABELS)), dtype=int)
    np.add.at(matrix, (labels, outputs.argmax(axis=1)), 1)
    return matrix.tolist()


def describe(work: Path) -> dict:
    """Returns the voices and counts of every split."""
    described = {}
    for split in SPLITS:
        _, labels, _ = load(work, split)
        described[split.name] = {
            "seed": split.seed,
            "disguise": split.disguise,
            "accents": split.accents,
            "variants": split.variants,
            "utterances": len(plan(split)),
            "clips": len(labels),
            "clips_per_class": np.bincount(labels).tolist(),
        }
    return described


def write_json(path: Path, value: dict) -> None:
    """Writes JSON with every list of plain values on one line."""

    def join(match: re.Match) -> str:
        return "[" + " ".join(match.group(1).split()) + "]"

    text = re.sub(r"\[([^][{}]*)\]", join, json.dumps(value, indent=2))
    path.write_text(text + "\n")


def main() -> None:
    """Makes the committed files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--work", type=Path, required=True, help="where train.py worked"
    )
    parser.add_argument("--out", type=Path, required=True, help="the suite's folder")
    options = parser.parse_args()
    work, out = options.work, options.out

    model = ds_cnn()
    model.load_weights(work / WEIGHTS)
    pool, _, _ = load(work, TRAIN)
    rng = np.random.default_rng(SEED)
    flat = convert(model, pool[rng.choice(len(pool), REPRESENTATIVE, replace=False)])
    summary = summarise(flat)
    if not set(summary.operators) <= ALLOWED:
        raise SystemExit(f"operators that the suite must not have: {summary.operators}")

    test, labels, names = load(work, TEST)
    scale, zero_point = summary.input_scale, summary.input_zero_point
    inputs = quantise(test, scale, zero_point)
    outputs = run(flat, inputs)
    float_outputs = model.predict(test, verbose=0)
    from_steps = model.predict(dequantise(inputs, scale, zero_point), verbose=0)
    float_score = score(float_outputs, labels)

    validation, validation_labels, _ = load(work, VALIDATION)
    digest = hashlib.sha256(flat).hexdigest()
    (out / "keywords.tflite").write_bytes(flat)
    (out / "inputs.bin").write_bytes(inputs.tobytes())
    with (out / "labels.csv").open("w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        for i, (name, label) in enumerate(zip(names, labels)):
            rows.writerow([f"{name}_{i:04}", len(LABELS), label])
    (out / "suite.yaml").write_text(
        SUITE.format(
            labels=", ".join(LABELS), sha256=digest, accuracy=float_score["value"]
        )
    )
    record = {
        "versions": {
            "python": platform.python_version(),
            "tensorflow": tf.__version__,
            "keras": keras.__version__,
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "espeak-ng": espeak_version(),
        },
        "training": {
            "seed": SEED,
            "epochs": EPOCHS,
            "batch": BATCH,
            "representative_clips": REPRESENTATIVE,
            "validation_accuracy": score(
                model.predict(validation, verbose=0), validation_labels
            ),
        },
        "conditions": vars(Conditions()),
        "splits": describe(work),
        "model": {
            "file": "keywords.tflite",
            "bytes": len(flat),
            "sha256": digest,
            "macs": summary.macs,
            "parameters_float": model.count_params(),
            "operators": summary.operators,
            "input": {"scale": scale, "zero_point": zero_point},
        },
        "float_accuracy": float_score,
        "float_accuracy_on_quantised_inputs": score(from_steps, labels),
        "int8_accuracy": {
            **score(outputs, labels),
            "runtime": "TensorFlow Lite interpreter, reference kernels (BUILTIN_REF)",
        },
        "agreement_float_int8": score(outputs, float_outputs.argmax(axis=1)),
        "labels": LABELS,
        "int8_confusion": confusion(outputs, labels),
    }
    write_json(out / "training.json", record)
    for name in ("float_accuracy", "int8_accuracy", "agreement_float_int8"):
        print(name, record[name])


if __name__ == "__main__":
    main()
