import type { JSX } from "preact";
import { useCallback } from "preact/hooks";
import { api, dataOf } from "../../api/client";
import type { Run } from "../../api/types";
import { useResource } from "../../api/use_resource";
import { ErrorNotice } from "../../components/error_notice";
import { Loading } from "../../components/loading";
import { useTitle } from "../../components/use_title";
import { CaseSection } from "./case_section";
import { Provenance } from "./provenance";
import { RunHead } from "./run_head";
import { UnknownRun } from "./unknown_run";
import "./run.css";

async function getRun(id: string, signal: AbortSignal): Promise<Run> {
  const options = { params: { path: { id } }, signal };
  const [record, summary] = await Promise.all([
    dataOf(api.GET("/runs/{id}", options)),
    dataOf(api.GET("/runs/{id}/summary", options)),
  ]);
  return { record, summary };
}

/** Everything one record says, and what the server makes of it. */
export function RunPage({ id }: { id: string }): JSX.Element {
  const load = useCallback((signal: AbortSignal) => getRun(id, signal), [id]);
  const [run, retry] = useResource(load);
  const unknown = run.state === "failed" && run.error.status === 404;
  useTitle(
    run.state === "ready"
      ? `${run.data.record.suite.name} on ${run.data.record.board.name}`
      : unknown
        ? "Unknown run"
        : "Run",
  );

  switch (run.state) {
    case "loading":
      return <Loading what="the run" />;
    case "failed":
      return unknown ? <UnknownRun id={id} /> : <ErrorNotice error={run.error} retry={retry} />;
    case "ready":
      return <RunView run={run.data} />;
  }
}

export function RunView({ run: { record, summary } }: { run: Run }): JSX.Element {
  return (
    <article>
      <RunHead run={record} />
      <Provenance run={record} />
      {record.cases.length === 0 && <p class="missing">No case was run.</p>}
      {summary.cases.map((said, index) => {
        const result = record.cases[index];
        return result && <CaseSection key={index} result={result} summary={said} board={record.board} />;
      })}
    </article>
  );
}
