import { type ComponentChildren, Fragment, type JSX } from "preact";
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
      <td class="number figures" data-label="latency">
        <Speed result={result} virtual={run.board.virtual} />
      </td>
      <td class="number" data-label="accuracy">
        {result.accuracy === undefined ? (
          <NotMeasured />
        ) : (
          <>
            {formatAccuracy(result.accuracy.metric, result.accuracy.value)}{" "}
            <span class="unit">{metricLabel(result.accuracy.metric)}</span>
          </>
        )}
      </td>
      <td class="number figures memory" data-label={kListedMemory.join(" / ")}>
        <MemoryCell memory={result.memory} />
      </td>
    </>
  );
}

function Exact({ result }: { result: CaseSummary }): JSX.Element {
  const { exactness, outputs_wrong: wrong } = result;
  if (exactness === undefined) {
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
  if (result.latency === undefined) {
    return <NotMeasured />;
  }
  return (
    <Figures
      figures={result.latency.statistics
        .filter((statistic) => statistic.in_lists)
        .map(({ name, value, unit }) => {
          const scale = scaleFor(unit, value);
          return [
            name,
            <>
              {formatScaled(value, scale)} <span class="unit">{unitLabel(scale.unit, virtual)}</span>
            </>,
          ];
        })}
    />
  );
}

function MemoryCell({ memory }: { memory: CaseSummary["memory"] }): JSX.Element {
  if (memory === undefined) {
    return <NotMeasured />;
  }
  return (
    <Figures
      figures={memoryFigures(memory)
        .filter((figure) => figure.inLists)
        .map(({ label, bytes }) => [label, bytes === undefined ? <NotMeasured /> : formatBytes(bytes)])}
    />
  );
}

/** All that stand in one cell. Lines break between them, so that any number of them has room. */
function Figures({ figures }: { figures: readonly [name: string, value: ComponentChildren][] }): JSX.Element {
  return (
    <>
      {figures.map(([name, value], index) => (
        <Fragment key={name}>
          {index > 0 && " / "}
          <span class="figure" title={name}>
            {value}
          </span>
        </Fragment>
      ))}
    </>
  );
}
