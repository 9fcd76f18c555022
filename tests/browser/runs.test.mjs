// The page "runs": what the server lists is what one sees.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNoBarriers, looks } from "./looks.mjs";
import { passing, variation } from "./records.mjs";
import { withServer } from "./server.mjs";
import {
  assertNoSidewaysScroll,
  listedRuns,
  lookingAt,
  shownStatistic,
  squeeze,
  useSite,
  withPage,
} from "./site.mjs";

const site = useSite();
const kRows = "table.runs tbody";

test("lists the server's runs in its order, each with its verdict in words and its cases", async () => {
  const runs = await listedRuns(site);
  await withPage(site, {}, async (page) => {
    await page.goto(site.url);
    await page.waitForSelector(kRows);
    assert.match(await page.title(), /^Runs/);
    const rows = await page.locator(kRows).all();
    assert.equal(rows.length, runs.length);
    for (const [index, run] of runs.entries()) {
      const text = await rows[index].innerText();
      for (const words of [
        run.suite.name,
        run.board.name,
        run.verdict,
        ...run.cases.map((result) => result.name),
      ]) {
        assert.ok(text.includes(words), `row ${index} says "${words}": ${text}`);
      }
      assert.equal(
        await rows[index].getByText("virtual", { exact: true }).count(),
        run.board.virtual ? 1 : 0,
      );
      assert.equal(await rows[index].locator("time").getAttribute("datetime"), run.started);
      assertNumbers(squeeze(text), run);
    }
  });
});

function assertNumbers(text, run) {
  for (const result of run.cases) {
    if (result.exactness) {
      assert.ok(text.includes(`${result.exactness.equal}/${result.exactness.inputs}`), text);
    }
    if (result.outputs_wrong) {
      assert.ok(text.includes("outputswrong"), text);
    } else if (result.latency && result.latency.unit !== "ns") {
      for (const statistic of result.latency.statistics.filter(({ in_lists: listed }) => listed)) {
        assert.ok(text.includes(shownStatistic(statistic, run.board.virtual)), `${statistic.name}: ${text}`);
      }
    }
    if (result.memory) {
      assert.ok(text.includes(`${result.memory.arena}B/`), text);
    }
  }
}

test("a click opens a run, and back leads back", async () => {
  const [first] = await listedRuns(site);
  await withPage(site, {}, async (page) => {
    await page.goto(site.url);
    await page.locator(`${kRows} a`).first().click();
    await page.waitForURL(`${site.url}/runs/${first.id}`);
    await page.getByRole("heading", { level: 1 }).filter({ hasText: first.suite.name }).waitFor();
    await page.goBack();
    await page.waitForSelector(kRows);
  });
});

test("the verdict filter is in the URL, survives a reload and can be cleared", async () => {
  const runs = await listedRuns(site);
  const { verdict } = runs[0];
  const matching = await listedRuns(site, `&verdict=${verdict}`);
  await withPage(site, {}, async (page) => {
    const rows = page.locator(kRows);
    await page.goto(site.url);
    await page.getByLabel("Verdict").selectOption(verdict);
    await page.waitForURL(`${site.url}/?verdict=${verdict}`);
    await page.reload();
    await rows.first().waitFor();
    assert.equal(await rows.count(), matching.length);
    assert.equal(await page.getByLabel("Verdict").inputValue(), verdict);
    await page.getByRole("button", { name: "Clear" }).click();
    await page.waitForURL(`${site.url}/`);
  });
});

test("a filter by board asks the server for that board", async () => {
  const [{ board }] = await listedRuns(site);
  const matching = await listedRuns(site, `&board=${encodeURIComponent(board.name)}`);
  await withPage(site, {}, async (page) => {
    await page.goto(site.url);
    await page.getByLabel("Board").fill(board.name);
    await page.getByLabel("Board").press("Enter");
    await page.waitForURL(`${site.url}/?board=${encodeURIComponent(board.name)}`);
    const rows = page.locator(kRows);
    await rows.first().waitFor();
    await page.waitForFunction(
      ([selector, count]) => document.querySelectorAll(selector).length === count,
      [kRows, matching.length],
    );
    for (const row of await rows.all()) {
      assert.ok((await row.innerText()).includes(board.name));
    }
  });
});

test("older runs are one click away, and the newest again", async () => {
  const kPage = 50; // what the dashboard asks for at a time
  const records = Array.from({ length: kPage + 1 }, () => variation(passing));
  await withServer(records, async (server) => {
    await withPage(lookingAt(server, site), {}, async (page) => {
      await page.goto(server.url);
      await page.getByRole("link", { name: /Older/ }).click();
      await page.waitForURL(/cursor=/);
      await page.getByRole("link", { name: /Newest/ }).waitFor();
      assert.equal(await page.locator(kRows).count(), 1);
      assert.equal(await page.locator(`${kRows} a`).first().getAttribute("href"), `/runs/${records[0].id}`);
      assert.equal(await page.getByRole("link", { name: /Older/ }).count(), 0);
      await page.getByRole("link", { name: /Newest/ }).click();
      await page.waitForURL(`${server.url}/`);
      await page.getByRole("link", { name: /Older/ }).waitFor();
      assert.equal(await page.locator(kRows).count(), kPage);
    });
  });
});

for (const width of [375, 800, 1280, 2560]) {
  test(`fits a window ${width} px wide`, async () => {
    await withPage(site, { viewport: { width, height: 900 } }, async (page) => {
      await page.goto(site.url);
      await page.waitForSelector(kRows);
      await assertNoSidewaysScroll(page);
    });
  });
}

for (const { look, options } of looks) {
  test(`has no barriers, ${look}`, async () => {
    await withPage(site, options, async (page) => {
      await page.goto(site.url);
      await page.waitForSelector(kRows);
      await assertNoBarriers(page);
    });
  });
}

test("from the top of the page to a run with nothing but the keyboard", async () => {
  const [first] = await listedRuns(site);
  await withPage(site, {}, async (page) => {
    await page.goto(site.url);
    await page.waitForSelector(kRows);
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
