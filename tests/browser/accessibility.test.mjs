// No serious barrier on any page, light or dark (axe), and the keyboard is enough.
import assert from "node:assert/strict";
import { test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { listedRuns, useSite, withPage } from "./site.mjs";

const site = useSite();

async function assertNoBarriers(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
  assert.deepEqual(serious, []);
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of [375, 1400]) {
    const options = { colorScheme, viewport: { width, height: 900 } };

    test(`runs, ${colorScheme}, ${width} px`, async () => {
      await listedRuns(site);
      await withPage(site, options, async (page) => {
        await page.goto(site.url);
        await page.waitForSelector("table.runs");
        await assertNoBarriers(page);
      });
    });

    test(`a run of each verdict, ${colorScheme}, ${width} px`, async () => {
      const byVerdict = new Map((await listedRuns(site)).map((run) => [run.verdict, run]));
      for (const { id } of byVerdict.values()) {
        await withPage(site, options, async (page) => {
          await page.goto(`${site.url}/runs/${id}`);
          await page.getByRole("article").waitFor();
          await page.locator("details").evaluateAll((all) => {
            for (const details of all) {
              details.open = true;
            }
          });
          await assertNoBarriers(page);
        });
      }
    });

    test(`an unknown run, ${colorScheme}, ${width} px`, async () => {
      await withPage(site, { ...options, expectedErrors: /Failed to load resource/ }, async (page) => {
        await page.goto(`${site.url}/runs/00000000-0000-4000-8000-000000000000`);
        await page.getByRole("heading", { name: "No such run" }).waitFor();
        await assertNoBarriers(page);
      });
    });
  }
}

test("from the top of the page to a run with nothing but the keyboard", async () => {
  const [first] = await listedRuns(site);
  await withPage(site, {}, async (page) => {
    await page.goto(site.url);
    await page.waitForSelector("table.runs");
    for (let presses = 0; presses < 20; ++presses) {
      await page.keyboard.press("Tab");
      const target = await page.evaluate(() => document.activeElement?.getAttribute("href"));
      if (target === `/runs/${first.id}`) {
        await page.keyboard.press("Enter");
        await page.getByRole("article").waitFor();
        return;
      }
    }
    assert.fail("the first run is not reached within 20 presses of Tab");
  });
});
