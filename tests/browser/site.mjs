// What the tests look at: the server at ASSAY_BASE_URL, or, without it, the fixture (fixture_server.mjs) serving the pages
// built in ASSAY_DASHBOARD_DIR. And what they look with: one Chromium a test file.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { startFixtureServer } from "./fixture_server.mjs";

const kChromium = process.env.ASSAY_CHROMIUM ?? "/usr/bin/chromium";
const kChromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const kDashboard =
  process.env.ASSAY_DASHBOARD_DIR ?? fileURLToPath(new URL("../../dashboards/dist", import.meta.url));
const kFixtures =
  process.env.ASSAY_FIXTURES ?? new URL("../../dashboards/fixtures/records.mjs", import.meta.url).href;

/** Registers start and stop with the test runner; what it returns is filled before the first test. */
export function useSite() {
  const site = { url: "", browser: null };
  let fixture = null;
  before(async () => {
    if (process.env.ASSAY_BASE_URL) {
      site.url = process.env.ASSAY_BASE_URL.replace(/\/$/, "");
    } else {
      fixture = await startFixtureServer(kDashboard, await import(kFixtures));
      site.url = fixture.url;
    }
    site.browser = await chromium.launch({ executablePath: kChromium, args: kChromiumFlags });
  });
  after(async () => {
    await site.browser?.close();
    await fixture?.close();
  });
  return site;
}

/** An answer of the server's API; it must be a good one. */
export async function api(site, path) {
  const response = await fetch(`${site.url}/api/v1${path}`);
  assert.equal(response.status, 200, `GET ${path}`);
  return response.json();
}

/** The runs the server lists first; the tests need at least one. */
export async function listedRuns(site, query = "") {
  const { runs } = await api(site, `/runs?limit=50${query}`);
  assert.ok(runs.length > 0, "the server has no runs to show");
  return runs;
}

/**
 * Runs `look` with a new page, then checks what must hold on every page: nothing on the console, no exception, and no
 * request to anywhere else. `options`: those of Playwright's newContext, and `expectedErrors`, a pattern for what the
 * console may say.
 */
export async function withPage(site, options, look) {
  const { expectedErrors, ...contextOptions } = options;
  const context = await site.browser.newContext({ timezoneId: "UTC", ...contextOptions });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const complaints = [];
    const elsewhere = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !expectedErrors?.test(message.text())) {
        complaints.push(message.text());
      }
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      if (new URL(request.url()).origin !== new URL(site.url).origin) {
        elsewhere.push(request.url());
      }
    });
    await look(page);
    assert.deepEqual(complaints, [], "the console is silent");
    assert.deepEqual(elsewhere, [], "nothing is requested from elsewhere");
  } finally {
    await context.close();
  }
}

/** Text without any spaces: how digits are grouped and lines are broken is not what most tests are about. */
export function squeeze(text) {
  return text.replaceAll(/\s/g, "");
}

/** Whether the outputs of a case differ from the reference. */
export function isWrong({ exactness }) {
  return Boolean(exactness && exactness.equal < exactness.inputs);
}

/** The page is no wider than the window. */
export async function assertNoSidewaysScroll(page) {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(excess <= 0, `the page is ${excess} px too wide`);
}
