"""Synthesises single words with espeak-ng."""

import subprocess
from functools import cache
from math import gcd
from pathlib import Path

import numpy as np
from scipy.io import wavfile
from scipy.signal import resample_poly

from corpus import Utterance
from features import SAMPLE_RATE


@cache
def espeak_version() -> str:
    """Returns the version of the installed espeak-ng, such as 1.51."""
    text = subprocess.run(
        ["espeak-ng", "--version"], capture_output=True, text=True, check=True
    )
    return text.stdout.split(":")[1].split()[0]


def trim(sound: np.ndarray, threshold: float = 0.01) -> np.ndarray:
    """Cuts the quiet beginning and end off: all below `threshold` of the peak."""
    loud = np.flatnonzero(np.abs(sound) > threshold * np.abs(sound).max(initial=0.0))
    return sound[loud[0] : loud[-1] + 1] if loud.size else sound[:0]


def synthesise(utterance: Utterance, work: Path) -> np.ndarray:
    """Returns an utterance as float32 in -1…1 at SAMPLE_RATE, trimmed.

    The WAV file is kept in `work` and used again by the next call.
    """
    u = utterance
    path = work / f"{u.word}_{u.voice}_s{u.speed}_p{u.pitch}_a{u.amplitude}.wav"
    if not path.exists():
        partial = path.with_suffix(".partial")
        command = ["espeak-ng", "-v", u.voice, "-s", str(u.speed), "-p", str(u.pitch)]
        command += ["-a", str(u.amplitude), "-w", str(partial), u.word]
        subprocess.run(command, check=True, capture_output=True)
        partial.replace(path)
    rate, samples = wavfile.read(path)
    sound = samples.astype(np.float64) / 32768.0
    common = gcd(rate, SAMPLE_RATE)
    sound = trim(resample_poly(sound, SAMPLE_RATE // common, rate // common))
    if not sound.size:
        raise RuntimeError(f"espeak-ng said nothing for {u}")
    return sound.astype(np.float32)
