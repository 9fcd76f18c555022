import type { JSX } from "preact";
import type { RunRecord } from "../../api/types";
import { Digest } from "../../components/digest";
import { type Fact, Facts, measured } from "../../components/facts";
import { formatBytes, formatNumber } from "../../format/numbers";
import { formatHertz } from "../../format/units";

/** What was run on what, with what, over which link, under which conditions. */
export function Provenance({ run }: { run: RunRecord }): JSX.Element {
  return (
    <section class="provenance" aria-label="What was run on what, with what">
      <Group title="Board and unit" facts={boardFacts(run)} />
      <Group title="Agent" facts={agentFacts(run)} missing="no agent answered" />
      <Group title="Suite and harness" facts={harnessFacts(run)} />
      <Group title="Link" facts={linkFacts(run)} missing="no link was opened" />
      <Group title="Conditions" facts={conditionFacts(run)} />
    </section>
  );
}

function Group(props: { title: string; facts: readonly Fact[] | null; missing?: string }): JSX.Element {
  return (
    <div>
      <h2>{props.title}</h2>
      {props.facts === null ? <p class="missing">{props.missing}</p> : <Facts facts={props.facts} />}
    </div>
  );
}

function boardFacts({ board, unit }: RunRecord): Fact[] {
  return [
    ["board", board.title ?? board.name],
    ["core", board.core],
    ["kind", board.virtual ? "virtual" : "real"],
    ["unit", unit.name],
    ...Object.entries(unit.serials).map(([of, serial]): Fact => [`serial of ${of}`, <code>{serial}</code>]),
  ];
}

function agentFacts({ agent }: RunRecord): Fact[] | null {
  if (!agent) {
    return null;
  }
  return [
    ["version", agent.version],
    ["digest", <Digest value={agent.digest} />],
    ["toolchain", agent.toolchain],
    ["runtime", agent.runtime],
    ["kernel sets", agent.kernel_sets.join(", ")],
  ];
}

function harnessFacts({ suite, harness }: RunRecord): Fact[] {
  return [
    ["suite", `${suite.name} ${suite.version}`],
    ["harness", harness.version],
    ["commit", harness.commit ? <code>{harness.commit}</code> : <Unknown />],
    ["host", harness.host],
  ];
}

function linkFacts({ link }: RunRecord): Fact[] | null {
  if (!link) {
    return null;
  }
  return [
    ["kind", link.kind],
    ["rate", link.rate ? `${formatNumber(link.rate)} bit/s` : "none"],
    ["to the agent", formatBytes(link.bytes_down)],
    ["from the agent", formatBytes(link.bytes_up)],
    ["retransmits", formatNumber(link.retransmits)],
    ["damaged", measured(link.damaged, formatNumber)],
  ];
}

function conditionFacts({ conditions }: RunRecord): Fact[] {
  return [
    ["clock", measured(conditions.clock_hz, formatHertz)],
    ["supply", measured(conditions.supply_mv, (value) => `${formatNumber(value)} mV`)],
    ["temperature", measured(conditions.temperature_c, (value) => `${formatNumber(value, 1)} °C`)],
  ];
}

function Unknown(): JSX.Element {
  return <span class="missing">not known</span>;
}
