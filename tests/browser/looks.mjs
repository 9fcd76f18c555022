// In which looks every page is checked for barriers, by the tests of the page.
import assert from "node:assert/strict";
import AxeBuilder from "@axe-core/playwright";

/** Light and dark, on a phone and on a desk: a name, and the options for withPage. */
export const looks = ["light", "dark"].flatMap((colorScheme) =>
  [375, 1400].map((width) => ({
    look: `${colorScheme}, ${width} px`,
    options: { colorScheme, viewport: { width, height: 900 } },
  })),
);

/** The page has no serious barrier (axe). */
export async function assertNoBarriers(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
  assert.deepEqual(serious, []);
}
