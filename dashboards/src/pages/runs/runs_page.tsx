import type { JSX } from "preact";
import { useCallback } from "preact/hooks";
import { useLocation } from "preact-iso";
import { api, dataOf } from "../../api/client";
import type { RunPage } from "../../api/types";
import { useResource } from "../../api/use_resource";
import { ErrorNotice } from "../../components/error_notice";
import { Loading } from "../../components/loading";
import { useTitle } from "../../components/use_title";
import { filterFromQuery, type RunFilter, runsUrl } from "./filter";
import { FilterBar } from "./filter_bar";
import { NoRuns } from "./no_runs";
import { RunsTable } from "./runs_table";
import "./runs.css";

const kRunsPerPage = 50;

async function listRuns(filter: RunFilter, signal: AbortSignal): Promise<RunPage> {
  return dataOf(api.GET("/runs", { params: { query: { ...filter, limit: kRunsPerPage } }, signal }));
}

/** All runs, the newest first. */
export function RunsPage(): JSX.Element {
  const { query, route } = useLocation();
  const { cursor, ...filter } = filterFromQuery(query);
  const url = runsUrl({ ...filter, ...(cursor !== undefined && { cursor }) });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the URL is the query in one string
  const load = useCallback((signal: AbortSignal) => listRuns(filterFromQuery(query), signal), [url]);
  const [runs, retry] = useResource(load);
  useTitle("Runs");

  return (
    <>
      <div class="page-head">
        <h1>Runs</h1>
        <FilterBar
          filter={filter}
          runs={runs.state === "ready" ? runs.data.runs : []}
          onChange={(changed) => route(runsUrl(changed))}
        />
      </div>
      {runs.state === "loading" && <Loading what="the runs" />}
      {runs.state === "failed" && <ErrorNotice error={runs.error} retry={retry} />}
      {runs.state === "ready" && <Listing page={runs.data} filter={filter} cursor={cursor} />}
    </>
  );
}

interface ListingProps {
  page: RunPage;
  filter: RunFilter;
  cursor: string | undefined;
}

function Listing({ page, filter, cursor }: ListingProps): JSX.Element {
  if (page.runs.length === 0) {
    return <NoRuns filtered={Object.keys(filter).length > 0 || cursor !== undefined} />;
  }
  return (
    <>
      <RunsTable runs={page.runs} />
      <nav class="paging" aria-label="Pages of runs">
        {cursor !== undefined && <a href={runsUrl(filter)}>← Newest</a>}
        {page.next !== undefined && (
          <a rel="next" href={runsUrl({ ...filter, cursor: page.next })}>
            Older →
          </a>
        )}
      </nav>
    </>
  );
}
