"""MFCC features as the MLPerf Tiny keyword benchmark defines them, in plain numpy.

One second of 16 kHz sound becomes 49 frames of 10 coefficients: 30 ms Hann windows every
20 ms, a 512-point magnitude spectrum, 40 triangular mel bands from 20 to 4000 Hz, the
natural logarithm, and the first 10 terms of a DCT-II.
"""

from functools import cache

import numpy as np

SAMPLE_RATE = 16_000
CLIP_SAMPLES = SAMPLE_RATE
WINDOW = 480
STRIDE = 320
FFT_LENGTH = 512
MEL_BANDS = 40
LOW_HZ = 20.0
HIGH_HZ = 4000.0
COEFFICIENTS = 10
FRAMES = 1 + (CLIP_SAMPLES - WINDOW) // STRIDE
LOG_FLOOR = 1e-6


def hz_to_mel(hz: np.ndarray | float) -> np.ndarray:
    """Converts frequencies to the HTK mel scale."""
    return 1127.0 * np.log1p(np.asarray(hz, dtype=np.float64) / 700.0)


@cache
def mel_matrix() -> np.ndarray:
    """Returns the weights [FFT_LENGTH / 2 + 1, MEL_BANDS] from spectrum to mel bands.

    Every band is a triangle of height 1 on the mel axis; neighbours overlap by half.
    """
    bins = hz_to_mel(np.arange(FFT_LENGTH // 2 + 1) * (SAMPLE_RATE / FFT_LENGTH))
    edges = np.linspace(hz_to_mel(LOW_HZ), hz_to_mel(HIGH_HZ), MEL_BANDS + 2)
    low, centre, high = edges[:-2], edges[1:-1], edges[2:]
    rising = (bins[:, None] - low) / (centre - low)
    falling = (high - bins[:, None]) / (high - centre)
    weights = np.maximum(0.0, np.minimum(rising, falling))
    weights[0] = 0.0  # the constant component carries no speech
    return weights


@cache
def dct_matrix() -> np.ndarray:
    """Returns the DCT-II [MEL_BANDS, COEFFICIENTS], every column scaled by sqrt(2 / MEL_BANDS)."""
    band = np.arange(MEL_BANDS)[:, None] + 0.5
    order = np.arange(COEFFICIENTS)[None, :]
    return np.cos(np.pi / MEL_BANDS * band * order) * np.sqrt(2.0 / MEL_BANDS)


def mel_bands(clip: np.ndarray) -> np.ndarray:
    """Returns the mel magnitudes [FRAMES, MEL_BANDS] of a clip of CLIP_SAMPLES in -1…1."""
    if clip.shape != (CLIP_SAMPLES,):
        raise ValueError(f"expected {CLIP_SAMPLES} samples, got shape {clip.shape}")
    frames = np.lib.stride_tricks.sliding_window_view(clip, WINDOW)[::STRIDE]
    window = 0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(WINDOW) / WINDOW)
    spectrum = np.abs(np.fft.rfft(frames * window, FFT_LENGTH))
    return spectrum @ mel_matrix()


def mfcc(clip: np.ndarray) -> np.ndarray:
    """Returns the features [FRAMES, COEFFICIENTS] as float32."""
    return (np.log(mel_bands(clip) + LOG_FLOOR) @ dct_matrix()).astype(np.float32)


def quantise(features: np.ndarray, scale: float, zero_point: int) -> np.ndarray:
    """Returns the features as int8 with the quantisation of a model's input."""
    steps = np.round(features / scale) + zero_point
    return np.clip(steps, -128, 127).astype(np.int8)


def dequantise(steps: np.ndarray, scale: float, zero_point: int) -> np.ndarray:
    """Returns the real values that int8 steps stand for."""
    return ((steps.astype(np.int32) - zero_point) * scale).astype(np.float32)
