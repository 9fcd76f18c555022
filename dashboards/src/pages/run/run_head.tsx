import type { JSX } from "preact";
import type { RunRecord } from "../../api/types";
import { BoardName } from "../../components/board_name";
import { VerdictMark } from "../../components/verdict";
import { formatDuration, formatMoment } from "../../format/times";

export function RunHead({ run }: { run: RunRecord }): JSX.Element {
  const duration = formatDuration(run.started, run.finished);
  return (
    <div class={`run-head edge-${run.verdict}`}>
      <p class="crumb">
        <a href="/">Runs</a> <span aria-hidden="true">/</span> <code>{run.id}</code>
      </p>
      <div class="run-title">
        <h1>
          {run.suite.name} on <BoardName name={run.board.name} virtual={run.board.virtual} />
        </h1>
        <VerdictMark verdict={run.verdict} />
      </div>
      {run.reason !== "" && <p class="run-reason">{run.reason}</p>}
      <p class="muted">
        <time dateTime={run.started} title={run.started}>
          {formatMoment(run.started)}
        </time>
        {duration !== null && `, took ${duration}`}, mode {run.mode}
      </p>
    </div>
  );
}
