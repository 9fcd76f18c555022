import { useCallback, useEffect, useState } from "preact/hooks";
import { RequestError } from "./client";

export type Resource<T> =
  | { state: "loading" }
  | { state: "ready"; data: T }
  | { state: "failed"; error: RequestError };

/**
 * Loads with `load` when the component appears and whenever `load` changes (so give it a stable function), and
 * again on retry(). The answer to a call that has been overtaken is dropped.
 */
export function useResource<T>(load: (signal: AbortSignal) => Promise<T>): [Resource<T>, () => void] {
  const [attempt, setAttempt] = useState(0);
  const [resource, setResource] = useState<Resource<T>>({ state: "loading" });

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is what makes a retry load again
  useEffect(() => {
    const abort = new AbortController();
    setResource({ state: "loading" });
    load(abort.signal).then(
      (data) => abort.signal.aborted || setResource({ state: "ready", data }),
      (error: unknown) =>
        abort.signal.aborted || setResource({ state: "failed", error: asRequestError(error) }),
    );
    return () => abort.abort();
  }, [load, attempt]);

  const retry = useCallback(() => setAttempt((previous) => previous + 1), []);
  return [resource, retry];
}

function asRequestError(error: unknown): RequestError {
  return error instanceof RequestError ? error : new RequestError(null, String(error));
}
