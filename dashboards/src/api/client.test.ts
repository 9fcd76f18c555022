import { afterEach, expect, test, vi } from "vitest";
import { getRun, listRuns, RequestError } from "./client";

afterEach(() => vi.unstubAllGlobals());

/** Answers every request; the addresses asked for are added to the list it gives back. */
function answerWith(answer: () => Response | Promise<Response>): URL[] {
  const asked: URL[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    asked.push(new URL(request.url));
    return answer();
  });
  return asked;
}

const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

const signal = new AbortController().signal;

test("the filter goes into the query", async () => {
  const asked = answerWith(() => json(200, { runs: [], next: null }));
  expect(await listRuns({ board: "a b", verdict: "fail", cursor: "c+d" }, signal)).toStrictEqual({
    runs: [],
  });
  expect(asked[0]?.pathname).toBe("/api/v1/runs");
  expect(Object.fromEntries(asked[0]?.searchParams ?? [])).toEqual({
    board: "a b",
    verdict: "fail",
    cursor: "c+d",
    limit: "50",
  });
});

test("an id cannot leave its place in the path", async () => {
  const asked = answerWith(() => json(200, {}));
  await getRun("../x?y", signal);
  expect(asked.map((url) => url.pathname)).toEqual([
    "/api/v1/runs/..%2Fx%3Fy",
    "/api/v1/runs/..%2Fx%3Fy/summary",
  ]);
});

test.each([
  [
    "the API's own error",
    () => json(404, { error: { message: "no such run", field: null } }),
    404,
    "no such run",
  ],
  [
    "an error of something between",
    () => new Response("<html>", { status: 502, statusText: "Bad Gateway" }),
    502,
    "Bad Gateway",
  ],
  ["no answer", () => Promise.reject(new TypeError("refused")), null, "The server does not answer."],
  [
    "a page that is not JSON",
    () => new Response("<html>", { status: 200 }),
    null,
    "The answer is not JSON. Is this address really an Assay server?",
  ],
])("%s", async (_, answer, status, message) => {
  answerWith(answer);
  const error = await getRun("id", signal).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RequestError);
  expect(error).toMatchObject({ status, message });
});
