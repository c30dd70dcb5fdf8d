import type { RunGroup } from "../../../../../src/api/groups.js";
import { exactValue, formatMetric, formatValue, plural } from "../../../format.js";
import type { RunsGridProps } from "./runs-grid.js";
import type { TableItem } from "./table-model.js";

export interface GroupLineProps extends RunsGridProps {
  index: number;
  item: Extract<TableItem, { kind: "group" }>;
}

/** Runs that have something in common, summed up; opens to show them. */
export function GroupLine({
  index,
  item,
  columns,
  focused,
  onToggleGroup,
  groupMetric,
}: GroupLineProps) {
  const { group, isOpen } = item;
  const name = groupName(group);
  return (
    <tr
      class="group-line"
      aria-rowindex={index + 2}
      tabIndex={(focused.value ?? 0) === index ? 0 : -1}
      onFocus={() => (focused.value = index)}
    >
      <td class="cell-tick" />
      <th scope="row" class="cell-name">
        <button
          type="button"
          class="group-toggle"
          tabIndex={-1}
          aria-expanded={isOpen}
          onClick={() => onToggleGroup(group.where)}
        >
          <span class="group-arrow" aria-hidden="true">
            {isOpen ? "▾" : "▸"}
          </span>
          <span class="group-name" title={groupName(group, exactValue)}>
            {name}
          </span>
        </button>
      </th>
      <td colSpan={columns.length}>
        <span class="group-facts">
          <span>{plural(group.runs, "run")}</span>
          {groupMetric && group.mean !== null && (
            <>
              <strong>{meanText(groupMetric, group)}</strong>
              <span>
                {group.folds === null
                  ? `best ${formatMetric(groupMetric, group.best)} · n = ${group.n}`
                  : `over ${group.folds} folds`}
              </span>
            </>
          )}
          {group.incomplete > 0 && (
            <span>{plural(group.incomplete, "cross-validation")} without all folds</span>
          )}
          <span>{statesText(group)}</span>
        </span>
      </td>
    </tr>
  );
}

/** `optimizer = adam, batch_norm = true`; a missing value says so. A variant is what its runs are called. */
export function groupName(
  { key, name }: Pick<RunGroup, "key" | "name">,
  format: (value: unknown) => string = formatValue,
): string {
  const parts = Object.entries(key).map(([field, value]) =>
    field === "variant" && name ? name : `${field} = ${format(value)}`,
  );
  return parts.length > 0 ? parts.join(", ") : "no value";
}

/** `99.21 % ± 0.08 %`: the mean with half the width of its 95 % interval. */
function meanText(metric: string, { mean, low, high }: GroupLineProps["item"]["group"]): string {
  const text = formatMetric(metric, mean);
  return low === null || high === null
    ? text
    : `${text} ± ${formatMetric(metric, (high - low) / 2)}`;
}

function statesText({ states, lost }: GroupLineProps["item"]["group"]): string {
  const shown = { ...states, running: states.running - lost, lost };
  const present = Object.entries(shown).filter(([, count]) => count > 0);
  return present.map(([state, count]) => `${count} ${state}`).join(", ");
}
