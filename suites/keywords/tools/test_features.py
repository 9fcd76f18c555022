"""Checks the MFCC against the definition and against facts about sound. Needs numpy and pytest."""

import cmath
import math

import numpy as np
import pytest

import features as f


def tone(hz: float, amplitude: float = 0.5) -> np.ndarray:
    """Returns a clip of a pure tone."""
    return amplitude * np.sin(
        2 * np.pi * hz * np.arange(f.CLIP_SAMPLES) / f.SAMPLE_RATE
    )


def noise(seed: int = 0) -> np.ndarray:
    """Returns a clip of white noise."""
    return 0.1 * np.random.default_rng(seed).standard_normal(f.CLIP_SAMPLES)


def test_shape_and_type():
    features = f.mfcc(noise())
    assert features.shape == (49, 10)
    assert features.dtype == np.float32


def test_a_frame_written_out_term_by_term():
    clip, frame = noise(1), 7
    start = frame * 320
    windowed = [
        clip[start + n] * (0.5 - 0.5 * math.cos(2 * math.pi * n / 480))
        for n in range(480)
    ]
    magnitude = [
        abs(
            sum(
                x * cmath.exp(-2j * math.pi * k * n / 512)
                for n, x in enumerate(windowed)
            )
        )
        for k in range(257)
    ]

    def mel(hz: float) -> float:
        return 2595 * math.log10(1 + hz / 700)

    step = (mel(4000) - mel(20)) / 41
    logs = []
    for band in range(40):
        centre = mel(20) + (band + 1) * step
        total = sum(
            value * max(0.0, 1 - abs(mel(k * 31.25) - centre) / step)
            for k, value in enumerate(magnitude)
            if k > 0
        )
        logs.append(math.log(total + 1e-6))
    expected = [
        2
        / math.sqrt(80)
        * sum(v * math.cos(math.pi * (b + 0.5) * c / 40) for b, v in enumerate(logs))
        for c in range(10)
    ]
    # The two usual formulas of the mel scale differ in the sixth digit.
    assert f.mfcc(clip)[frame] == pytest.approx(expected, abs=2e-3)


def test_a_tone_is_loudest_in_the_band_around_it():
    edges = np.linspace(f.hz_to_mel(20), f.hz_to_mel(4000), 42)
    for hz in (300, 1000, 2500, 3700):
        loudest = f.mel_bands(tone(hz)).sum(axis=0).argmax()
        assert edges[loudest] < f.hz_to_mel(hz) < edges[loudest + 2]


def test_nothing_outside_20_to_4000_hz_counts():
    hz = np.arange(257) * 31.25
    heard = f.mel_matrix().sum(axis=1) > 0
    assert not heard[(hz < 20) | (hz > 4000)].any()
    assert heard[(hz > 40) & (hz < 3950)].all()


def test_gain_moves_only_the_first_coefficient():
    clip = noise(2)
    difference = f.mfcc(2 * clip) - f.mfcc(clip)
    assert difference[:, 0] == pytest.approx(math.sqrt(80) * math.log(2), abs=1e-2)
    assert np.abs(difference[:, 1:]).max() < 1e-2


def test_a_shift_of_one_stride_shifts_the_frames():
    clip = noise(3)
    later = np.concatenate([np.zeros(f.STRIDE), clip[: -f.STRIDE]])
    assert np.array_equal(f.mfcc(later)[1:], f.mfcc(clip)[:-1])


def test_digital_silence_is_finite():
    features = f.mfcc(np.zeros(f.CLIP_SAMPLES))
    assert features[:, 0] == pytest.approx(math.sqrt(80) * math.log(1e-6), rel=1e-5)
    assert np.abs(features[:, 1:]).max() < 1e-4


def test_other_lengths_are_refused():
    with pytest.raises(ValueError, match="expected 16000 samples"):
        f.mfcc(np.zeros(15_999))


def test_quantise_rounds_saturates_and_comes_back():
    values = np.array([-1000.0, -0.26, 0.0, 0.24, 1000.0], dtype=np.float32)
    steps = f.quantise(values, scale=0.5, zero_point=10)
    assert steps.tolist() == [-128, 9, 10, 10, 127]
    assert f.dequantise(steps, 0.5, 10).tolist() == [-69.0, -0.5, 0.0, 0.0, 58.5]
