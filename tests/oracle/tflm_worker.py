"""The process that oracle.tflm runs TFLM in: requests on its input, answers on its output."""

import ctypes
import os
import re
import tempfile

from tflite_micro.python.tflite_micro import runtime
from tflite_micro.tensorflow.lite.micro.python import schema_py_generated as schema

from oracle.tflm import Answer, read, write

_ARENA = 2 << 20

# What TFLM prints where its arena or another of its limits was too small for the model, which says nothing about the model.
_NO_MEMORY = re.compile(
    "Failed to resize buffer|Arena size is too small|[Ff]ailed to allocate"
)


def _run_once(model, steps):
    try:
        interpreter = runtime.Interpreter.from_bytes(model, arena_size=_ARENA)
        outputs = []
        count = schema.Model.GetRootAsModel(model, 0).Subgraphs(0).OutputsLength()
        for inputs in steps:
            for index, values in enumerate(inputs):
                interpreter.set_input(values, index)
            if (
                interpreter.invoke() != 0
            ):  # an operator ended the inference, which is no error
                outputs.append(None)
                continue
            outputs.append([interpreter.get_output(index) for index in range(count)])
        return outputs
    except RuntimeError:
        return None


def _bytes(results):
    """Comparable, also where there are NaNs."""
    if results is None:
        return None
    return [step and [array.tobytes() for array in step] for step in results]


def _serve():
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # What TFLM prints goes into a file: it says why a model was refused.
    with tempfile.TemporaryFile() as file:
        log = os.dup(file.fileno())
    os.dup2(log, 1)
    os.dup2(log, 2)
    mallopt = ctypes.CDLL(None).mallopt
    perturb = -6  # M_PERTURB: what new memory is filled with
    while True:
        try:
            model, steps = read(requests)
        except EOFError:
            return
        os.ftruncate(log, 0)
        os.lseek(log, 0, os.SEEK_SET)
        try:
            results = []
            for paint in (0x5A, 0xA1):
                mallopt(perturb, paint)
                results.append(_run_once(model, steps))
            reason = os.pread(log, 2000, 0).decode(errors="replace").strip()
            if _bytes(results[0]) != _bytes(results[1]):
                answer = Answer("undefined", reason=reason)
            elif results[0] is None and _NO_MEMORY.search(reason):
                answer = Answer("no memory", reason=reason)
            elif results[0] is None:
                answer = Answer("refused", reason=reason.split("\n")[0])
            else:
                answer = Answer("ok", results[0])
        except Exception as error:  # noqa: BLE001 - a mistake in the case, which the caller reports
            answer = Answer("error", reason=f"{type(error).__name__}: {error}")
        write(answers, answer)


if __name__ == "__main__":
    _serve()
