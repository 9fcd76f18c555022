import { expect, test } from "vitest";
import type { Latency, Layer } from "../../api/types";
import { countOperators } from "./operator_counts";

const kLatency: Latency = { domain: "time", unit: "ns", samples: [10], median: 10 };
const kLayers: Layer[] = [
  { index: 0, op: "CONV_2D", ticks: 7, count: 7_000 },
  { index: 1, op: "SOFTMAX", ticks: 3, count: 3_000 },
];

test("counts in the latency's unit where all operators have them", () => {
  const counts = countOperators(kLayers, kLatency);
  expect(counts?.total).toBe(10_000);
  expect(counts?.scale.unit).toBe("µs");
});

test("else ticks, and called ticks", () => {
  const withoutCounts = kLayers.map(({ count: _, ...layer }) => layer);
  const counts = countOperators(withoutCounts, kLatency);
  expect(counts?.total).toBe(10);
  expect(counts?.scale.unit).toBe("ticks");
  expect(countOperators(kLayers, undefined)?.scale.unit).toBe("ticks");
});

test("nothing where an operator was not measured", () => {
  const kUnmeasured: Layer = { index: 0, op: "RESHAPE", kernel_set: "portable" };
  expect(countOperators([kUnmeasured, ...kLayers], kLatency)).toBeNull();
  expect(countOperators([kUnmeasured], kLatency)).toBeNull();
});

test("operators that the inference did not reach are left out", () => {
  const counts = countOperators([...kLayers, { index: 2, op: "RESHAPE", kernel_set: "portable" }], kLatency);
  expect(counts?.operators.length).toBe(2);
  expect(counts?.total).toBe(10_000);
});
