// Numbers as the pages write them: thin spaces between thousands, a point before decimals.

const kThinSpace = "\u202f"; // narrow and unbreakable

/** "7 696 399", "2.5"; at most `decimals` digits after the point, at least `fixed`. */
export function formatNumber(value: number, decimals = 0, fixed = 0): string {
  return new Intl.NumberFormat("en", { maximumFractionDigits: decimals, minimumFractionDigits: fixed })
    .format(value)
    .replaceAll(",", kThinSpace);
}

/** A part of a whole: "70.1 %"; "<0.1 %" where rounding would hide that there is something. */
export function formatShare(part: number, whole: number): string {
  if (whole <= 0) {
    return "–";
  }
  const share = part / whole;
  return share > 0 && share < 0.0005 ? `<${formatPercent(0.001)}` : formatPercent(share);
}

/** 0.905 as "90.5 %". */
export function formatPercent(fraction: number): string {
  return `${(fraction * 100).toFixed(1)}${kThinSpace}%`;
}

/** "22 820 B": always exact, because one byte more is an event. */
export function formatBytes(bytes: number): string {
  return `${formatNumber(bytes)}${kThinSpace}B`;
}
