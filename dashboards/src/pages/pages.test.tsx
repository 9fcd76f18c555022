// The pages' words, on sample records. Pictures and layout are checked in a real browser (tests/browser).
import { render } from "preact";
import { afterEach, expect, test } from "vitest";
import { kSamples } from "../../fixtures/samples";
import type { Run, RunRecord } from "../api/types";
import { RunView } from "./run/run_page";
import { RunsTable } from "./runs/runs_table";

let root: HTMLElement;

function textOf(node: preact.ComponentChild): string {
  root = document.createElement("div");
  document.body.append(root);
  render(node, root);
  // One kind of space, so that the expectations can be read.
  return (root.textContent ?? "").replaceAll(/\s/g, " ");
}

afterEach(() => {
  render(null, root);
  root.remove();
});

function sample(wanted: (candidate: RunRecord) => boolean): Run {
  const found = kSamples.find(({ record }) => wanted(record));
  if (found === undefined) {
    throw new Error("no such sample record");
  }
  return found;
}

const kFailed = sample((run) => run.verdict === "fail");
const kPassed = sample((run) => run.verdict === "pass" && run.board.name === kFailed.record.board.name);
const kInfra = sample((run) => run.verdict === "infra");
const kReal = sample((run) => !run.board.virtual && run.cases.length > 0);

function firstCaseOf<T>({ cases }: { cases: readonly T[] }): T {
  const [first] = cases;
  if (first === undefined) {
    throw new Error("the sample has no case");
  }
  return first;
}

test("a list shows every run with its cases, and labels virtual boards", () => {
  const text = textOf(<RunsTable runs={kSamples.map(({ summary }) => summary)} />);
  for (const words of [
    "2 001 instructions (virtual board)",
    "7 431 507 cycles",
    "4.806 ms",
    "2/3",
    "66.7 % top-1",
    "22 000 B / 21 990 B",
    "no case was run",
  ]) {
    expect(text).toContain(words);
  }
});

test("a list shows no speed for wrong outputs, whatever the server says", () => {
  const { summary } = kFailed;
  const result = firstCaseOf(summary);
  const statistics = [{ name: "median", unit: "instructions", value: 424_242, in_lists: true }];
  const latency = { domain: "instructions" as const, unit: "instructions" as const, statistics };
  const text = textOf(<RunsTable runs={[{ ...summary, cases: [{ ...result, latency }] }]} />);
  expect(text).toContain("outputs wrong");
  expect(text).not.toContain("424 242");
});

test("a run shows its numbers with units and what they rest on", () => {
  const text = textOf(<RunView run={kPassed} />);
  for (const words of [
    "3/3 inputs",
    "2 001 instructions (virtual board)3 samples, cold 2 100.5",
    "66.7 % float model 100.0 %; 2 of 3 right",
    "22 000 B touched 21 990 B",
    "min2 000 instructions (virtual board)",
    "max2 002 instructions (virtual board)",
    "activations16 000 B",
    "CONV_2D1 500",
  ]) {
    expect(text).toContain(words);
  }
  expect(text).not.toContain("cycles");
});

test("a run shows every statistic of the server, whatever it is called, in its unit", () => {
  const { record, summary } = sample((run) => run.board.core === "host");
  const result = firstCaseOf(summary);
  const statistics = [
    { name: "least of all", unit: "ns", value: 4_799_120, in_lists: false },
    { name: "spread", unit: "%", value: 12.5, in_lists: false },
  ];
  const latency = { domain: "time" as const, unit: "ns" as const, statistics };
  const text = textOf(<RunView run={{ record, summary: { ...summary, cases: [{ ...result, latency }] } }} />);
  expect(text).toContain("least of all4.799 ms");
  expect(text).toContain("spread12.5 %");
});

test("a real board's count is in cycles, with the conditions it was taken under", () => {
  const text = textOf(<RunView run={kReal} />);
  for (const words of [
    "7 431 507 cycles",
    "120 MHz",
    "3 300 mV",
    "24.5 °C",
    "10.75 µJ± 0.25 µJ (k = 2), 3 samples",
  ]) {
    expect(text).toContain(words);
  }
  expect(text).not.toContain("virtual board");
});

test("a run with wrong outputs shows where they differ and nothing of speed", () => {
  const text = textOf(<RunView run={kFailed} />);
  for (const words of ["1 of 3 outputs differ", "operator4 CONV_2D", "element17", "expected-3", "actual-4"]) {
    expect(text).toContain(words);
  }
  expect(text).toContain("not shown: outputs are wrong");
  expect(text).not.toContain("2 001");
  expect(text).not.toContain("1 500");
  expect(text).not.toContain("samples");
});

test("a run that got nowhere says so and makes up no zero", () => {
  const text = textOf(<RunView run={kInfra} />);
  expect(text).toContain(kInfra.record.reason);
  expect(text).toContain("no agent answered");
  expect(text).toContain("No case was run");
});

test("what was not measured is called that", () => {
  const { record, summary } = kPassed;
  const { name, model, kernels } = firstCaseOf(record);
  const bare = { name, model, kernels, verdict: "inconclusive", reason: "stopped" } as const;
  const text = textOf(<RunView run={{ record: { ...record, cases: [bare] }, summary }} />);
  for (const label of ["Bit-exact", "Latency", "Accuracy", "Arena", "Energy"]) {
    expect(text).toContain(`${label}not measured`);
  }
});

test("what a record says is shown as text, never taken for markup", () => {
  const { record, summary } = kInfra;
  const reason = "<img src=x onerror=alert(1)>";
  const text = textOf(<RunView run={{ record: { ...record, reason }, summary }} />);
  expect(text).toContain("<img src=x onerror=alert(1)>");
  expect(root.querySelector("img")).toBeNull();
});
