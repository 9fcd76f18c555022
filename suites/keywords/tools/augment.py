"""Turns a dry word into a clip as a cheap microphone in some room would hear it."""

from dataclasses import dataclass

import numpy as np
from scipy.signal import butter, fftconvolve, resample, sosfilt

from features import CLIP_SAMPLES, SAMPLE_RATE

# Noise power falls with frequency to this exponent.
COLOURS = {"white": 0.0, "pink": 1.0, "brown": 2.0, "blue": -1.0}


@dataclass(frozen=True)
class Conditions:
    """How hard listening is: ranges to draw from, and probabilities."""

    snr_db: tuple[float, float] = (5.0, 30.0)
    peak_db: tuple[float, float] = (-24.0, 0.0)
    silence_db: tuple[float, float] = (-70.0, -15.0)
    reverb: float = 0.4
    band_limit: float = 0.4


def noise(
    rng: np.random.Generator, colour: str, size: int = CLIP_SAMPLES
) -> np.ndarray:
    """Returns noise of one colour with a root mean square of 1, or mains hum with harmonics."""
    if colour == "hum":
        mains = rng.choice([50.0, 60.0])
        time = np.arange(size) / SAMPLE_RATE
        sound = 0.05 * rng.standard_normal(size)
        for harmonic in range(1, 9):
            phase = rng.uniform(0.0, 2.0 * np.pi)
            level = rng.uniform(0.2, 1.0) / harmonic
            sound += level * np.sin(2.0 * np.pi * mains * harmonic * time + phase)
    else:
        spectrum = np.fft.rfft(rng.standard_normal(size))
        frequency = np.maximum(np.fft.rfftfreq(size, 1.0 / SAMPLE_RATE), 20.0)
        sound = np.fft.irfft(spectrum * frequency ** (-0.5 * COLOURS[colour]), size)
    return sound / np.sqrt(np.mean(sound**2))


def draw_colour(rng: np.random.Generator) -> str:
    """Draws what sort of noise there is."""
    return str(rng.choice([*COLOURS, "hum"]))


def disguise(rng: np.random.Generator, sound: np.ndarray) -> np.ndarray:
    """Makes another voice of a voice: a larger or smaller head, and another balance of its formants."""
    factor = np.exp(rng.uniform(-0.17, 0.17))
    sound = resample(sound, round(sound.size * factor))
    frequency = np.fft.rfftfreq(sound.size, 1.0 / SAMPLE_RATE)
    points = np.geomspace(100.0, SAMPLE_RATE / 2, 7)
    decibels = np.interp(frequency, points, rng.uniform(-10.0, 10.0, points.size))
    return np.fft.irfft(np.fft.rfft(sound) * 10.0 ** (decibels / 20.0), sound.size)


def reverberate(rng: np.random.Generator, sound: np.ndarray) -> np.ndarray:
    """Adds the tail of a small room: noise that decays by 60 dB within 0.1 to 0.4 s."""
    decay = rng.uniform(0.1, 0.4)
    time = np.arange(int(decay * SAMPLE_RATE)) / SAMPLE_RATE
    tail = rng.standard_normal(time.size) * 10.0 ** (-3.0 * time / decay)
    tail *= rng.uniform(0.2, 0.8) / np.sqrt(np.sum(tail**2))
    tail[0] += 1.0
    return fftconvolve(sound, tail)


def band_limit(rng: np.random.Generator, sound: np.ndarray) -> np.ndarray:
    """Passes only what a small microphone would."""
    edges = [rng.uniform(60.0, 350.0), rng.uniform(2800.0, 7000.0)]
    return sosfilt(butter(2, edges, "bandpass", fs=SAMPLE_RATE, output="sos"), sound)


def place(rng: np.random.Generator, sound: np.ndarray) -> np.ndarray:
    """Puts the sound somewhere inside a clip, or cuts a clip out of a longer sound."""
    room = CLIP_SAMPLES - sound.size
    if room < 0:
        start = int(rng.integers(0, -room + 1))
        return sound[start : start + CLIP_SAMPLES].astype(np.float64)
    clip = np.zeros(CLIP_SAMPLES)
    start = int(rng.integers(0, room + 1))
    clip[start : start + sound.size] = sound
    return clip


def to_16_bit(clip: np.ndarray) -> np.ndarray:
    """Clips and rounds as a 16-bit converter does; the values stay in -1…1."""
    return np.clip(np.round(clip * 32768.0), -32768, 32767) / 32768.0


def hear_word(
    rng: np.random.Generator, word: np.ndarray, conditions: Conditions
) -> np.ndarray:
    """Returns one clip with a word in it. The signal-to-noise ratio counts only the word's own time."""
    if rng.random() < conditions.reverb:
        word = reverberate(rng, word)
    power = np.mean(word**2)
    clip = place(rng, word)
    level = np.sqrt(power) * 10.0 ** (-rng.uniform(*conditions.snr_db) / 20.0)
    clip += level * noise(rng, draw_colour(rng))
    if rng.random() < conditions.band_limit:
        clip = band_limit(rng, clip)
    gain = 10.0 ** (rng.uniform(*conditions.peak_db) / 20.0) / np.abs(clip).max()
    return to_16_bit(clip * gain)


def hear_silence(
    rng: np.random.Generator, colour: str, conditions: Conditions
) -> np.ndarray:
    """Returns one clip of background only, at a root mean square within `silence_db`."""
    clip = 10.0 ** (rng.uniform(*conditions.silence_db) / 20.0) * noise(rng, colour)
    if rng.random() < conditions.band_limit:
        clip = band_limit(rng, clip)
    return to_16_bit(clip)
