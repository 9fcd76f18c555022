// What one sees when something is missing or wrong. Answers that the server cannot be made to give are replaced in the
// browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNoBarriers, looks } from "./looks.mjs";
import { passing, variation } from "./records.mjs";
import { withServer } from "./server.mjs";
import { listedRuns, lookingAt, useSite, withPage } from "./site.mjs";

const site = useSite();
const kRuns = "**/api/v1/runs?*";
const kLoadFailed = /Failed to load resource/;

test("an unknown run is called unknown", async () => {
  const id = "00000000-0000-4000-8000-000000000000";
  await withPage(site, { expectedErrors: kLoadFailed }, async (page) => {
    await page.goto(`${site.url}/runs/${id}`);
    await page.getByRole("heading", { name: "No such run" }).waitFor();
    assert.ok((await page.getByRole("alert").innerText()).includes(id));
    await page.getByRole("link", { name: "All runs" }).click();
    await page.waitForSelector("table.runs");
  });
});

for (const { look, options } of looks) {
  test(`an unknown run has no barriers, ${look}`, async () => {
    await withPage(site, { ...options, expectedErrors: kLoadFailed }, async (page) => {
      await page.goto(`${site.url}/runs/00000000-0000-4000-8000-000000000000`);
      await page.getByRole("heading", { name: "No such run" }).waitFor();
      await assertNoBarriers(page);
    });
  });
}

test("an unknown page is called unknown", async () => {
  await withPage(site, {}, async (page) => {
    await page.goto(site.url);
    await page.evaluate(() => {
      history.pushState(null, "", "/nowhere");
      dispatchEvent(new PopStateEvent("popstate"));
    });
    await page.getByRole("heading", { name: "No such page" }).waitFor();
  });
});

test("a server that has gone is said to be, and can be tried again when it is back", async () => {
  await withServer([passing], async (server) => {
    await withPage(lookingAt(server, site), { expectedErrors: kLoadFailed }, async (page) => {
      await page.goto(server.url);
      await page.waitForSelector("table.runs");
      await server.interrupt();
      await page.getByLabel("Verdict").selectOption("pass");
      await page.getByRole("heading", { name: "The server cannot be reached" }).waitFor();
      await server.resume();
      await page.getByRole("button", { name: "Try again" }).click();
      await page.waitForSelector("table.runs");
    });
  });
});

test("an answer that breaks off is not taken for one", async () => {
  await withPage(site, { expectedErrors: kLoadFailed }, async (page) => {
    await page.route(kRuns, (route) => route.fulfill({ contentType: "application/json", body: '{"runs":[' }));
    await page.goto(site.url);
    await page.getByText("The answer is not JSON").waitFor();
  });
});

test("an error of the server is shown in its own words", async () => {
  await withPage(site, { expectedErrors: kLoadFailed }, async (page) => {
    const json = { error: { message: "the store is locked", field: null } };
    await page.route(kRuns, (route) => route.fulfill({ status: 503, json }));
    await page.goto(site.url);
    await page.getByRole("heading", { name: "The server answered 503" }).waitFor();
    await page.getByText("the store is locked").waitFor();
  });
});

test("a run whose summary cannot be had can be tried again", async () => {
  await withPage(site, { expectedErrors: kLoadFailed }, async (page) => {
    const [{ id }] = await listedRuns(site);
    const json = { error: { message: "the store is locked", field: null } };
    await page.route("**/api/v1/runs/*/summary", (route) => route.fulfill({ status: 503, json }), {
      times: 1,
    });
    await page.goto(`${site.url}/runs/${id}`);
    await page.getByText("the store is locked").waitFor();
    assert.equal(await page.getByRole("article").count(), 0);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("article").waitFor();
  });
});

test("an empty server says how to make a run, an empty filter does not", async () => {
  await withServer([], async (server) => {
    await withPage(lookingAt(server, site), {}, async (page) => {
      await page.goto(server.url);
      await page.getByRole("heading", { name: "No runs yet" }).waitFor();
      const text = await page.getByRole("main").innerText();
      assert.ok(text.includes("./assay demo"));
      assert.ok(text.includes(`--server ${server.url}`));
      await page.goto(`${server.url}/?verdict=infra`);
      await page.getByRole("heading", { name: "No run matches" }).waitFor();
    });
  });
});

test("a hostile record is text and numbers, however odd", async () => {
  const script = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
  const huge = Number.MAX_SAFE_INTEGER;
  const allocation = {
    kind: "activation",
    tensor: 0,
    offset: 0,
    bytes: huge,
    first_operator: 0,
    last_operator: huge,
  };
  const hostile = variation(passing, {
    suite: { name: script, version: script },
    board: { ...passing.board, name: script },
    verdict: "inconclusive",
    reason: script.repeat(20),
    cases: [
      {
        name: script,
        model: { name: script, sha256: "0".repeat(64), bytes: huge },
        kernels: script,
        verdict: "inconclusive",
        reason: script,
        exactness: { reference: script, inputs: 0, equal: 0 },
        latency: { domain: "time", unit: "ns", samples: [0, 0, huge], median: 0 },
        layers: [
          { index: 0, op: script, ticks: 0, count: 0, kernel_set: script },
          { index: 1, op: script, ticks: huge, count: huge, kernel_set: script },
        ],
        memory: { arena: huge, plan: [allocation, { ...allocation, bytes: 0 }] },
      },
    ],
  });
  await withServer([hostile], async (server) => {
    await withPage(lookingAt(server, site), { viewport: { width: 800, height: 900 } }, async (page) => {
      await page.goto(server.url);
      await page.waitForSelector("table.runs");
      await page.goto(`${server.url}/runs/${hostile.id}`);
      await page.locator(".memory .plot svg").waitFor();
      assert.equal(await page.evaluate(() => window.hacked), undefined);
      assert.ok((await page.getByRole("heading", { level: 1 }).innerText()).includes("<script>"));
    });
  });
});
