// FIXTURE, not the Assay server: serves the built dashboard and sample records, so that the pages can be looked at
// and tested where no server is built. `node fixture_server.mjs DASHBOARD_DIR [PORT]`
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { pathToFileURL } from "node:url";

const kContentTypes = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
};

/** Starts the fixture on 127.0.0.1 and resolves with {url, close}. */
export async function startFixtureServer(dashboardDir, fixtures, port = 0) {
  const server = createServer((request, response) => {
    const url = new URL(request.url, "http://fixture");
    const answer = url.pathname.startsWith("/api/v1/")
      ? answerApi(url, fixtures)
      : serveFile(dashboardDir, url.pathname);
    Promise.resolve(answer).then(({ status, type, body }) => {
      response.writeHead(status, {
        "Content-Type": type,
        "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'",
        "X-Content-Type-Options": "nosniff",
      });
      response.end(body);
    });
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

function answerApi(url, { kRecords, summarize }) {
  const json = (status, value) => ({ status, type: "application/json", body: JSON.stringify(value) });
  const id = url.pathname.match(/^\/api\/v1\/runs\/([^/]+)$/)?.[1];
  if (id !== undefined) {
    const record = kRecords.find((candidate) => candidate.id === id);
    return record ? json(200, record) : json(404, { error: { message: `no run ${id}`, field: null } });
  }
  if (url.pathname !== "/api/v1/runs") {
    return json(404, { error: { message: "no such resource", field: null } });
  }
  const wanted = url.searchParams;
  const runs = kRecords
    .map(summarize)
    .filter((run) => [run.board.name, null].includes(wanted.get("board")))
    .filter((run) => [run.suite.name, null].includes(wanted.get("suite")))
    .filter((run) => [run.verdict, null].includes(wanted.get("verdict")));
  const first = Number(wanted.get("cursor") ?? 0);
  const end = first + 3; // small pages, so that there is something to page through
  return json(200, { runs: runs.slice(first, end), next: end < runs.length ? String(end) : null });
}

/** A file of the dashboard; any path that names none is a page of the application. */
async function serveFile(dir, path) {
  const name = extname(path) === "" ? "index.html" : normalize(path);
  try {
    const type = kContentTypes[extname(name)] ?? "application/octet-stream";
    return { status: 200, type, body: await readFile(join(dir, name)) };
  } catch {
    return { status: 404, type: "text/plain", body: "not found" };
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [, , dir = "../../dashboards/dist", port = "8091"] = process.argv;
  const fixtures = await import("../../dashboards/fixtures/records.mjs");
  const { url } = await startFixtureServer(dir, fixtures, Number(port));
  process.stdout.write(`fixture at ${url}\n`);
}
