// The pages' words, on sample records. Pictures and layout are checked in a real browser (tests/browser).
import { render } from "preact";
import { afterEach, expect, test } from "vitest";
import { kRecords, summarize } from "../../fixtures/records.mjs";
import type { RunRecord } from "../api/types";
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

function record(wanted: (candidate: RunRecord) => boolean): RunRecord {
  const found = kRecords.find(wanted);
  if (found === undefined) {
    throw new Error("no such sample record");
  }
  return found;
}

const kPassed = record((run) => run.verdict === "pass" && run.cases.length > 1);
const kFailed = record((run) => run.verdict === "fail");
const kInfra = record((run) => run.verdict === "infra");
const kReal = record((run) => !run.board.virtual && run.cases.length > 0);

test("a list shows every run with its cases, and labels virtual boards", () => {
  const text = textOf(<RunsTable runs={kRecords.map(summarize)} />);
  for (const words of [
    "7 697 399 instructions (virtual board)",
    "7 431 507 cycles",
    "4.806 ms (virtual board)",
    "199/200",
    "90.5 % top-1",
    "22 820 B / 22 764 B",
    "no case was run",
  ]) {
    expect(text).toContain(words);
  }
});

test("a list shows no speed for wrong outputs, whatever the server says", () => {
  const summary = summarize(kFailed);
  const [result] = summary.cases;
  if (result === undefined) {
    throw new Error("the sample has no case");
  }
  const latency = { domain: "instructions", unit: "instructions", median: 424_242 } as const;
  const text = textOf(<RunsTable runs={[{ ...summary, cases: [{ ...result, latency }] }]} />);
  expect(text).toContain("outputs wrong");
  expect(text).not.toContain("424 242");
});

test("a run shows its numbers with units and what they rest on", () => {
  const text = textOf(<RunView run={kPassed} />);
  for (const words of [
    "200/200 inputs",
    "7 697 399 instructions (virtual board)10 samples, cold 7 698 120",
    "90.5 % float model 91.5 %; 181 of 200 right",
    "22 820 B touched 22 764 B",
    "all samples equal",
    "lower bound16 000 B",
    "DEPTHWISE_CONV_2D561 394",
  ]) {
    expect(text).toContain(words);
  }
  expect(text).not.toContain("cycles");
});

test("a real board's count is in cycles, with the conditions it was taken under", () => {
  const text = textOf(<RunView run={kReal} />);
  for (const words of [
    "7 431 507 cycles",
    "120 MHz",
    "3 302 mV",
    "23.4 °C",
    "1 240.5 µJ± 12.4 µJ (k = 2), 4 samples",
  ]) {
    expect(text).toContain(words);
  }
  expect(text).not.toContain("virtual board");
});

test("a run with wrong outputs shows where they differ and nothing of speed", () => {
  const text = textOf(<RunView run={kFailed} />);
  for (const words of [
    "1 of 200 outputs differ",
    "operator3 DEPTHWISE_CONV_2D",
    "element4 093",
    "expected-128",
    "actual127",
  ]) {
    expect(text).toContain(words);
  }
  expect(text).toContain("not shown: outputs are wrong");
  expect(text).not.toContain("7 697 399");
  expect(text).not.toContain("561 394");
  expect(text).not.toContain("samples");
});

test("a run that got nowhere says so and makes up no zero", () => {
  const text = textOf(<RunView run={kInfra} />);
  expect(text).toContain(kInfra.reason);
  expect(text).toContain("no agent answered");
  expect(text).toContain("No case was run");
});

test("what was not measured is called that", () => {
  const [result] = kPassed.cases;
  if (result === undefined) {
    throw new Error("the sample has no case");
  }
  const { name, model, kernels } = result;
  const bare = { name, model, kernels, verdict: "inconclusive", reason: "stopped" } as const;
  const text = textOf(<RunView run={{ ...kPassed, cases: [bare] }} />);
  for (const label of ["Bit-exact", "Latency", "Accuracy", "Arena", "Energy"]) {
    expect(text).toContain(`${label}not measured`);
  }
});

test("what a record says is shown as text, never taken for markup", () => {
  const text = textOf(<RunView run={{ ...kInfra, reason: "<img src=x onerror=alert(1)>" }} />);
  expect(text).toContain("<img src=x onerror=alert(1)>");
  expect(root.querySelector("img")).toBeNull();
});
