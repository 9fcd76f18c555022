import type { JSX } from "preact";
import type { RequestError } from "../api/client";

/** What went wrong with a request, and a button to try again. */
export function ErrorNotice({ error, retry }: { error: RequestError; retry: () => void }): JSX.Element {
  const title =
    error.status === null ? "The server cannot be reached" : `The server answered ${error.status}`;
  return (
    <div class="notice notice-error" role="alert">
      <h2>{title}</h2>
      <p>{error.message}</p>
      <button type="button" onClick={retry}>
        Try again
      </button>
    </div>
  );
}
