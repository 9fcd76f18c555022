// How the pages ask the server: `dataOf(api.GET("/runs", { params, signal }))`.
import createClient from "openapi-fetch";
import type { paths } from "./schema";
import { type WithoutNulls, withoutNulls } from "./without_nulls";

/** Why a call gave no data; `status` is the HTTP status, or null if no answer came. */
export class RequestError extends Error {
  constructor(
    readonly status: number | null,
    message: string,
  ) {
    super(message);
    this.name = "RequestError";
  }
}

export const api = createClient<paths>({
  baseUrl: `${globalThis.location.origin}/api/v1`,
  // Looked up at every call, so that tests can replace it.
  fetch: (request) => globalThis.fetch(request),
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Resolves with the answer's data or rejects with a RequestError. */
export async function dataOf<T>(call: Promise<Answer<T>>): Promise<WithoutNulls<T>> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") {
      throw error;
    }
    // fetch rejects with TypeError when no answer came, JSON.parse with SyntaxError when it is not ours.
    throw error instanceof SyntaxError
      ? new RequestError(null, "The answer is not JSON. Is this address really an Assay server?")
      : new RequestError(null, "The server does not answer.");
  }
  if (answer.response.ok && answer.data !== undefined) {
    return withoutNulls<T>(answer.data);
  }
  throw new RequestError(answer.response.status, messageOf(answer.error) ?? answer.response.statusText);
}

// Whatever stands between browser and server may answer too, so the body is not trusted to be the API's.
function messageOf(body: unknown): string | null {
  const error = (body as { error?: { message?: unknown } } | null | undefined)?.error;
  return typeof error?.message === "string" ? error.message : null;
}
