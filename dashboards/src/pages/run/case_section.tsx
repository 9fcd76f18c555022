import type { JSX } from "preact";
import type { Case, CaseSummary, RunRecord } from "../../api/types";
import { Digest } from "../../components/digest";
import { VerdictMark } from "../../components/verdict";
import { formatBytes, formatNumber } from "../../format/numbers";
import { ExactnessPanel } from "./exactness_panel";
import { KeyFigures } from "./key_figures";
import { LatencyPanel } from "./latency_panel";
import { MemoryPanel } from "./memory_panel";
import { OperatorsPanel } from "./operators_panel";

interface Props {
  result: Case;
  summary: CaseSummary;
  board: RunRecord["board"];
}

export function CaseSection({ result, summary, board }: Props): JSX.Element {
  const { model, layers = [] } = result;
  const wrong = summary.outputs_wrong;
  return (
    <section class={`case-section edge-${result.verdict}`} aria-label={`Case ${result.name}`}>
      <div class="case-head">
        <h2>{result.name}</h2>
        <VerdictMark verdict={result.verdict} />
        <p class="muted">
          model {model.name} <Digest value={model.sha256} /> {formatBytes(model.bytes)}
          {model.operators !== undefined && `, ${formatNumber(model.operators)} operators`} · kernels{" "}
          {result.kernels === "" ? "the agent's fastest" : result.kernels}
        </p>
        {result.reason !== "" && <p class="run-reason">{result.reason}</p>}
      </div>
      <KeyFigures result={result} virtual={board.virtual} wrong={wrong} />
      <div class="panels">
        <div>
          {layers.length > 0 && (
            <OperatorsPanel layers={layers} latency={result.latency} virtual={board.virtual} wrong={wrong} />
          )}
          {result.latency && !wrong && (
            <LatencyPanel
              latency={result.latency}
              statistics={summary.latency?.statistics ?? []}
              virtual={board.virtual}
            />
          )}
        </div>
        <div>
          {result.exactness && <ExactnessPanel exactness={result.exactness} wrong={wrong} />}
          {result.memory && (
            <MemoryPanel memory={result.memory} operators={model.operators ?? layers.length} />
          )}
        </div>
      </div>
    </section>
  );
}
