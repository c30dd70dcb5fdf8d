import { type ComponentChildren, Fragment } from "preact";
import type { JsonValue, RunDetail } from "../../../src/api/runs.js";
import { foldWords } from "../format.js";
import { flatten } from "../parameters.js";
import { ParameterValue, SummaryValue } from "./fact-value.js";
import { RecordCard } from "./record-card.js";
import { type RecordTable, recordTable } from "./records.js";

/** Parameters, and what the trainer says of itself. */
export function FactsSection({ detail }: { detail: RunDetail }) {
  return (
    <section class="columns">
      <Parameters detail={detail} />
      <div>
        <Origin detail={detail} />
        <Summary detail={detail} />
      </div>
      <Tables detail={detail} />
    </section>
  );
}

/** Those that tell the run from its siblings come first. */
function Parameters({ detail: { run, varying } }: { detail: RunDetail }) {
  const isVarying = (name: string) => varying.some((each) => `${name}.`.startsWith(`${each}.`));
  const flat = flatten(run.parameters);
  const ordered = [
    ...flat.filter(([name]) => isVarying(name)),
    ...flat.filter(([name]) => !isVarying(name)),
  ];
  return (
    <Card title="Parameters">
      {ordered.map(([name, value]) => (
        <Fact key={name} name={name} isStrong={isVarying(name)}>
          <ParameterValue value={value} />
        </Fact>
      ))}
    </Card>
  );
}

function Origin({ detail: { run, key, generation, trainer } }: { detail: RunDetail }) {
  return (
    <Card title="Origin">
      <Fact name="trainer">
        {trainer.kind === "builtin" ? trainer.type : trainer.command.join(" ")}
      </Fact>
      <Fact name="seed">{run.seed}</Fact>
      {run.repeat > 0 && <Fact name="repeat">{run.repeat}</Fact>}
      {run.fold && <Fact name="fold">{foldWords(run.fold)}</Fact>}
      {generation > 0 && <Fact name="generation">{generation}</Fact>}
      <Fact name="identity">{key.slice(0, 16)}</Fact>
    </Card>
  );
}

/** Lists of objects are tables of their own. */
function Summary({ detail }: { detail: RunDetail }) {
  const plain = summaryOf(detail).filter(([, value]) => recordTable(value) === null);
  if (plain.length === 0) return null;
  return (
    <Card title="Summary">
      {plain.map(([name, value]) => (
        <Fact key={name} name={name}>
          <SummaryValue name={name} value={value} />
        </Fact>
      ))}
    </Card>
  );
}

function Tables({ detail }: { detail: RunDetail }) {
  const found = summaryOf(detail).flatMap(([name, value]): [string, RecordTable][] => {
    const table = recordTable(value);
    return table ? [[name, table]] : [];
  });
  if (found.length === 0) return null;
  return (
    <div class="record-cards">
      {found.map(([name, table]) => (
        <RecordCard key={name} title={titleOf(name)} table={table} />
      ))}
    </div>
  );
}

/** An ensemble's members have a section of their own. */
function summaryOf({ summary, trainer }: RunDetail): [string, JsonValue][] {
  const isEnsemble = trainer.kind === "builtin" && trainer.type === "ensemble";
  return Object.entries(summary).filter(([name]) => !(isEnsemble && name === "members"));
}

/** `layers` → `Layers`, `class_weights` → `Class weights`. */
function titleOf(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function Card({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="card">
      <h2>{title}</h2>
      <dl class="facts">{children}</dl>
    </div>
  );
}

interface FactProps {
  name: string;
  isStrong?: boolean;
  children: ComponentChildren;
}

function Fact({ name, isStrong = false, children }: FactProps) {
  return (
    <div class={isStrong ? "is-strong" : undefined}>
      <dt>
        {name.split(/(?<=[_.])/).map((part, i) => (
          <Fragment key={i}>
            {i > 0 && <wbr />}
            {part}
          </Fragment>
        ))}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
