import { expect, expectTypeOf, test } from "vitest";
import { type WithoutNulls, withoutNulls } from "./without_nulls";

test("what is null is absent, however deep", () => {
  const value = { a: null, b: { c: null, d: [{ e: null, f: 1 }] } };
  expect(withoutNulls(value)).toStrictEqual({ b: { d: [{ f: 1 }] } });
});

test("all else stays as it is", () => {
  const value = { zero: 0, no: false, empty: "", list: [], object: {}, numbers: [1, 2] };
  expect(withoutNulls(value)).toStrictEqual(value);
});

test("the type says so", () => {
  type Before = {
    both?: number | null;
    null: { inner: string | null } | null;
    optional?: number[];
    always: 1;
  };
  type After = { both?: number; null?: { inner?: string }; optional?: number[]; always: 1 };
  expectTypeOf<WithoutNulls<Before>>().branded.toEqualTypeOf<After>();
});
