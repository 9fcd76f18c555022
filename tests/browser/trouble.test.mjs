// What one sees when something is missing or wrong. The API's answers are replaced in the browser where needed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { api, listedRuns, useSite, withPage } from "./site.mjs";

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

test("a server that cannot be reached can be tried again", async () => {
  await listedRuns(site);
  await withPage(site, { expectedErrors: kLoadFailed }, async (page) => {
    await page.route(kRuns, (route) => route.abort());
    await page.goto(site.url);
    await page.getByRole("heading", { name: "The server cannot be reached" }).waitFor();
    await page.unroute(kRuns);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.waitForSelector("table.runs");
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

test("an empty server says how to make a run, an empty filter does not", async () => {
  await withPage(site, {}, async (page) => {
    await page.route(kRuns, (route) => route.fulfill({ json: { runs: [], next: null } }));
    await page.goto(site.url);
    await page.getByRole("heading", { name: "No runs yet" }).waitFor();
    const text = await page.getByRole("main").innerText();
    assert.ok(text.includes("./assay demo"));
    assert.ok(text.includes(`--server ${site.url}`));
    await page.goto(`${site.url}/?verdict=infra`);
    await page.getByRole("heading", { name: "No run matches" }).waitFor();
  });
});

test("a hostile record is text and numbers, however odd", async () => {
  const [first] = await listedRuns(site);
  const record = await api(site, `/runs/${first.id}`);
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
  const hostile = {
    ...record,
    suite: { name: script, version: script },
    board: { ...record.board, name: script },
    reason: script.repeat(20),
    cases: [
      {
        name: script,
        model: { name: script, sha256: "0".repeat(64), bytes: huge },
        kernels: script,
        verdict: "inconclusive",
        reason: script,
        exactness: { reference: script, inputs: 0, equal: 0 },
        latency: { domain: "time", unit: "ns", samples: [0, huge], median: 0 },
        layers: [
          { index: 0, op: script, ticks: 0, count: 0, kernel_set: script },
          { index: 0, op: script, ticks: huge, count: huge, kernel_set: script },
        ],
        memory: { arena: huge, plan: [allocation, { ...allocation, bytes: 0 }] },
      },
    ],
  };
  await withPage(site, { viewport: { width: 800, height: 900 } }, async (page) => {
    await page.route("**/api/v1/runs/*", (route) => route.fulfill({ json: hostile }));
    await page.goto(`${site.url}/runs/${record.id}`);
    await page.locator(".memory .plot svg").waitFor();
    assert.equal(await page.evaluate(() => window.hacked), undefined);
    assert.ok((await page.getByRole("heading", { level: 1 }).innerText()).includes("<script>"));
  });
});
