import type { ComponentChildren, JSX } from "preact";
import { NotMeasured } from "./not_measured";

/** One line of a list of facts: what it is, and its value; null or undefined is what was not measured. */
export type Fact = [label: string, value: ComponentChildren];

export function Facts({ facts }: { facts: readonly Fact[] }): JSX.Element {
  return (
    <dl class="facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value === null || value === undefined ? <NotMeasured /> : value}</dd>
        </div>
      ))}
    </dl>
  );
}
