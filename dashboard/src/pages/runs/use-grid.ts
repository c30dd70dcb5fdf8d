import type { ColumnList } from "../../../../src/api/columns.js";
import { newestExperiment } from "../../newest-experiment.js";
import type { RunsModel } from "./runs-model.js";
import type { RunsState } from "./runs-state.js";
import { allColumns, defaultFields, type TableColumn } from "./table/table-column.js";
import { flatModel, groupedModel, type TableModel } from "./table/table-model.js";

export interface Grid {
  all: readonly TableColumn[];
  /** Fields shown, in order; those that no run has are left out of `columns`. */
  fields: readonly string[];
  columns: readonly TableColumn[];
  lines: TableModel;
}

const NO_LINES: TableModel = {
  count: 0,
  item: () => {
    throw new RangeError("expected no line to be asked for");
  },
  need: () => {},
};

/** The table as state and model have it; reads signals, so that the caller is drawn again when they change. */
export function gridOf(model: RunsModel, state: RunsState, columns: ColumnList): Grid {
  const all = allColumns(columns);
  const judge = model.sweep ?? newestExperiment(model.sweeps.value ?? []); // runs of every sweep: by what the newest is judged
  const fields = state.columns ?? defaultFields(columns, judge?.metric ?? null);
  const shown = fields.flatMap((field) => all.find((column) => column.field === field) ?? []);
  return { all, fields, columns: shown, lines: linesOf(model, state) };
}

function linesOf(model: RunsModel, state: RunsState): TableModel {
  const source = model.source.value;
  const groups = model.groups.value;
  if (state.groupBy.length > 0) {
    const open = model.openGroups.value;
    for (const each of open.values()) each.version.value;
    return groups ? groupedModel(groups, open) : NO_LINES;
  }
  if (!source) return NO_LINES;
  source.version.value;
  return flatModel(source);
}
