"""Checks that the committed files of the suite belong together. Needs numpy and pytest."""

import csv
import hashlib
import json
import re
from collections import Counter
from pathlib import Path

import numpy as np

from corpus import LABELS, TEST, UNKNOWN

SUITE = Path(__file__).parent.parent
RECORD = json.loads((SUITE / "training.json").read_text())
ROWS = list(csv.reader((SUITE / "labels.csv").open()))


def test_the_model_is_the_one_that_was_measured():
    model = (SUITE / "keywords.tflite").read_bytes()
    digest = hashlib.sha256(model).hexdigest()
    assert digest == RECORD["model"]["sha256"]
    assert len(model) == RECORD["model"]["bytes"] < 100_000
    suite = (SUITE / "suite.yaml").read_text()
    assert re.search(r"sha256: (\w+)", suite)[1] == digest
    stated = float(re.search(r"float_accuracy: (\S+)", suite)[1])
    assert stated == RECORD["float_accuracy"]["value"]


def test_every_input_has_a_label():
    inputs = np.fromfile(SUITE / "inputs.bin", dtype=np.int8)
    assert inputs.size == 490 * len(ROWS)
    assert len({tuple(x) for x in inputs.reshape(-1, 490)}) == len(ROWS)
    assert Counter(row[2] for row in ROWS) == {str(c): 30 for c in range(12)}


def test_names_say_word_and_a_voice_of_the_test_split():
    for number, (name, classes, label) in enumerate(ROWS):
        word, voice, index = name.split("_")
        assert classes == "12"
        assert int(index) == number
        expected = LABELS.index(word) if word in LABELS else UNKNOWN
        assert int(label) == expected
        if word != "silence":
            accent, variant = voice.split("+")
            assert accent in TEST.accents
            assert variant in TEST.variants


def test_the_confusion_matrix_adds_up():
    matrix = np.array(RECORD["int8_confusion"])
    assert matrix.sum(axis=1).tolist() == [30] * 12
    assert matrix.trace() == RECORD["int8_accuracy"]["correct"]
    assert matrix.sum() == RECORD["int8_accuracy"]["total"]
