import type { Latency, Layer } from "../../api/types";
import type { OperatorCount } from "../../charts/operators_chart";
import { type Scale, scaleFor } from "../../format/units";

export interface OperatorCounts {
  operators: OperatorCount[];
  total: number;
  scale: Scale;
}

/**
 * What each operator took: in the latency's unit where every operator has that, else in ticks of the counter; null
 * where neither was measured for every operator, since shares of an incomplete sum would be wrong. Operators behind
 * the last one that was measured are left out: an inference may end before it reaches them.
 */
export function countOperators(
  layers: readonly Layer[],
  latency: Latency | undefined,
): OperatorCounts | null {
  const counted = latency ? collect(layers, (layer) => layer.count) : null;
  const operators = counted ?? collect(layers, (layer) => layer.ticks);
  if (operators === null) {
    return null;
  }
  const largest = Math.max(...operators.map((operator) => operator.count));
  return {
    operators,
    total: operators.reduce((sum, operator) => sum + operator.count, 0),
    scale: scaleFor(counted !== null && latency ? latency.unit : "ticks", largest),
  };
}

function collect(
  layers: readonly Layer[],
  countOf: (layer: Layer) => number | undefined,
): OperatorCount[] | null {
  const operators: OperatorCount[] = [];
  const measured = layers.filter((layer) => countOf(layer) !== undefined).length;
  for (const layer of layers.slice(0, measured)) {
    const count = countOf(layer);
    if (count === undefined) {
      return null;
    }
    operators.push({ index: layer.index, op: layer.op, count });
  }
  return operators.length > 0 ? operators : null;
}
