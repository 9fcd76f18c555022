import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { Latency } from "../../api/types";
import { PlotFigure } from "../../charts/plot_figure";
import { kSamplesHeight, samplesChart } from "../../charts/samples_chart";
import { type Fact, Facts } from "../../components/facts";
import { formatNumber } from "../../format/numbers";
import { formatHertz, formatScaled, scaleFor, unitLabel } from "../../format/units";

export function LatencyPanel({ latency, virtual }: { latency: Latency; virtual: boolean }): JSX.Element {
  const { samples, median, cold } = latency;
  const low = Math.min(...samples);
  const high = Math.max(...samples);
  const scale = scaleFor(latency.unit, median);
  const unit = unitLabel(scale.unit, virtual);
  const draw = useMemo(() => samplesChart(samples, median, scale, unit), [samples, median, scale, unit]);
  const facts: Fact[] = [
    ["domain", latency.domain],
    ["median", `${formatScaled(median, scale)} ${unit}`],
    [
      "range",
      low === high
        ? "all samples equal"
        : `${formatScaled(low, scale)} to ${formatScaled(high, scale)} ${unit}`,
    ],
    ["cold", typeof cold === "number" ? `${formatScaled(cold, scale)} ${unit}` : null],
    ["samples", formatNumber(samples.length)],
    ["counter", typeof latency.tick_hz === "number" ? formatHertz(latency.tick_hz) : null],
  ];
  return (
    <figure class="panel latency">
      <figcaption>
        <h3>Latency</h3>
        <p class="muted">One dot a sample, in the order measured; the dashed line is the median.</p>
      </figcaption>
      <PlotFigure
        label={`${samples.length} latency samples in order, median ${formatScaled(median, scale)} ${unit}`}
        draw={draw}
        height={kSamplesHeight}
      />
      <Facts facts={facts} />
    </figure>
  );
}
