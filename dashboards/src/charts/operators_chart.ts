// One horizontal bar an operator, in execution order.
import { formatNumber, formatShare } from "../format/numbers";
import { formatScaled, type Scale } from "../format/units";
import type { Draw } from "./plot_figure";

export interface OperatorCount {
  index: number;
  op: string;
  count: number;
}

const kTop = 38;
const kBottom = 8;
const kRow = 20;

// Where names and numbers leave no room for bars, they stand above them.
const kNarrow = 480;
const kNarrowRow = 32;
const kNarrowText = 16;

export function operatorsHeight(operators: number, row = kRow): number {
  return kTop + kBottom + operators * row;
}

export function operatorsChart(operators: readonly OperatorCount[], scale: Scale, unit: string): Draw {
  const total = operators.reduce((sum, operator) => sum + operator.count, 0);
  const rows = operators.map((operator) => ({
    name: `${operator.index} ${operator.op}`,
    value: operator.count / scale.divisor,
    text: `${formatScaled(operator.count, scale)} · ${formatShare(operator.count, total)}`,
  }));
  return (plot, width) => {
    const narrow = width < kNarrow;
    const text = { y: "name", fill: "var(--ink)", fontVariant: "tabular-nums" } as const;
    return plot.plot({
      width,
      height: operatorsHeight(rows.length, narrow ? kNarrowRow : kRow),
      marginLeft: narrow ? 8 : 170,
      marginRight: narrow ? 8 : 140,
      marginTop: kTop,
      marginBottom: kBottom,
      style: { fontSize: "12px" },
      x: {
        axis: "top",
        label: unit,
        labelAnchor: "left",
        labelArrow: "none",
        grid: true,
        ticks: narrow ? 2 : 4,
        tickFormat: (value: number) => formatNumber(value, scale.decimals),
      },
      y: {
        axis: narrow ? null : "left",
        label: null,
        domain: rows.map((row) => row.name),
        padding: narrow ? 0 : 0.25,
        tickSize: 0,
      },
      marks: [
        plot.barX(rows, {
          x: "value",
          y: "name",
          fill: "var(--chart-1)",
          insetTop: narrow ? kNarrowText : 0,
          insetBottom: narrow ? 3 : 0,
        }),
        narrow
          ? [
              plot.text(rows, {
                ...text,
                text: "name",
                frameAnchor: "left",
                textAnchor: "start",
                dx: 4,
                dy: -8,
              }),
              plot.text(rows, { ...text, text: "text", frameAnchor: "right", textAnchor: "end", dy: -8 }),
            ]
          : plot.text(rows, { ...text, x: "value", text: "text", textAnchor: "start", dx: 6 }),
        plot.ruleX([0], { stroke: "var(--line-strong)" }),
      ],
    });
  };
}
