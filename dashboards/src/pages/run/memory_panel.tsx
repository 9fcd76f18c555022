import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { memoryFigures } from "../../api/memory_figures";
import type { Memory } from "../../api/types";
import { kMemoryHeight, memoryChart } from "../../charts/memory_chart";
import { PlotFigure } from "../../charts/plot_figure";
import { Facts, measured } from "../../components/facts";
import { formatBytes } from "../../format/numbers";

export function MemoryPanel({ memory, operators }: { memory: Memory; operators: number }): JSX.Element {
  const { plan, lower_bound: lowerBound } = memory;
  const draw = useMemo(
    () => (plan && plan.length > 0 ? memoryChart(plan, operators, lowerBound) : null),
    [plan, operators, lowerBound],
  );
  return (
    <figure class="panel memory">
      <figcaption>
        <h3>Memory</h3>
        {draw === null ? (
          <p class="muted">The plan of the arena was not reported.</p>
        ) : (
          <p class="muted legend">
            <span class="swatch activation">activation</span>
            <span class="swatch scratch">scratch</span>
            {lowerBound !== undefined && <span class="swatch bound">lower bound of the activations</span>}
          </p>
        )}
      </figcaption>
      {draw !== null && (
        <PlotFigure
          label={`Map of the arena: ${plan?.length} allocations over ${operators} operators`}
          draw={draw}
          height={kMemoryHeight}
        />
      )}
      <Facts facts={memoryFigures(memory).map(({ label, bytes }) => [label, measured(bytes, formatBytes)])} />
    </figure>
  );
}
