import type { JSX } from "preact";
import type { Verdict } from "../api/types";

// One shape a verdict, so that it can be told without colour.
const kShapes: Record<Verdict, JSX.Element> = {
  pass: (
    <>
      <circle cx="8" cy="8" r="7" class="shape" />
      <path d="M4.8 8.3l2.2 2.2 4.2-4.6" class="sign" />
    </>
  ),
  fail: (
    <>
      <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" class="shape" />
      <path d="M5.4 5.4l5.2 5.2m0-5.2l-5.2 5.2" class="sign" />
    </>
  ),
  infra: (
    <>
      <path d="M8 1.2L15.2 14.4H.8z" class="shape" />
      <path d="M8 5.6v4.2m0 1.9v.3" class="sign" />
    </>
  ),
  inconclusive: (
    <>
      <path d="M8 .8L15.2 8 8 15.2.8 8z" class="shape" />
      <path d="M5.2 8h5.6" class="sign" />
    </>
  ),
};

const kMeanings: Record<Verdict, string> = {
  pass: "Everything that was checked is right",
  fail: "The thing under test is wrong",
  infra: "The rig is at fault; nothing is said about the thing under test",
  inconclusive: "Too little evidence",
};

/** A verdict as shape, colour and word. */
export function VerdictMark({ verdict }: { verdict: Verdict }): JSX.Element {
  return (
    <span class={`verdict verdict-${verdict}`} title={kMeanings[verdict]}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        {kShapes[verdict]}
      </svg>
      {verdict}
    </span>
  );
}
