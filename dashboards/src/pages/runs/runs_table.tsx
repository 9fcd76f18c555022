import type { JSX } from "preact";
import { kListedMemory } from "../../api/memory_figures";
import type { RunSummary } from "../../api/types";
import { BoardName } from "../../components/board_name";
import { VerdictMark } from "../../components/verdict";
import { formatMoment } from "../../format/times";
import { CaseCells } from "./case_cells";

/** A body a run, a row a case. */
export function RunsTable({ runs }: { runs: readonly RunSummary[] }): JSX.Element {
  return (
    <table class="runs">
      <thead>
        <tr>
          <th scope="col">Started</th>
          <th scope="col">Suite</th>
          <th scope="col">Board</th>
          <th scope="col">Verdict</th>
          <th scope="col">Case</th>
          <th scope="col" class="number">
            Bit-exact
          </th>
          <th scope="col" class="number">
            Latency
          </th>
          <th scope="col" class="number">
            Accuracy
          </th>
          <th scope="col" class="number memory">
            {headed(kListedMemory.join(" / "))}
          </th>
        </tr>
      </thead>
      {runs.map((run) => (
        <RunRows key={run.id} run={run} />
      ))}
    </table>
  );
}

function headed(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function RunRows({ run }: { run: RunSummary }): JSX.Element {
  const [first, ...rest] = run.cases;
  const rows = Math.max(1, run.cases.length);
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" rowSpan={rows} class="started">
          <a href={`/runs/${run.id}`} title={run.started}>
            <time dateTime={run.started}>{formatMoment(run.started)}</time>
          </a>
        </th>
        <td rowSpan={rows} class="suite">
          {run.suite.name} <span class="muted">{run.mode}</span>
        </td>
        <td rowSpan={rows} class="board">
          <BoardName name={run.board.name} virtual={run.board.virtual} />
        </td>
        <td rowSpan={rows} class="run-verdict">
          <VerdictMark verdict={run.verdict} />
          {run.reason !== "" && (
            <span class="reason" title={run.reason}>
              {run.reason}
            </span>
          )}
        </td>
        {first === undefined ? (
          <td colSpan={5} class="missing">
            no case was run
          </td>
        ) : (
          <CaseCells run={run} result={first} />
        )}
      </tr>
      {rest.map((result, index) => (
        <tr key={index}>
          <CaseCells run={run} result={result} />
        </tr>
      ))}
    </tbody>
  );
}
