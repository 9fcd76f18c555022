import type { JSX } from "preact";
import { kListedMemory, memoryFigures } from "../../api/memory_figures";
import type { CaseSummary, RunSummary } from "../../api/types";
import { NotMeasured } from "../../components/not_measured";
import { VerdictMark } from "../../components/verdict";
import { formatAccuracy, metricLabel } from "../../format/accuracy";
import { formatBytes, formatNumber } from "../../format/numbers";
import { formatScaled, scaleFor, unitLabel } from "../../format/units";

/** The cells of one case; its verdict only where it is not the run's. */
export function CaseCells({ run, result }: { run: RunSummary; result: CaseSummary }): JSX.Element {
  return (
    <>
      <td class="case">
        {result.name} {result.verdict !== run.verdict && <VerdictMark verdict={result.verdict} />}
      </td>
      <td class="number" data-label="bit-exact">
        <Exact result={result} />
      </td>
      <td class="number" data-label="latency">
        <Speed result={result} virtual={run.board.virtual} />
      </td>
      <td class="number" data-label="accuracy">
        {result.accuracy === null ? (
          <NotMeasured />
        ) : (
          <>
            {formatAccuracy(result.accuracy.metric, result.accuracy.value)}{" "}
            <span class="unit">{metricLabel(result.accuracy.metric)}</span>
          </>
        )}
      </td>
      <td class="number memory" data-label={kListedMemory.join(" / ")}>
        <MemoryCell memory={result.memory} />
      </td>
    </>
  );
}

function Exact({ result }: { result: CaseSummary }): JSX.Element {
  const { exactness, outputs_wrong: wrong } = result;
  if (exactness === null) {
    return <NotMeasured />;
  }
  return (
    <span class={wrong ? "wrong" : undefined}>
      {formatNumber(exactness.equal)}/{formatNumber(exactness.inputs)}
    </span>
  );
}

function Speed({ result, virtual }: { result: CaseSummary; virtual: boolean }): JSX.Element {
  // Speed is never shown for wrong outputs.
  if (result.outputs_wrong) {
    return <span class="missing">outputs wrong</span>;
  }
  if (result.latency === null) {
    return <NotMeasured />;
  }
  return (
    <>
      {result.latency.statistics
        .filter((statistic) => statistic.in_lists)
        .map(({ name, value, unit }) => {
          const scale = scaleFor(unit, value);
          return (
            <div key={name} title={name}>
              {formatScaled(value, scale)} <span class="unit">{unitLabel(scale.unit, virtual)}</span>
            </div>
          );
        })}
    </>
  );
}

function MemoryCell({ memory }: { memory: CaseSummary["memory"] }): JSX.Element {
  if (memory === null) {
    return <NotMeasured />;
  }
  return (
    <>
      {memoryFigures(memory)
        .filter((figure) => figure.inLists)
        .map(({ label, bytes }, index) => (
          <span key={label} class="figure" title={label}>
            {index > 0 && " / "}
            {bytes === null ? <NotMeasured /> : formatBytes(bytes)}
          </span>
        ))}
    </>
  );
}
