// The page "run": what the record says is what one sees, for every run the server lists (the first few of them).
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNoBarriers, looks } from "./looks.mjs";
import {
  api,
  assertNoSidewaysScroll,
  listedRuns,
  shownStatistic,
  squeeze,
  useSite,
  withPage,
} from "./site.mjs";

const site = useSite();
const kRunsLookedAt = 6;

/** With what the server says of each case added to it: whether its outputs were wrong, and statistics. */
async function forEachRecord(look) {
  for (const run of (await listedRuns(site)).slice(0, kRunsLookedAt)) {
    const record = await api(site, `/runs/${run.id}`);
    const summary = await api(site, `/runs/${run.id}/summary`);
    for (const [index, { outputs_wrong, latency }] of summary.cases.entries()) {
      Object.assign(record.cases[index], { outputs_wrong, statistics: latency?.statistics });
    }
    await look(record);
  }
}

async function open(page, record) {
  await page.goto(`${site.url}/runs/${record.id}`);
  await page.getByRole("article").waitFor();
}

const shapes = (scope, mark, shape) => scope.locator(`.plot [aria-label="${mark}"] ${shape}`);

test("verdict, reason and provenance", async () => {
  await forEachRecord((record) =>
    withPage(site, {}, async (page) => {
      await open(page, record);
      assert.match(await page.title(), new RegExp(`${record.suite.name} on ${record.board.name}`));
      const text = await page.getByRole("article").innerText();
      const wanted = [
        record.verdict,
        record.reason,
        record.board.core,
        record.unit.name,
        record.harness.version,
        record.agent ? record.agent.toolchain : "no agent answered",
        ...(record.agent?.kernel_sets ?? []),
      ];
      for (const words of wanted) {
        assert.ok(text.includes(words), `"${words}" is on the page`);
      }
      if (record.board.virtual) {
        assert.ok(!/\bcycles\b/.test(text), "a virtual board has no cycles");
      }
    }),
  );
});

test("every case: numbers, a bar an operator, a rectangle an allocation, a dot a sample", async () => {
  await forEachRecord((record) =>
    withPage(site, { viewport: { width: 1400, height: 1000 } }, async (page) => {
      await open(page, record);
      const sections = await page.locator(".case-section").all();
      assert.equal(sections.length, record.cases.length);
      for (const [index, result] of record.cases.entries()) {
        await assertCase(sections[index], result, record.board.virtual);
      }
    }),
  );
});

/** Whether it was measured how long each operator took. */
const isCounted = (layers) =>
  layers.length > 0 && layers.every((layer) => typeof (layer.count ?? layer.ticks) === "number");

async function assertCase(section, result, virtual) {
  const text = squeeze(await section.innerText());
  const { exactness, latency, layers = [], memory } = result;
  if (exactness) {
    assert.ok(text.includes(`${exactness.equal}/${exactness.inputs}`), text);
  }
  if (result.outputs_wrong) {
    assert.ok(text.includes("notshown:outputsarewrong"), text);
    assert.equal(await shapes(section, "bar", "rect").count(), 0);
    assert.equal(await shapes(section, "dot", "circle").count(), 0);
    assertDifference(text, exactness.first_difference);
  } else {
    if (latency) {
      await shapes(section, "dot", "circle").last().waitFor();
      assert.equal(await shapes(section, "dot", "circle").count(), latency.samples.length);
      assert.ok(text.includes(`${latency.samples.length}sample`), text);
      if (latency.unit !== "ns") {
        for (const statistic of result.statistics) {
          const words = statistic.name.replaceAll(" ", "") + shownStatistic(statistic, virtual);
          assert.ok(text.includes(words), `${words}: ${text}`);
        }
      }
    }
    if (isCounted(layers)) {
      await shapes(section, "bar", "rect").last().waitFor({ state: "attached" });
      assert.equal(await shapes(section, "bar", "rect").count(), layers.length);
    }
  }
  if (memory) {
    assert.ok(text.includes(`${memory.arena}B`), text);
    const allocations = memory.plan?.length ?? 0;
    if (allocations > 0) {
      await shapes(section, "rect", "rect").last().waitFor({ state: "attached" });
    }
    assert.equal(await shapes(section, "rect", "rect").count(), allocations);
  }
}

function assertDifference(text, difference) {
  for (const part of [
    `element${difference.element}`,
    `expected${difference.expected}`,
    `actual${difference.actual}`,
    ...(difference.operator_name ? [`${difference.operator}${difference.operator_name}`] : []),
  ]) {
    assert.ok(text.includes(part), `${part} in ${text}`);
  }
}

test("the table of operators opens by keyboard and names each with its digest", async () => {
  const records = [];
  await forEachRecord((record) => records.push(record));
  // Where nothing was counted, the table is all there is, and open from the start.
  const isShown = ({ layers, outputs_wrong }) => !outputs_wrong && isCounted(layers ?? []);
  const record = records.find(({ cases }) => cases.some(isShown));
  assert.ok(record, "some run has operators");
  const result = record.cases.find(isShown);
  await withPage(site, {}, async (page) => {
    await open(page, record);
    const section = page.locator(".case-section").nth(record.cases.indexOf(result));
    await section.locator("summary").focus();
    await page.keyboard.press("Enter");
    await section.locator("table").waitFor();
    const rows = await section.locator("tbody tr").allInnerTexts();
    assert.equal(rows.length, result.layers.length);
    for (const [index, layer] of result.layers.entries()) {
      assert.ok(
        rows[index].includes(layer.op) && rows[index].includes(layer.crc32 ?? "not measured"),
        rows[index],
      );
    }
  });
});

for (const width of [375, 2560]) {
  test(`fits a window ${width} px wide`, async () => {
    await forEachRecord((record) =>
      withPage(site, { viewport: { width, height: 900 } }, async (page) => {
        await open(page, record);
        await assertNoSidewaysScroll(page);
      }),
    );
  });
}

for (const { look, options } of looks) {
  test(`has no barriers whatever its verdict, ${look}`, async () => {
    const byVerdict = new Map((await listedRuns(site)).map((run) => [run.verdict, run]));
    for (const run of byVerdict.values()) {
      await withPage(site, options, async (page) => {
        await open(page, run);
        await page.locator("details").evaluateAll((all) => {
          for (const details of all) {
            details.open = true;
          }
        });
        await assertNoBarriers(page);
      });
    }
  });
}
