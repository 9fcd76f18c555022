import type { JSX } from "preact";
import { useTitle } from "../components/use_title";

export function NotFoundPage(): JSX.Element {
  useTitle("No such page");
  return (
    <div class="notice">
      <h1>No such page</h1>
      <p>
        There is nothing at this address. <a href="/">All runs</a>
      </p>
    </div>
  );
}
