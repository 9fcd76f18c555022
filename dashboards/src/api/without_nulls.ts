// In a record a field that is null and one that is absent say the same: there is none, or it was not measured. In the
// pages both are absent, and so is what the server says with null in its own answers.

/** T with fields that cannot be null; those that could be may be absent. */
export type WithoutNulls<T> = T extends readonly (infer Item)[]
  ? WithoutNulls<Item>[]
  : T extends object
    ? { [Key in keyof T as null extends T[Key] ? never : Key]: WithoutNulls<T[Key]> } & {
        [Key in keyof T as null extends T[Key] ? Key : never]?: WithoutNulls<NonNullable<T[Key]>>;
      }
    : T;

/** The same JSON value, in which no object has a field that is null. */
export function withoutNulls<T>(value: T): WithoutNulls<T>;
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => withoutNulls(item));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== null)
      .map(([name, field]) => [name, withoutNulls(field)]),
  );
}
