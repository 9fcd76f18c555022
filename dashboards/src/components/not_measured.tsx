import type { JSX } from "preact";

export function NotMeasured(): JSX.Element {
  return <span class="missing">not measured</span>;
}
