"""The CTest test `oracle.tflm`: what becomes of models that TFLM computes, refuses, has no memory for or crashes on."""

import unittest

import numpy as np

from oracle import generate, registry
from oracle.model import Model
from oracle.tflm import Tflm


def _add(type, shape, output_scale=1.0):
    model = Model()
    a, b = (model.input(shape, type, scale=1.0) for _ in range(2))
    y = model.tensor(shape, type, scale=output_scale)
    model.op("ADD", [a, b], [y], {}, "AddOptions")
    model.output(y)
    return model


class TflmTest(unittest.TestCase):
    def setUp(self):
        self.tflm = Tflm()
        self.addCleanup(self.tflm.close)

    def run_model(self, model):
        step = [np.ones(t.shape, t.type) for t in model.inputs]
        return self.tflm.run(model.bytes(), [step])

    def test_computes(self):
        answer = self.run_model(_add("int8", [2]))
        self.assertEqual(answer.outcome, "ok")
        self.assertEqual(answer.outputs[0][0].tolist(), [2, 2])

    def test_refuses(self):
        answer = self.run_model(_add("uint8", [2]))
        self.assertEqual(answer.outcome, "refused")
        self.assertIn("not supported", answer.reason)

    def test_lacks_memory(self):
        self.assertEqual(self.run_model(_add("int8", [1 << 20])).outcome, "no memory")

    def test_crashes_and_goes_on(self):
        self.assertEqual(self.run_model(_add("int8", [2], 2.0**-19)).outcome, "crashed")
        self.assertEqual(self.run_model(_add("int8", [2])).outcome, "ok")

    def test_a_type_said_to_be_refused_must_be(self):
        spec = registry.Spec(
            "ADD",
            "int8",
            lambda random, type, name: _add(type, [2]),
            None,
            refused=True,
        )
        case, outcome, _ = generate.make_case(self.tflm, spec, "seed", 0)
        self.assertIsNone(case)
        self.assertEqual(outcome, "error")


if __name__ == "__main__":
    unittest.main()
