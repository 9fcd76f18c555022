import { describe, expect, test } from "vitest";
import { formatAccuracy, metricLabel } from "./accuracy";
import { formatBytes, formatNumber, formatPercent, formatShare } from "./numbers";
import { formatDuration, formatMoment } from "./times";
import { formatHertz, formatScaled, scaleFor, unitLabel } from "./units";

// Narrow no-break space, written as an underscore so that it can be seen.
const thin = (text: string): string => text.replaceAll("_", "\u202f");

describe("numbers", () => {
  test.each([
    [0, "0"],
    [999, "999"],
    [1000, "1_000"],
    [7_696_399, "7_696_399"],
    [Number.MAX_SAFE_INTEGER, "9_007_199_254_740_991"],
    [-128, "-128"],
  ])("%d", (value, text) => expect(formatNumber(value)).toBe(thin(text)));

  test("decimals are rounded off, and filled up where asked for", () => {
    expect(formatNumber(2.25, 1)).toBe("2.3");
    expect(formatNumber(2, 3)).toBe("2");
    expect(formatNumber(2, 3, 3)).toBe("2.000");
  });

  test("bytes are exact", () => expect(formatBytes(22_820)).toBe(thin("22_820_B")));

  test("percent", () => expect(formatPercent(0.905)).toBe(thin("90.5_%")));

  test("a share never rounds something to nothing", () => {
    expect(formatShare(1, 4)).toBe(thin("25.0_%"));
    expect(formatShare(1, 1_000_000)).toBe(thin("<0.1_%"));
    expect(formatShare(0, 10)).toBe(thin("0.0_%"));
    expect(formatShare(0, 0)).toBe("–");
  });
});

describe("units", () => {
  test("counts keep their unit and every digit", () => {
    const scale = scaleFor("instructions", 7_696_399);
    expect(scale.unit).toBe("instructions");
    expect(formatScaled(7_696_399, scale)).toBe(thin("7_696_399"));
    expect(formatScaled(7_696_398.5, scale)).toBe(thin("7_696_398.5"));
  });

  test.each([
    [950, "ns", "950"],
    [4_806, "µs", "4.806"],
    [4_800_000, "ms", "4.800"],
    [2_000_000_000, "s", "2.000"],
  ])("a time of %d ns in %s", (value, unit, text) => {
    const scale = scaleFor("ns", value);
    expect(scale.unit).toBe(unit);
    expect(formatScaled(value, scale)).toBe(text);
  });

  test("a virtual board's figure says so, and never claims cycles", () => {
    expect(unitLabel("cycles", false)).toBe("cycles");
    expect(unitLabel("instructions", true)).toBe("instructions (virtual board)");
    expect(unitLabel("ms", true)).toBe("ms (virtual board)");
    expect(unitLabel("cycles", true)).toBe("ticks (virtual board)");
  });

  test.each([
    [120_000_000, "120_MHz"],
    [32_768, "32.768_kHz"],
    [50, "50_Hz"],
  ])("%d hertz", (value, text) => expect(formatHertz(value)).toBe(thin(text)));
});

describe("accuracy", () => {
  test("proportions in percent, other metrics as they are", () => {
    expect(formatAccuracy("top1", 0.905)).toBe(thin("90.5_%"));
    expect(formatAccuracy("auc", 0.87312)).toBe("0.8731");
  });

  test("names", () => {
    expect(metricLabel("top1")).toBe("top-1");
    expect(metricLabel("auc")).toBe("AUC");
    expect(metricLabel("f1")).toBe("f1");
  });
});

describe("times", () => {
  // vitest.config.ts sets TZ to UTC.
  test("a moment in local time, to the minute", () => {
    expect(formatMoment("2026-03-01T22:05:14.120Z")).toBe("2026-03-01 22:05");
    expect(formatMoment("yesterday")).toBe("yesterday");
  });

  test.each([
    ["2026-03-01T00:00:00Z", "2026-03-01T00:00:00.800Z", "0.8 s"],
    ["2026-03-01T00:00:00Z", "2026-03-01T00:00:59.600Z", "1 min 0 s"],
    ["2026-03-01T00:00:00Z", "2026-03-01T00:03:20Z", "3 min 20 s"],
    ["2026-03-01T00:00:00Z", "2026-03-01T02:05:00Z", "2 h 5 min"],
  ])("%s to %s", (from, to, text) => expect(formatDuration(from, to)).toBe(text));

  test("no duration from what is no pair of moments", () => {
    expect(formatDuration("2026-03-01T00:00:01Z", "2026-03-01T00:00:00Z")).toBeNull();
    expect(formatDuration("", "2026-03-01T00:00:00Z")).toBeNull();
  });
});
