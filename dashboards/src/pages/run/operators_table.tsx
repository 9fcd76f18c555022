import type { JSX } from "preact";
import type { Layer } from "../../api/types";
import { NotMeasured } from "../../components/not_measured";
import { formatShare } from "../../format/numbers";
import { formatScaled } from "../../format/units";
import type { OperatorCounts } from "./operator_counts";

interface Props {
  layers: readonly Layer[];
  /** In the order of the layers, of those that were reached; null: no counts to show. */
  counts: OperatorCounts | null;
  unit: string;
}

export function OperatorsTable({ layers, counts, unit }: Props): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="scroll" tabIndex={0} aria-label="Table of operators">
      <table class="plain">
        <thead>
          <tr>
            <th scope="col" class="number">
              #
            </th>
            <th scope="col">Operator</th>
            {counts !== null && (
              <>
                <th scope="col" class="number">
                  {unit}
                </th>
                <th scope="col" class="number">
                  Share
                </th>
              </>
            )}
            <th scope="col">Kernel set</th>
            <th scope="col">CRC-32 of the outputs</th>
          </tr>
        </thead>
        <tbody>
          {layers.map((layer, row) => (
            <tr key={layer.index}>
              <td class="number">{layer.index}</td>
              <th scope="row">{layer.op}</th>
              {counts !== null && <CountCells counts={counts} row={row} />}
              <td>{layer.kernel_set ?? <NotMeasured />}</td>
              <td>{layer.crc32 ? <code>{layer.crc32}</code> : <NotMeasured />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function CountCells({ counts, row }: { counts: OperatorCounts; row: number }): JSX.Element {
  const count = counts.operators[row]?.count;
  if (count === undefined) {
    return (
      <td class="number" colSpan={2}>
        <NotMeasured />
      </td>
    );
  }
  return (
    <>
      <td class="number">{formatScaled(count, counts.scale)}</td>
      <td class="number">{formatShare(count, counts.total)}</td>
    </>
  );
}
