import type { ComponentChildren, JSX } from "preact";
import { NotMeasured } from "./not_measured";

/** One line of a list of facts: what it is, and its value; undefined is what was not measured. */
export type Fact = [label: string, value: ComponentChildren];

/** The value of a fact, as `format` writes it, of what may not have been measured. */
export function measured(
  value: number | undefined,
  format: (value: number) => ComponentChildren,
): ComponentChildren {
  return value === undefined ? undefined : format(value);
}

export function Facts({ facts }: { facts: readonly Fact[] }): JSX.Element {
  return (
    <dl class="facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value === undefined ? <NotMeasured /> : value}</dd>
        </div>
      ))}
    </dl>
  );
}
