import { expect, test } from "vitest";
import { filterFromQuery, runsUrl } from "./filter";

test("a filter survives the way through the URL", () => {
  const filter = { board: "a b&c=d", suite: "mlperf-tiny", verdict: "fail", cursor: "x/+=" } as const;
  const query = Object.fromEntries(new URL(runsUrl(filter), "http://host").searchParams);
  expect(filterFromQuery(query)).toEqual(filter);
});

test("what is empty, unknown or no verdict is no filter", () => {
  expect(filterFromQuery({ board: "", verdict: "maybe", colour: "red" })).toEqual({});
  expect(runsUrl({})).toBe("/");
});
