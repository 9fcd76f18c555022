// What the tests look at: the server at ASSAY_BASE_URL, or, without it, one of the program ASSAY_PROGRAM with records of
// each kind. And what they look with: one Chromium a test file.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { samples } from "./records.mjs";
import { Server } from "./server.mjs";

const kChromium = process.env.ASSAY_CHROMIUM ?? "/usr/bin/chromium";
const kChromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Registers start and stop with the test runner; what it returns is filled before the first test. */
export function useSite() {
  const site = { url: "", browser: null };
  let server = null;
  before(async () => {
    if (process.env.ASSAY_BASE_URL) {
      site.url = process.env.ASSAY_BASE_URL.replace(/\/$/, "");
    } else {
      server = await Server.start(samples);
      site.url = server.url;
    }
    site.browser = await chromium.launch({ executablePath: kChromium, args: kChromiumFlags });
  });
  after(async () => {
    await site.browser?.close();
    await server?.stop();
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

/** A statistic of the server's as a page shows it, squeezed; not for times, which are scaled. */
export function shownStatistic({ value, unit }, virtual) {
  return `${Math.round(value * 10) / 10}${unit}${virtual ? "(virtualboard)" : ""}`;
}

/** The same eyes for another server. */
export const lookingAt = (server, site) => ({ url: server.url, browser: site.browser });

/** The page is no wider than the window. */
export async function assertNoSidewaysScroll(page) {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(excess <= 0, `the page is ${excess} px too wide`);
}
