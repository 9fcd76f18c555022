import { formatNumber, formatPercent } from "./numbers";

/** Metrics that are a proportion of the inputs are shown in percent, all others as they are. */
function isProportion(metric: string): boolean {
  return /^top\d*$|^accuracy$/.test(metric);
}

export function formatAccuracy(metric: string, value: number): string {
  return isProportion(metric) ? formatPercent(value) : formatNumber(value, 4);
}

/** "top1" as "top-1"; "auc" as "AUC"; an unknown metric by its own name. */
export function metricLabel(metric: string): string {
  if (metric === "auc") {
    return "AUC";
  }
  return metric.replace(/^top(\d)/, "top-$1");
}
