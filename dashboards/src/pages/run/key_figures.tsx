import type { JSX } from "preact";
import type { Accuracy, Case, Energy, Exactness, Latency, Memory } from "../../api/types";
import { FigureValue } from "../../components/figure_value";
import { formatAccuracy, metricLabel } from "../../format/accuracy";
import { formatBytes, formatNumber } from "../../format/numbers";
import { formatScaled, scaleFor, unitLabel } from "../../format/units";

interface Props {
  result: Case;
  virtual: boolean;
  /** Whether outputs were wrong: then nothing of speed and energy is shown. */
  wrong: boolean;
}

/** The numbers one looks for first. */
export function KeyFigures({ result, virtual, wrong }: Props): JSX.Element {
  const { exactness, latency, accuracy, memory, energy } = result;
  return (
    <dl class="key-figures">
      {exactness ? <Exact exactness={exactness} /> : <FigureValue label="Bit-exact" />}
      {wrong ? (
        <FigureValue label="Latency" value="–" note="not shown: outputs are wrong" />
      ) : latency ? (
        <Median latency={latency} virtual={virtual} />
      ) : (
        <FigureValue label="Latency" />
      )}
      {accuracy ? <Score accuracy={accuracy} /> : <FigureValue label="Accuracy" />}
      {memory ? <Arena memory={memory} /> : <FigureValue label="Arena" />}
      {energy && wrong ? (
        <FigureValue label="Energy" value="–" note="not shown: outputs are wrong" />
      ) : energy ? (
        <Joules energy={energy} />
      ) : (
        <FigureValue label="Energy" />
      )}
    </dl>
  );
}

function Exact({ exactness }: { exactness: Exactness }): JSX.Element {
  return (
    <FigureValue
      label="Bit-exact"
      value={`${formatNumber(exactness.equal)}/${formatNumber(exactness.inputs)}`}
      unit="inputs"
      note={`reference ${exactness.reference}`}
    />
  );
}

function Median({ latency, virtual }: { latency: Latency; virtual: boolean }): JSX.Element {
  const scale = scaleFor(latency.unit, latency.median);
  const cold = latency.cold === undefined ? "not measured" : formatScaled(latency.cold, scale);
  return (
    <FigureValue
      label="Latency, median"
      value={formatScaled(latency.median, scale)}
      unit={unitLabel(scale.unit, virtual)}
      note={`${countOf(latency.samples.length, "sample")}, cold ${cold}`}
    />
  );
}

function Score({ accuracy }: { accuracy: Accuracy }): JSX.Element {
  const { metric, value, correct, total, float_value: float } = accuracy;
  const rests =
    correct === undefined
      ? `${formatNumber(total)} inputs`
      : `${formatNumber(correct)} of ${formatNumber(total)} right`;
  const beside = float === undefined ? "not measured" : formatAccuracy(metric, float);
  return (
    <FigureValue
      label={`Accuracy, ${metricLabel(metric)}, INT8`}
      value={formatAccuracy(metric, value)}
      note={`float model ${beside}; ${rests}`}
    />
  );
}

function Arena({ memory }: { memory: Memory }): JSX.Element {
  const touched = memory.touched === undefined ? "not measured" : formatBytes(memory.touched);
  return <FigureValue label="Arena, planned" value={formatBytes(memory.arena)} note={`touched ${touched}`} />;
}

function Joules({ energy }: { energy: Energy }): JSX.Element {
  const { instrument, uncertainty } = energy;
  return (
    <FigureValue
      label="Energy, median"
      value={formatNumber(energy.median, 3)}
      unit="µJ"
      note={
        <>
          {uncertainty !== undefined && `± ${formatNumber(uncertainty, 3)} µJ (k = 2), `}
          {countOf(energy.samples.length, "sample")}, {instrument.name}
          {instrument.emulated && " (emulated)"}
        </>
      }
    />
  );
}

function countOf(count: number, what: string): string {
  return `${formatNumber(count)} ${what}${count === 1 ? "" : "s"}`;
}
