// Records to show: the samples that the build writes with the program (server/describe/write_examples.cc), and
// variations of them. Nothing in them was measured.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const kSamplesFile = join(dirname(process.env.ASSAY_PROGRAM), "../server/describe/samples.json");

// One of them contradicts itself, which the server refuses today.
const isRefused = ({ cases }) =>
  cases.some(({ exactness }) => exactness?.first_difference && exactness.equal === exactness.inputs);

/** One of each kind. */
export const samples = JSON.parse(readFileSync(kSamplesFile, "utf8"))
  .map(({ record }) => record)
  .filter((record) => !isRefused(record));

export const passing = samples.find(({ verdict }) => verdict === "pass");

/** The record with another id and these fields replaced. */
export function variation(record, fields = {}) {
  return { ...structuredClone(record), id: randomUUID(), ...fields };
}
