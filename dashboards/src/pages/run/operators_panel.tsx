import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { Latency, Layer } from "../../api/types";
import { operatorsChart, operatorsHeight } from "../../charts/operators_chart";
import { PlotFigure } from "../../charts/plot_figure";
import { unitLabel } from "../../format/units";
import { countOperators } from "./operator_counts";
import { OperatorsTable } from "./operators_table";

interface Props {
  layers: readonly Layer[];
  latency: Latency | undefined;
  virtual: boolean;
  /** Whether outputs were wrong: then what the operators computed is shown, but not how fast. */
  wrong: boolean;
}

export function OperatorsPanel({ layers, latency, virtual, wrong }: Props): JSX.Element {
  const counts = useMemo(() => (wrong ? null : countOperators(layers, latency)), [layers, latency, wrong]);
  const unit = counts === null ? "" : unitLabel(counts.scale.unit, virtual);
  const draw = useMemo(
    () => (counts === null ? null : operatorsChart(counts.operators, counts.scale, unit)),
    [counts, unit],
  );
  return (
    <figure class="panel operators">
      <figcaption>
        <h3>Operators</h3>
        <p class="muted">
          {wrong
            ? "Speed is not shown, because outputs are wrong."
            : counts === null
              ? "How long each took was not measured."
              : `In execution order; ${unit} and share of their sum.`}
        </p>
      </figcaption>
      {draw !== null && (
        <PlotFigure
          label={`${unit} of each of ${layers.length} operators; the same numbers are in the table below`}
          draw={draw}
          height={operatorsHeight(layers.length)}
        />
      )}
      <details open={draw === null}>
        <summary>Table: kernel sets and output digests</summary>
        <OperatorsTable layers={layers} counts={counts} unit={unit} />
      </details>
    </figure>
  );
}
