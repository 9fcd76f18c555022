"""Random numbers that seek out the corners."""

import hashlib

import numpy as np

_RANGES = {
    "int4": (-8, 7),
    "int8": (-128, 127),
    "uint8": (0, 255),
    "int16": (-32768, 32767),
    "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1),
}


class Random:
    """Equal seeds, numbers or texts, give equal sequences."""

    def __init__(self, *seed):
        digest = hashlib.sha256("/".join(str(part) for part in seed).encode()).digest()
        self._numbers = np.random.Generator(
            np.random.PCG64(int.from_bytes(digest[:16], "little"))
        )

    def integer(self, lo, hi):
        """From lo to hi, both included."""
        return int(self._numbers.integers(lo, hi, endpoint=True))

    def choice(self, options):
        options = list(options)
        return options[self.integer(0, len(options) - 1)]

    def boolean(self, p=0.5):
        return bool(self._numbers.random() < p)

    def uniform(self, lo, hi):
        return float(lo + (hi - lo) * self._numbers.random())

    def rank(self, least, most):
        """Now and then up to 6, which is as far as TFLM's operators go."""
        return self.integer(least, 6 if self.boolean(0.08) else most)

    def shape(self, rank, largest=8):
        """Less than `largest` in more than five dimensions, so that tensors do not become too large."""
        if rank > 5:
            largest = min(largest, 3)
        return [self.integer(1, largest) for _ in range(rank)]

    def scale(self, lo=1e-3, hi=1.0):
        """A float32, uniform in its logarithm; now and then an extreme."""
        if self.boolean(0.1):
            return float(np.float32(self.choice([lo, hi, 2.0**-7, 1 / 255, 0.5, 1.0])))
        return float(np.float32(np.exp(self.uniform(np.log(lo), np.log(hi)))))

    def scales(self, count, lo=1e-3, hi=1.0):
        """One for each channel."""
        return [self.scale(lo, hi) for _ in range(count)]

    def zero_point(self, type):
        """Any value of int8 or uint8, often an end of the range; 0 for all other types."""
        if type not in ("int8", "uint8"):
            return 0
        lo, hi = _RANGES[type]
        if self.boolean(0.3):
            return self.choice([lo, hi, (lo + hi + 1) // 2])
        return self.integer(lo, hi)

    def values(self, shape, type, lo=None, hi=None):
        """An array, uniform over the type's range or the given part of it, often with a good share of the range's
        ends, or of nothing but them. float32 is within -8 to 8 or [lo, hi], or now and then far outside; never an
        infinity or NaN."""
        shape = tuple(shape)
        if type == "bool":
            return self._numbers.random(shape) < self.choice([0.1, 0.5, 0.9])
        if type == "float32":
            return self._floats(shape, lo, hi)
        least, most = _RANGES[type]
        lo = least if lo is None else lo
        hi = most if hi is None else hi
        dtype = np.int8 if type == "int4" else np.dtype(type)
        values = self._numbers.integers(lo, hi, shape, dtype=dtype, endpoint=True)
        share = self.choice([0, 0, 0.1, 0.5, 1])
        if share:
            ends = np.where(
                self._numbers.random(shape) < 0.5,
                np.array(lo, dtype),
                np.array(hi, dtype),
            )
            values = np.where(self._numbers.random(shape) < share, ends, values)
        return values.astype(dtype)

    def _floats(self, shape, lo, hi):
        bounded = lo is not None or hi is not None
        lo = -8.0 if lo is None else lo
        hi = 8.0 if hi is None else hi
        values = (lo + (hi - lo) * self._numbers.random(shape)).astype(np.float32)
        if self.boolean(0.2):
            values = np.round(values)
        if not bounded and self.boolean(0.2):
            exponents = self._numbers.integers(-120, 120, shape)
            values = np.ldexp(values, exponents.astype(np.int32)).astype(np.float32)
        return np.clip(values, lo, hi).astype(np.float32) if bounded else values
