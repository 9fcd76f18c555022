import type { ComponentChildren, JSX } from "preact";

interface Props {
  label: string;
  /** Absent: not measured. */
  value?: string;
  unit?: string;
  /** What the number rests on, or what stands beside it. */
  note?: ComponentChildren;
}

/** One key number: large, with its unit and what it rests on. */
export function FigureValue({ label, value, unit, note }: Props): JSX.Element {
  return (
    <div class="figure-value">
      <dt>{label}</dt>
      <dd>
        {value === undefined ? (
          <span class="missing">not measured</span>
        ) : (
          <>
            <span class="value">{value}</span> {unit !== undefined && <span class="unit">{unit}</span>}
          </>
        )}
        {note !== undefined && <span class="note">{note}</span>}
      </dd>
    </div>
  );
}
