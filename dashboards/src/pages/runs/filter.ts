// The filter of the runs page lives in the URL, so that a view can be linked to and the back button works.
import { kVerdicts, type Verdict } from "../../api/types";

export interface RunFilter {
  board?: string;
  suite?: string;
  verdict?: Verdict;
  cursor?: string;
}

/** The filter a URL's query asks for. What is empty or not a verdict is no filter. */
export function filterFromQuery(query: Readonly<Record<string, string>>): RunFilter {
  const filter: RunFilter = {};
  for (const key of ["board", "suite", "cursor"] as const) {
    const value = query[key];
    if (value) {
      filter[key] = value;
    }
  }
  const verdict = kVerdicts.find((known) => known === query["verdict"]);
  if (verdict !== undefined) {
    filter.verdict = verdict;
  }
  return filter;
}

/** The address of the runs page with this filter. */
export function runsUrl(filter: RunFilter): string {
  const query = new URLSearchParams(Object.entries(filter)).toString();
  return query === "" ? "/" : `/?${query}`;
}
