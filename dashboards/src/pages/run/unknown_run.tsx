import type { JSX } from "preact";

export function UnknownRun({ id }: { id: string }): JSX.Element {
  return (
    <div class="notice" role="alert">
      <h1>No such run</h1>
      <p>
        This server has no run <code>{id}</code>. Its record may not have been delivered yet, or to another
        server.
      </p>
      <p>
        <a href="/">All runs</a>
      </p>
    </div>
  );
}
