import * as plot from "@observablehq/plot";
import { describe, expect, test } from "vitest";
import { scaleFor } from "../format/units";
import { memoryChart } from "./memory_chart";
import { operatorsChart } from "./operators_chart";
import { paddedDomain, samplesChart } from "./samples_chart";

const kMarks = (picture: Element, mark: string, shape: string): number =>
  picture.querySelectorAll(`[aria-label="${mark}"] ${shape}`).length;

describe("memory map", () => {
  const activation = { kind: "activation", bytes: 100, last_operator: 1 } as const;
  const plan = [
    { ...activation, tensor: 1, offset: 0, first_operator: 0 },
    { ...activation, tensor: 2, offset: 100, first_operator: 1 },
    { kind: "scratch", offset: 200, bytes: 50, first_operator: 1, last_operator: 1 } as const,
  ];

  test("has one rectangle an allocation and the lower bound", () => {
    const picture = memoryChart(plan, 2, 200)(plot, 600);
    expect(kMarks(picture, "rect", "rect")).toBe(3);
    expect(kMarks(picture, "rule", "line")).toBe(1);
    expect(kMarks(memoryChart(plan, 2, undefined)(plot, 600), "rule", "line")).toBe(0);
  });

  test("rectangles stand where the plan says", () => {
    const picture = memoryChart(plan, 2, 200)(plot, 600);
    const [first, second, scratch] = [...picture.querySelectorAll('[aria-label="rect"] rect')].map((rect) =>
      Object.fromEntries(
        ["x", "y", "width", "height"].map((name) => [name, Number(rect.getAttribute(name))]),
      ),
    );
    expect(first?.["width"]).toBeCloseTo(2 * (second?.["width"] ?? 0), 0);
    expect(second?.["height"]).toBeCloseTo(2 * (scratch?.["height"] ?? 0), 0);
    expect(first?.["y"]).toBeGreaterThan(second?.["y"] ?? Number.POSITIVE_INFINITY);
  });
});

describe("operators", () => {
  const operators = [
    { index: 0, op: "CONV_2D", count: 3_000 },
    { index: 1, op: "CONV_2D", count: 1_000 },
  ];

  test.each([350, 900])("at %d px: a bar each, with name, count, share and unit", (width) => {
    const picture = operatorsChart(operators, scaleFor("cycles", 3_000), "cycles")(plot, width);
    expect(kMarks(picture, "bar", "rect")).toBe(2);
    for (const text of [
      "0 CONV_2D",
      "1 CONV_2D",
      "3\u202f000 · 75.0\u202f%",
      "1\u202f000 · 25.0\u202f%",
      "cycles",
    ]) {
      expect(picture.textContent).toContain(text);
    }
  });
});

describe("samples", () => {
  test("has a dot a sample", () => {
    const picture = samplesChart([5, 5, 5], 5, scaleFor("cycles", 5), "cycles")(plot, 400);
    expect(kMarks(picture, "dot", "circle")).toBe(3);
  });

  test("its axis holds all values, one value too, and no negative ones", () => {
    expect(paddedDomain([10, 20])).toEqual([8.5, 21.5]);
    expect(paddedDomain([7])).toEqual([6, 8]);
    expect(paddedDomain([0])).toEqual([0, 1]);
  });
});
