import { expect, test } from "vitest";
import { kSamples } from "../../fixtures/samples";
import { outputsWrong } from "./outputs_wrong";

test("says the same as the server of every sample", () => {
  const said = new Set<boolean>();
  for (const { record, summary } of kSamples) {
    const here = record.cases.map(outputsWrong);
    expect(here, record.id).toEqual(summary.cases.map((result) => result.outputs_wrong));
    for (const wrong of here) {
      said.add(wrong);
    }
  }
  expect(said.size).toBe(2);
});
