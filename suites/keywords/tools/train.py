"""Trains the float model: `python train.py --work DIR` writes DIR/best.weights.h5.

Needs the splits that dataset.py left in DIR. The epoch kept is the one that does best on the
validation voices; the test split is not read.
"""

import argparse
import os
from pathlib import Path

os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras
import numpy as np
import tensorflow as tf

from corpus import LABELS, TRAIN, VALIDATION
from dataset import load
from model import WEIGHTS, ds_cnn

SEED = 20
EPOCHS = 25
BATCH = 100


def train(work: Path) -> None:
    """Trains on one split and keeps the weights that do best on another."""
    keras.utils.set_random_seed(SEED)
    tf.config.experimental.enable_op_determinism()
    tf.config.threading.set_intra_op_parallelism_threads(2)
    model = ds_cnn()
    x, y, _ = load(work, TRAIN)
    targets = np.eye(len(LABELS), dtype=np.float32)
    validation_x, validation_y, _ = load(work, VALIDATION)
    steps = EPOCHS * -(-len(x) // BATCH)
    model.compile(
        optimizer=keras.optimizers.AdamW(
            keras.optimizers.schedules.CosineDecay(3e-3, steps), weight_decay=1e-3
        ),
        loss=keras.losses.CategoricalCrossentropy(label_smoothing=0.05),
        metrics=["accuracy"],
    )
    keep = keras.callbacks.ModelCheckpoint(
        work / WEIGHTS, "val_accuracy", save_best_only=True, save_weights_only=True
    )
    # Every class counts alike, though `unknown` has three times the clips of any other.
    weights = len(y) / (len(LABELS) * np.bincount(y))
    model.fit(
        x,
        targets[y],
        batch_size=BATCH,
        epochs=EPOCHS,
        class_weight=dict(enumerate(weights)),
        validation_data=(validation_x, targets[validation_y]),
        callbacks=[keep],
        verbose=2,
    )


def main() -> None:
    """Reads the command line and trains."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--work", type=Path, required=True, help="where dataset.py worked"
    )
    train(parser.parse_args().work)


if __name__ == "__main__":
    main()
