// Units of measured counts, and what has to be said beside them.
import { formatNumber } from "./numbers";

/** How to write values of one quantity: divide, round, add the unit. */
export interface Scale {
  unit: string;
  divisor: number;
  /** Digits after the point: at most so many for a count, exactly so many for a time. */
  decimals: number;
}

const kTimeScales: readonly Scale[] = [
  { unit: "s", divisor: 1e9, decimals: 3 },
  { unit: "ms", divisor: 1e6, decimals: 3 },
  { unit: "µs", divisor: 1e3, decimals: 3 },
];

/** The scale for values up to `largest`, given in `unit`. Counts stay whole; times get the unit that suits them. */
export function scaleFor(unit: string, largest: number): Scale {
  const time = unit === "ns" ? kTimeScales.find((scale) => largest >= scale.divisor) : undefined;
  return time ?? { unit, divisor: 1, decimals: 1 };
}

export function formatScaled(value: number, scale: Scale): string {
  return formatNumber(value / scale.divisor, scale.decimals, scale.divisor === 1 ? 0 : scale.decimals);
}

/**
 * The unit as it must be shown: a virtual board's figure always says so. A virtual board has no cycles to count,
 * so a record that claims them gets the neutral word.
 */
export function unitLabel(unit: string, virtual: boolean): string {
  if (!virtual) {
    return unit;
  }
  return `${unit === "cycles" ? "ticks" : unit} (virtual board)`;
}

/** "80 MHz", "32.768 kHz". */
export function formatHertz(hertz: number): string {
  const [divisor, unit] = hertz >= 1e6 ? [1e6, "MHz"] : hertz >= 1e3 ? [1e3, "kHz"] : [1, "Hz"];
  return `${formatNumber(hertz / divisor, 6)}\u202f${unit}`;
}
