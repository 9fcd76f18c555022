import type { JSX } from "preact";

export function NoRuns({ filtered }: { filtered: boolean }): JSX.Element {
  if (filtered) {
    return (
      <div class="notice">
        <h2>No run matches</h2>
        <p>
          No run has this suite, board and verdict. <a href="/">Show all runs</a>
        </p>
      </div>
    );
  }
  return (
    <div class="notice">
      <h2>No runs yet</h2>
      <p>Make one on a virtual board, with nothing but this computer:</p>
      <pre>
        <code>./assay demo</code>
      </pre>
      <p>or run a suite on a board of yours and deliver the record here:</p>
      <pre>
        <code>assay run --board BOARD --suite SUITE --server {globalThis.location.origin}</code>
      </pre>
    </div>
  );
}
