import { type Signal, useSignal } from "@preact/signals";
import { useMemo, useRef, useState } from "preact/hooks";
import type { ColumnList } from "../../../../src/api/columns.js";
import type { RunRow } from "../../../../src/api/runs.js";
import { act, actOn } from "../../act/run-controls.js";
import { runsFor, type Verb } from "../../act/verbs.js";
import { runHref } from "../../address.js";
import { usePermission } from "../../app/permission.js";
import { navigate } from "../../app/router.js";
import { toast } from "../../app/toasts.js";
import { plural } from "../../format.js";
import { Notice } from "../../ui/notice.js";
import { AnnotateDialogs, type Annotating } from "./annotate/annotate-dialogs.js";
import { fieldTitle } from "./field-title.js";
import { FilterBar } from "./filter/filter-bar.js";
import { createRunActions } from "./run-actions.js";
import type { RunsModel } from "./runs-model.js";
import type { RunsState, Ticked } from "./runs-state.js";
import { moved } from "./table/moved.js";
import { RunsGrid } from "./table/runs-grid.js";
import type { TableItem } from "./table/table-model.js";
import { isTicked, toggled, withRange } from "./ticks.js";
import { type Action, ActionBar } from "./toolbar/action-bar.js";
import { ColumnsMenu } from "./toolbar/columns-menu.js";
import { ConfigurationsButton } from "./toolbar/configurations-button.js";
import { Facets } from "./toolbar/facets.js";
import { GroupMenu } from "./toolbar/group-menu.js";
import { ViewsMenu } from "./toolbar/views-menu.js";
import { PAST, useControlKeys } from "./use-control-keys.js";
import { gridOf } from "./use-grid.js";
import { useGridKeys } from "./use-grid-keys.js";

export interface RunsTableProps {
  model: RunsModel;
  state: RunsState;
  columns: ColumnList;
  change(part: Partial<RunsState>): void;
  hovered: Signal<string | null>;
}

const MOST_COMPARED = 8; // side by side on a screen

/** The table with everything around it: filter, columns, groups, views, and what can be done with runs. */
export function RunsTable({ model, state, columns, change, hovered }: RunsTableProps) {
  const permission = usePermission();
  const actions = useMemo(() => createRunActions(model), [model]);
  const focused = useSignal<number | null>(null);
  const anchor = useRef<string | null>(null);
  const filterInput = useRef<HTMLInputElement>(null);
  const [annotating, setAnnotating] = useState<Annotating | null>(null);
  const { all, fields, columns: shown, lines } = gridOf(model, state, columns);
  const { ticked } = state;
  const total = model.source.value?.total.value ?? null;

  const rowAt = (index: number | null): RunRow | null => {
    const item = index !== null && index < lines.count ? lines.item(index) : null;
    return item?.kind === "run" ? (item.live?.row ?? null) : null;
  };
  const tick = async (index: number, how: "toggle" | "range") => {
    const row = rowAt(index);
    if (!row) return;
    const from = anchor.current ?? row.id;
    const needsAll = how === "range" || ticked === "all";
    const matching = needsAll ? await model.matchingIds() : [];
    if (how === "toggle") anchor.current = row.id;
    const next =
      how === "toggle"
        ? toggled(ticked, row.id, matching)
        : withRange(ticked, from, row.id, matching);
    change({ ticked: next });
  };
  const tickAll = (isOn: boolean) => change({ ticked: isOn ? "all" : [] });
  const withChosen = (run: (ids: readonly string[]) => void) => async () => {
    const focusedRow = rowAt(focused.value);
    const chosen =
      ticked.length > 0 ? await actions.idsOf(ticked) : focusedRow ? [focusedRow.id] : [];
    if (chosen.length > 0) run(chosen);
    else toast({ text: "Tick a run, or go to one with j and k, first." });
  };
  const rowsOf = (ids: readonly string[]): RunRow[] =>
    [...(model.source.value?.rows() ?? [])].flatMap(({ row }) =>
      ids.includes(row.id) ? [row] : [],
    );
  const annotate = (kind: Annotating["kind"]) => (ids: readonly string[]) =>
    setAnnotating({ kind, ids, rows: rowsOf(ids) });
  const pin = (ids: readonly string[]) =>
    void actions.annotate(ids, { pinned: !rowsOf(ids).every(({ pinned }) => pinned) });
  const compare = (ids: readonly string[]) => {
    if (ids.length < 2) toast({ text: "Tick at least two runs to compare them." });
    else navigate(`/compare?runs=${ids.slice(0, MOST_COMPARED).join(",")}`);
  };
  const open = (item: TableItem) => {
    if (item.kind === "group") model.toggleGroup(item.group.where);
    else if (item.live) navigate(runHref(item.live.row.id));
  };
  const keyed = {
    tags: withChosen(annotate("tags")),
    note: withChosen(annotate("note")),
    pin: withChosen(pin),
    archive: withChosen((ids) => void actions.archive(ids)),
    compare: withChosen(compare),
  };
  const doTo = (verb: Verb) =>
    withChosen((ids) => {
      const rows = rowsOf(ids);
      const fit = runsFor(verb, rows);
      if (permission?.allowed === false) toast({ text: permission.why ?? "" });
      else if (verb === "promote" && ids.length > 1) toast({ text: "Tick one run to promote it." });
      else if (verb !== "promote" && rows.length < ids.length) actOn(verb, ids);
      else if (fit.length > 0) act(verb, fit);
      else toast({ text: `None of them can be ${PAST[verb]} as they stand.` });
    });
  const controls = useControlKeys(doTo);
  useGridKeys({
    model: lines,
    focused,
    filterInput,
    onTick: (index, how) => void tick(index, how),
    onTickAll: tickAll,
    onClear: () => tickAll(false),
    onOpen: open,
    onTags: keyed.tags,
    onNote: keyed.note,
    onPin: keyed.pin,
    onArchive: keyed.archive,
    onCompare: keyed.compare,
  });
  const count = ticked === "all" ? (total ?? 0) : ticked.length;
  return (
    <section class="card runs-card" aria-label="Runs">
      <h2 class="visually-hidden">Runs</h2>
      <div class="toolbar">
        <FilterBar
          where={state.where}
          columns={columns}
          problem={model.problem.value}
          onFilter={(where) => change({ where })}
          input={filterInput}
        />
        <ColumnsMenu all={all} shown={fields} onChange={(next) => change({ columns: next })} />
        <ConfigurationsButton
          columns={columns}
          groupBy={state.groupBy}
          onChange={(groupBy) => change({ groupBy })}
        />
        <GroupMenu
          columns={columns}
          groupBy={state.groupBy}
          onChange={(groupBy) => change({ groupBy })}
        />
        <ViewsMenu />
        <button
          type="button"
          class="button"
          title="Download what is shown as CSV"
          onClick={() => actions.download({ ...state, ticked: [] }, csvFields(fields))}
        >
          CSV
        </button>
      </div>
      <div class="under-toolbar">
        <Facets
          where={state.where}
          columns={columns}
          archived={state.archived}
          onFilter={(where) => change({ where })}
          onArchived={(archived) => change({ archived })}
        />
        <p class="result-count" role="status">
          {countText(total, columns.runs, state)}
        </p>
      </div>
      {lines.count > 0 ? (
        <RunsGrid
          model={lines}
          columns={shown}
          sort={state.sort}
          onSort={(sort) => change({ sort })}
          onMoveColumn={(field, to) => change({ columns: moved(fields, field, to) })}
          isTicked={(id) => isTicked(ticked, id)}
          tickedShare={shareOf(ticked, total)}
          onTick={(index, how) => void tick(index, how)}
          onTickAll={tickAll}
          onToggleGroup={(where) => model.toggleGroup(where)}
          onOpenTags={(id) => annotate("tags")([id])}
          onOpenNote={(id) => annotate("note")([id])}
          focused={focused}
          hovered={hovered}
          isGrouped={state.groupBy.length > 0}
          groupMetric={model.groups.value?.metric?.name ?? null}
          firstNumber={model.sweep?.firstNumber ?? 1}
          label={`Runs of ${model.sweep?.name ?? "every sweep"}`}
        />
      ) : (
        <Nothing state={state} isRead={total !== null} onFilter={(where) => change({ where })} />
      )}
      <ActionBar
        count={count}
        actions={[
          ...barActions(keyed, count, () => actions.download(state, csvFields(fields))),
          ...controls.filter(({ verb }) => {
            const rows = ticked === "all" ? [] : rowsOf(ticked);
            const areRead = ticked !== "all" && rows.length === ticked.length;
            return (
              permission?.allowed !== false && (areRead ? canDo(verb, rows) : verb !== "promote")
            );
          }),
        ]}
        onClear={() => tickAll(false)}
      />
      {annotating && (
        <AnnotateDialogs
          {...annotating}
          known={columns.tags.map(({ name }) => name)}
          onAnnotate={(change, done) => void actions.annotate(annotating.ids, change, done)}
          onClose={() => setAnnotating(null)}
        />
      )}
    </section>
  );
}

/** There is one champion: promoting is for one ticked run. */
function canDo(verb: Verb, rows: readonly RunRow[]): boolean {
  return (verb !== "promote" || rows.length === 1) && runsFor(verb, rows).length > 0;
}

function barActions(
  keyed: Record<"tags" | "note" | "pin" | "archive" | "compare", () => void>,
  count: number,
  download: () => void,
): Action[] {
  return [
    {
      label: "Compare",
      key: "c",
      run: keyed.compare,
      obstacle: count < 2 ? "Tick at least two runs to compare them" : null,
    },
    { label: "Tag", key: "e", run: keyed.tags },
    { label: "Note", key: "n", run: keyed.note },
    { label: "Pin", key: "p", run: keyed.pin },
    { label: "Archive", key: "a", run: keyed.archive },
    { label: "CSV", run: download },
  ];
}

interface NothingProps {
  state: RunsState;
  isRead: boolean;
  onFilter(where: string): void;
}

function Nothing({ state, isRead, onFilter }: NothingProps) {
  if (!isRead) return <Notice title="Loading runs…" />;
  if (state.where === "") {
    return (
      <Notice title="There are no runs here" command="sweep run experiments/bn-aug.yaml">
        <a href="/start">Start an experiment</a>, here or in a terminal; its runs appear by
        themselves.
      </Notice>
    );
  }
  return (
    <Notice title="No run matches the filter">
      <button type="button" class="button" onClick={() => onFilter("")}>
        Show all runs
      </button>
    </Notice>
  );
}

/** Columns that a file can have: progress is only drawn. Tags are one cell. */
function csvFields(fields: readonly string[]): string[] {
  return ["id", "name", ...fields]
    .filter((field, i, all) => field !== "progress" && all.indexOf(field) === i)
    .map((field) => (field === "tags" ? "tag" : field));
}

function shareOf(ticked: Ticked, total: number | null): "all" | "some" | "none" {
  if (ticked === "all" || (total !== null && total > 0 && ticked.length >= total)) return "all";
  return ticked.length > 0 ? "some" : "none";
}

function countText(total: number | null, all: number, { where, groupBy }: RunsState): string {
  if (total === null) return "";
  const grouped = groupBy.length > 0 ? `, grouped by ${groupBy.map(fieldTitle).join(", ")}` : "";
  const text =
    where === "" ? plural(total, "run") : `${total.toLocaleString("en")} of ${plural(all, "run")}`;
  return text + grouped;
}
