import type { Case } from "../../api/types";

/** Whether some output differs from the reference; no speed is shown then. */
export function outputsWrong({ exactness }: Case): boolean {
  return exactness !== null && exactness !== undefined && exactness.equal < exactness.inputs;
}
