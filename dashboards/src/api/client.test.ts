import { afterEach, expect, test, vi } from "vitest";
import { api, dataOf, RequestError } from "./client";

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

const getRun = (id: string) => dataOf(api.GET("/runs/{id}", { params: { path: { id } } }));

test("parameters go into the query", async () => {
  const asked = answerWith(() => json(200, { runs: [], next: null }));
  const query = { board: "a b", verdict: "fail", cursor: "c+d", limit: 50 } as const;
  await dataOf(api.GET("/runs", { params: { query } }));
  expect(asked[0]?.pathname).toBe("/api/v1/runs");
  expect(Object.fromEntries(asked[0]?.searchParams ?? [])).toEqual({ ...query, limit: "50" });
});

test("an id cannot leave its place in the path", async () => {
  const asked = answerWith(() => json(200, {}));
  await getRun("../x?y");
  expect(asked[0]?.pathname).toBe("/api/v1/runs/..%2Fx%3Fy");
});

test("what the answer says is null is absent", async () => {
  answerWith(() => json(200, { runs: [], next: null }));
  expect(await dataOf(api.GET("/runs"))).toStrictEqual({ runs: [] });
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
  const error = await getRun("id").catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RequestError);
  expect(error).toMatchObject({ status, message });
});
