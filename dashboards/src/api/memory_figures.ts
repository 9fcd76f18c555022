// The memory figures of a case: the list follows from the record's declaration (server/record/fields/memory.h).
import list from "./memory_figures.json";
import type { CaseSummary, Memory } from "./types";

export interface MemoryFigure {
  label: string;
  inLists: boolean;
  /** undefined: not measured. */
  bytes: number | undefined;
}

export const kListedMemory: readonly string[] = list
  .filter((figure) => figure.in_lists)
  .map((figure) => figure.label);

/** All of them, in the order in which they are declared. */
export function memoryFigures(memory: Memory | NonNullable<CaseSummary["memory"]>): MemoryFigure[] {
  const values: Readonly<Record<string, unknown>> = memory;
  return list.map(({ name, label, in_lists: inLists }) => {
    const bytes = values[name];
    return { label, inLists, bytes: typeof bytes === "number" ? bytes : undefined };
  });
}
