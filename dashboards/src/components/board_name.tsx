import type { JSX } from "preact";

/** A board's name; a virtual one is always labelled. */
export function BoardName({ name, virtual }: { name: string; virtual: boolean }): JSX.Element {
  return (
    <span class="board-name">
      {name}
      {virtual && (
        <span class="tag" title="Not a real board: its figures are not those of any hardware">
          virtual
        </span>
      )}
    </span>
  );
}
