"""Runs models in TensorFlow Lite Micro, in a process of its own: TFLM crashes on some models."""

import contextlib
import dataclasses
import pickle
import selectors
import struct
import subprocess
import sys

_SECONDS = 10  # of one case
_CASES = 500  # a process: TFLM keeps some memory of every model that it refuses


@dataclasses.dataclass
class Answer:
    outcome: str  # "ok", "refused", "crashed", "undefined" (the outputs depend on what was in memory before), "no memory"
    outputs: list | None = (
        None  # of every step, a list of arrays; None if an operator ended the inference early
    )
    reason: str = ""


class Tflm:
    def __init__(self):
        self._worker = None
        self._cases = 0

    def run(self, model, steps):
        """`model` in bytes; `steps`: for each a list of input arrays."""
        if self._worker is not None and self._cases >= _CASES:
            self.close()
        if self._worker is None:
            self._worker = subprocess.Popen(
                [sys.executable, "-m", "oracle.tflm_worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            self._cases = 0
        self._cases += 1
        try:
            write(self._worker.stdin, (model, steps))
            with selectors.DefaultSelector() as selector:
                selector.register(self._worker.stdout, selectors.EVENT_READ)
                if not selector.select(_SECONDS):
                    self._worker.kill()
            return read(self._worker.stdout)
        except (EOFError, BrokenPipeError):
            self._worker.kill()
            return Answer("crashed", reason=f"the process ended with {self.close()}")

    def close(self):
        """Ends the process, if there is one; its exit code."""
        if self._worker is None:
            return None
        with contextlib.suppress(BrokenPipeError):
            self._worker.stdin.close()
        code = self._worker.wait()
        self._worker.stdout.close()
        self._worker = None
        return code


def write(stream, message):
    data = pickle.dumps(message)
    stream.write(struct.pack("<I", len(data)) + data)
    stream.flush()


def read(stream):
    head = stream.read(4)
    if len(head) < 4:
        raise EOFError
    (size,) = struct.unpack("<I", head)
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)
