import type { JSX } from "preact";
import type { Difference, Exactness } from "../../api/types";
import { type Fact, Facts, measured } from "../../components/facts";
import { formatNumber } from "../../format/numbers";

export function ExactnessPanel({ exactness, wrong }: { exactness: Exactness; wrong: boolean }): JSX.Element {
  const { inputs, equal, operators_checked: checked, first_difference: difference } = exactness;
  return (
    <section class="panel exactness">
      <h3>Exactness</h3>
      <p class="muted">
        {inputs === 0
          ? "No output was compared."
          : !wrong
            ? "Every output is equal to the reference in every bit."
            : `${formatNumber(inputs - equal)} of ${formatNumber(inputs)} outputs differ from the reference.`}
      </p>
      <Facts
        facts={[
          ["reference", exactness.reference],
          ["inputs", formatNumber(inputs)],
          ["bit-exact", formatNumber(equal)],
          ["operator outputs", measured(checked, (count) => `${formatNumber(count)} compared`)],
        ]}
      />
      {difference && (
        <div class="difference">
          <h4>First difference</h4>
          <Facts facts={differenceFacts(difference)} />
        </div>
      )}
    </section>
  );
}

function differenceFacts(difference: Difference): Fact[] {
  const { operator, operator_name: name, differing, largest_difference: largest } = difference;
  return [
    ["input", formatNumber(difference.input)],
    ["operator", operator === undefined ? "not localised" : `${operator} ${name ?? ""}`.trim()],
    ["element", formatNumber(difference.element)],
    ["expected", formatNumber(difference.expected, 6)],
    ["actual", formatNumber(difference.actual, 6)],
    ["elements that differ", measured(differing, formatNumber)],
    ["largest difference", measured(largest, (value) => formatNumber(value, 6))],
  ];
}
