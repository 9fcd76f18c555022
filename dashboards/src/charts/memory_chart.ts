// The arena over one inference: a rectangle an allocation, from its first to its last operator, at its offset.
import type { Allocation } from "../api/types";
import { formatBytes, formatNumber } from "../format/numbers";
import type { Draw } from "./plot_figure";

export const kMemoryHeight = 280;
const kMarginLeft = 64;
const kMarginRight = 12;
const kMarginTop = 28;
const kMarginBottom = 40;

const kFill: Record<Allocation["kind"], string> = {
  activation: "var(--chart-1)",
  scratch: "var(--chart-2)",
};

export function memoryChart(
  plan: readonly Allocation[],
  operators: number,
  lowerBound: number | undefined,
): Draw {
  // The plan begins behind the persistent data, so its bound does, too.
  const base = plan.length > 0 ? Math.min(...plan.map((allocation) => allocation.offset)) : 0;
  const bound = lowerBound === undefined ? undefined : base + lowerBound;
  const top = Math.max(bound ?? 0, ...plan.map((allocation) => allocation.offset + allocation.bytes));
  const count = Math.max(operators, ...plan.map((allocation) => allocation.last_operator + 1));
  return (plot, width) => {
    const operatorWidth = (width - kMarginLeft - kMarginRight) / count;
    const byteHeight = (kMemoryHeight - kMarginTop - kMarginBottom) / top;
    const step = Math.ceil(count / Math.max(1, Math.floor((width - kMarginLeft) / 26)));
    return plot.plot({
      width,
      height: kMemoryHeight,
      marginLeft: kMarginLeft,
      marginRight: kMarginRight,
      marginTop: kMarginTop,
      marginBottom: kMarginBottom,
      style: { fontSize: "12px" },
      x: {
        label: "operator, in execution order",
        domain: [-0.5, count - 0.5],
        ticks: Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step),
        tickFormat: "d",
        labelArrow: "none",
      },
      y: {
        label: "offset in the arena (B)",
        labelArrow: "none",
        domain: [0, top],
        grid: true,
        ticks: 5,
        tickFormat: (value: number) => formatNumber(value),
      },
      marks: [
        plot.rect(plan, {
          x1: (allocation: Allocation) => allocation.first_operator - 0.5,
          x2: (allocation: Allocation) => allocation.last_operator + 0.5,
          y1: "offset",
          y2: (allocation: Allocation) => allocation.offset + allocation.bytes,
          fill: (allocation: Allocation) => kFill[allocation.kind],
          // What is too low to be seen gets its own colour as its edge.
          stroke: (allocation: Allocation) =>
            allocation.bytes * byteHeight < 3 ? kFill[allocation.kind] : "var(--panel)",
          title: describeAllocation,
          tip: true,
        }),
        plot.text(plan, {
          // Only where the name has room.
          filter: (allocation: Allocation) =>
            nameOf(allocation).length * 7 <
              (allocation.last_operator - allocation.first_operator + 1) * operatorWidth &&
            allocation.bytes * byteHeight > 13,
          x: (allocation: Allocation) => (allocation.first_operator + allocation.last_operator) / 2,
          y: (allocation: Allocation) => allocation.offset + allocation.bytes / 2,
          text: nameOf,
          fill: "var(--on-chart)",
        }),
        bound !== undefined
          ? plot.ruleY([bound], {
              stroke: "var(--chart-line)",
              strokeWidth: 1.5,
              strokeDasharray: "5 4",
            })
          : null,
      ],
    });
  };
}

function nameOf(allocation: Allocation): string {
  return allocation.tensor === undefined ? allocation.kind : `t${allocation.tensor}`;
}

function describeAllocation(allocation: Allocation): string {
  const what = allocation.tensor === undefined ? "" : `tensor ${allocation.tensor}`;
  return [
    `${allocation.kind} ${what}`.trim(),
    `${formatBytes(allocation.bytes)} at ${formatNumber(allocation.offset)}`,
    `operators ${allocation.first_operator} to ${allocation.last_operator}`,
  ].join("\n");
}
