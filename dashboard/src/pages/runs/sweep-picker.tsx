import { useState } from "preact/hooks";
import type { SweepItem } from "../../../../src/api/sweeps.js";
import { plural } from "../../format.js";
import { Popover } from "../../ui/popover.js";
import { ALL_SWEEPS, formatRunsState, runsOf } from "./runs-state.js";

export interface SweepPickerProps {
  sweeps: readonly SweepItem[];
  /** Name of the one that is shown. */
  shown: string;
}

/** Which sweep is shown; searchable, with how far each one is. */
export function SweepPicker({ sweeps, shown }: SweepPickerProps) {
  const title = shown === ALL_SWEEPS ? "All runs" : shown;
  return (
    <Popover
      class="sweep-picker"
      name={`Sweep ${title}; choose another`}
      label={
        <>
          {title}{" "}
          <span class="sweep-picker-arrow" aria-hidden="true">
            ▾
          </span>
        </>
      }
    >
      {(close) => <SweepList sweeps={sweeps} shown={shown} close={close} />}
    </Popover>
  );
}

function SweepList({ sweeps, shown, close }: SweepPickerProps & { close(): void }) {
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const found = sweeps.filter(({ name, description }) =>
    `${name} ${description}`.toLowerCase().includes(wanted),
  );
  return (
    <div class="chooser">
      <input
        type="search"
        class="input"
        aria-label="Search sweeps"
        placeholder="Search sweeps"
        value={search}
        onInput={({ currentTarget }) => setSearch(currentTarget.value)}
      />
      <ul class="chooser-list sweep-list">
        {wanted === "" && (
          <li>
            <SweepLink
              name={ALL_SWEEPS}
              title="All runs"
              note="of every sweep"
              {...{ shown, close }}
            />
          </li>
        )}
        {found.map((sweep) => (
          <li key={sweep.name}>
            <SweepLink
              name={sweep.name}
              title={sweep.name}
              note={`${countsText(sweep)}${sweep.description && ` · ${sweep.description}`}`}
              {...{ shown, close }}
            />
          </li>
        ))}
        {found.length === 0 && <li class="note">No sweep is called so.</li>}
      </ul>
    </div>
  );
}

interface SweepLinkProps {
  name: string;
  title: string;
  note: string;
  shown: string;
  close(): void;
}

function SweepLink({ name, title, note, shown, close }: SweepLinkProps) {
  const isShown = name === shown;
  return (
    <a
      href={formatRunsState(runsOf(name))}
      aria-current={isShown ? "true" : undefined}
      onClick={close}
    >
      <strong>{title}</strong>
      <span class="sweep-note">{note}</span>
    </a>
  );
}

/** `5 runs: 2 finished, 1 running, 2 lost`. */
export function countsText({ states, lost }: SweepItem): string {
  const shown = { ...states, running: states.running - lost, lost };
  const present = Object.entries(shown).filter(([, count]) => count > 0);
  const total = present.reduce((sum, [, count]) => sum + count, 0);
  const parts = present.map(([state, count]) => `${count.toLocaleString("en")} ${state}`);
  return parts.length > 0 ? `${plural(total, "run")}: ${parts.join(", ")}` : "no runs";
}
