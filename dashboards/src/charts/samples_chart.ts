// All samples of one measurement, in the order they were taken, with the median as a line.
import { formatNumber } from "../format/numbers";
import { formatScaled, type Scale } from "../format/units";
import type { Draw } from "./plot_figure";

export const kSamplesHeight = 160;

export function samplesChart(samples: readonly number[], median: number, scale: Scale, unit: string): Draw {
  const points = samples.map((sample, index) => ({ order: index + 1, value: sample / scale.divisor }));
  const values = points.map((point) => point.value);
  return (plot, width) =>
    plot.plot({
      width,
      height: kSamplesHeight,
      marginLeft: 84,
      marginBottom: 38,
      marginTop: 26,
      style: { fontSize: "12px" },
      x: {
        label: "sample, in order",
        domain: [0.5, points.length + 0.5],
        ticks: orderTicks(points.length, width),
        tickFormat: "d",
        labelArrow: "none",
      },
      y: {
        label: unit,
        labelArrow: "none",
        domain: paddedDomain(values),
        ticks: 3,
        grid: true,
        tickFormat: (value: number) => formatNumber(value, scale.decimals),
      },
      marks: [
        plot.ruleY([median / scale.divisor], { stroke: "var(--chart-line)", strokeDasharray: "4 3" }),
        plot.dot(points, {
          x: "order",
          y: "value",
          r: points.length > 100 ? 1.5 : 3,
          fill: "var(--chart-1)",
          tip: true,
          title: (point: { order: number; value: number }) =>
            `sample ${point.order}\n${formatScaled(point.value * scale.divisor, scale)} ${unit}`,
        }),
      ],
    });
}

/** A little wider than the values; around a single value, wide enough to be an axis. */
export function paddedDomain(values: readonly number[]): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const pad = high > low ? (high - low) * 0.15 : Math.max(high * 0.001, 1);
  return [Math.max(0, low - pad), high + pad];
}

function orderTicks(count: number, width: number): number[] {
  const step = Math.max(1, Math.ceil(count / Math.max(2, Math.floor(width / 45))));
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step + 1);
}
