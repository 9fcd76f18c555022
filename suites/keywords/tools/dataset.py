"""Builds the three splits: `python dataset.py --work DIR` writes DIR/<split>.npz.

Speech lands in DIR/speech, one WAV file an utterance; nothing is written anywhere else.
"""

import argparse
import hashlib
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import zip_longest
from pathlib import Path

import numpy as np

from augment import Conditions, disguise, draw_colour, hear_silence, hear_word
from corpus import LABELS, SILENCE, SPLITS, Split, Utterance, plan
from features import mfcc
from speech import synthesise


def clips_of_word(
    numbered: tuple[int, Utterance], split: Split, speech: Path
) -> tuple[list[np.ndarray], str]:
    """Returns the features of all copies of one utterance, and a digest of the dry sound."""
    number, utterance = numbered
    rng = np.random.default_rng([split.seed, number])
    sound = synthesise(utterance, speech)
    copies = []
    for _ in range(split.copies):
        voice = disguise(rng, sound) if split.disguise else sound
        copies.append(mfcc(hear_word(rng, voice, Conditions())))
    return copies, hashlib.sha256(sound.tobytes()).hexdigest()


def round_robin(labels: list[int]) -> list[int]:
    """Orders items so that the classes take turns: any beginning of the list is balanced."""
    groups = [[i for i, x in enumerate(labels) if x == c] for c in range(len(LABELS))]
    turns = zip_longest(*groups)
    return [i for turn in turns for i in turn if i is not None]


def build(split: Split, work: Path, workers: int) -> None:
    """Synthesises, augments and analyses one split and writes it."""
    speech = work / "speech"
    speech.mkdir(parents=True, exist_ok=True)
    utterances = plan(split)
    features, labels, names, digests = [], [], [], []
    with ProcessPoolExecutor(workers) as pool:
        job = partial(clips_of_word, split=split, speech=speech)
        results = pool.map(job, enumerate(utterances), chunksize=16)
        for utterance, (copies, digest) in zip(utterances, results):
            features += copies
            labels += [utterance.label] * len(copies)
            names += [f"{utterance.word}_{utterance.voice}"] * len(copies)
            digests.append(digest)
    rng = np.random.default_rng([split.seed, len(utterances)])
    for _ in range(split.silence * split.copies):
        colour = draw_colour(rng)
        features.append(mfcc(hear_silence(rng, colour, Conditions())))
        labels.append(SILENCE)
        names.append(f"silence_{colour}")
    order = round_robin(labels)
    np.savez(
        work / f"{split.name}.npz",
        features=np.stack(features)[order],
        labels=np.array(labels, dtype=np.int64)[order],
        names=np.array(names)[order],
        digests=np.array(digests),
    )
    print(f"{split.name}: {len(utterances)} utterances, {len(features)} clips")


def load(work: Path, split: Split) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Returns the features [clips, frames, coefficients, 1], labels and names of a split."""
    stored = np.load(work / f"{split.name}.npz")
    return stored["features"][..., np.newaxis], stored["labels"], stored["names"]


def main() -> None:
    """Builds all splits, then proves that they share no sound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--work", type=Path, required=True, help="folder for speech and features"
    )
    parser.add_argument("--workers", type=int, default=2, help="processes (default: 2)")
    options = parser.parse_args()
    for split in SPLITS:
        build(split, options.work, options.workers)
    sounds = [set(np.load(options.work / f"{s.name}.npz")["digests"]) for s in SPLITS]
    if sounds[0] & sounds[1] or sounds[0] & sounds[2] or sounds[1] & sounds[2]:
        raise SystemExit("two splits share a sound: separate their voices in corpus.py")


if __name__ == "__main__":
    main()
