import type { Case } from "./types";

/**
 * Whether some compared output differs from the reference's; no speed is shown then. The server's OutputsWrong
 * (server/record/fields/exactness.h) for a record, which comes as it was made; in a list, `outputs_wrong` says it.
 */
export function outputsWrong({ exactness }: Case): boolean {
  return !!exactness && (exactness.equal < exactness.inputs || !!exactness.first_difference);
}
