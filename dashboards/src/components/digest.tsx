import type { JSX } from "preact";

/** The start of a digest; the whole of it on hover. */
export function Digest({ value }: { value: string }): JSX.Element {
  return (
    <code class="digest" title={value}>
      {value.slice(0, 12)}
    </code>
  );
}
