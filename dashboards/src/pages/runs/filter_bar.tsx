import type { JSX, TargetedEvent } from "preact";
import { kVerdicts, type RunSummary } from "../../api/types";
import { filterFromQuery, type RunFilter } from "./filter";

interface Props {
  filter: RunFilter;
  /** The runs on the page, whose boards and suites are offered as choices. */
  runs: readonly RunSummary[];
  onChange: (filter: RunFilter) => void;
}

export function FilterBar({ filter, runs, onChange }: Props): JSX.Element {
  function apply(event: TargetedEvent<HTMLFormElement>): void {
    event.preventDefault();
    const fields: Record<string, string> = {};
    for (const [name, value] of new FormData(event.currentTarget)) {
      fields[name] = String(value).trim();
    }
    onChange(filterFromQuery(fields));
  }
  const filtered = Object.keys(filter).length > 0;
  return (
    <form class="filters" aria-label="Filter the runs" onSubmit={apply} onChange={apply}>
      <Choice name="suite" value={filter.suite} known={runs.map((run) => run.suite.name)} />
      <Choice name="board" value={filter.board} known={runs.map((run) => run.board.name)} />
      <label>
        Verdict
        <select name="verdict" value={filter.verdict ?? ""}>
          <option value="">all</option>
          {kVerdicts.map((verdict) => (
            <option key={verdict} value={verdict}>
              {verdict}
            </option>
          ))}
        </select>
      </label>
      {filtered && (
        <button type="button" class="plain" onClick={() => onChange({})}>
          Clear
        </button>
      )}
    </form>
  );
}

function Choice(props: { name: "suite" | "board"; value: string | undefined; known: string[] }): JSX.Element {
  const list = `known-${props.name}`;
  return (
    <label>
      {props.name === "suite" ? "Suite" : "Board"}
      <input
        name={props.name}
        value={props.value ?? ""}
        list={list}
        placeholder="all"
        autocomplete="off"
        spellcheck={false}
      />
      <datalist id={list}>
        {[...new Set(props.known)].sort().map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </label>
  );
}
