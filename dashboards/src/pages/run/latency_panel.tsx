import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { Latency, Statistic } from "../../api/types";
import { PlotFigure } from "../../charts/plot_figure";
import { kSamplesHeight, samplesChart } from "../../charts/samples_chart";
import { type Fact, Facts, measured } from "../../components/facts";
import { formatNumber } from "../../format/numbers";
import { formatHertz, formatScaled, scaleFor, unitLabel } from "../../format/units";

interface Props {
  latency: Latency;
  statistics: readonly Statistic[];
  virtual: boolean;
}

/** The samples, and every statistic that the server computes of them. */
export function LatencyPanel({ latency, statistics, virtual }: Props): JSX.Element {
  const { samples, median, cold } = latency;
  const scale = scaleFor(latency.unit, median);
  const unit = unitLabel(scale.unit, virtual);
  const draw = useMemo(() => samplesChart(samples, median, scale, unit), [samples, median, scale, unit]);
  // What is in the samples' unit is scaled as they are, to be read beside them.
  const format = (value: number, of: string): string => {
    const own = of === latency.unit ? scale : scaleFor(of, value);
    return `${formatScaled(value, own)} ${unitLabel(own.unit, virtual)}`;
  };
  const facts: Fact[] = [
    ["domain", latency.domain],
    ...statistics.map((statistic): Fact => [statistic.name, format(statistic.value, statistic.unit)]),
    ["cold", measured(cold, (value) => format(value, latency.unit))],
    ["samples", formatNumber(samples.length)],
    ["counter", measured(latency.tick_hz, formatHertz)],
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
