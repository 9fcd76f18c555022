// Names for the generated types of the API, so that no component has to know where they come from.
import type { components } from "./schema";
import type { WithoutNulls } from "./without_nulls";

export type Schemas = WithoutNulls<components["schemas"]>;

export type RunRecord = Schemas["Record"];
export type RunPage = Schemas["RunPage"];
export type RunSummary = Schemas["RunSummary"];
export type CaseSummary = RunSummary["cases"][number];
export type Statistic = NonNullable<CaseSummary["latency"]>["statistics"][number];
export type Verdict = Schemas["Verdict"];

/** A run's record, and what the server says of it. Their cases are the same, in the same order. */
export interface Run {
  record: RunRecord;
  summary: RunSummary;
}

export type Case = RunRecord["cases"][number];
export type Exactness = NonNullable<Case["exactness"]>;
export type Difference = NonNullable<Exactness["first_difference"]>;
export type Latency = NonNullable<Case["latency"]>;
export type Layer = NonNullable<Case["layers"]>[number];
export type Memory = NonNullable<Case["memory"]>;
export type Allocation = NonNullable<Memory["plan"]>[number];
export type Accuracy = NonNullable<Case["accuracy"]>;
export type Energy = NonNullable<Case["energy"]>;

// Of a record, so that the compiler misses a verdict that is not here.
const kEveryVerdict: Record<Verdict, null> = { pass: null, fail: null, infra: null, inconclusive: null };
export const kVerdicts = Object.keys(kEveryVerdict) as readonly Verdict[];
