import type { GroupList, RunGroup } from "../../../../../src/api/groups.js";
import type { LiveRow } from "../../../live-row.js";
import type { RunSource } from "../run-source.js";

/** One line of the runs table. */
export type TableItem =
  | { kind: "run"; key: string; live: LiveRow | undefined; isMember: boolean }
  | { kind: "group"; key: string; group: RunGroup; isOpen: boolean };

/** What the table shows, line by line; only what is in sight is read. */
export interface TableModel {
  readonly count: number;
  item(index: number): TableItem;
  /** Lines from `first` to `last` are in sight. */
  need(first: number, last: number): void;
}

/** Every run is a line. */
export function flatModel(source: RunSource): TableModel {
  return {
    count: source.total.value ?? 0,
    item: (index) => runItem(source, index, false),
    need: (first, last) => source.need(first, last),
  };
}

/** Every group is a line, followed by those of its runs where it is open. */
export function groupedModel(
  { groups }: GroupList,
  openSources: ReadonlyMap<string, RunSource>,
): TableModel {
  const starts: number[] = [];
  let count = 0;
  for (const group of groups) {
    starts.push(count);
    count += 1 + (openSources.get(group.where)?.total.value ?? 0);
  }
  const at = (index: number) => {
    const position = starts.findLastIndex((start) => start <= index);
    const group = groups[position];
    if (!group) throw new RangeError(`expected a line below ${count}, got ${index}`);
    return { group, within: index - (starts[position] ?? 0) - 1 };
  };
  return {
    count,
    item(index) {
      const { group, within } = at(index);
      const source = openSources.get(group.where);
      if (within >= 0 && source) return runItem(source, within, true);
      return { kind: "group", key: `group ${group.where}`, group, isOpen: source !== undefined };
    },
    need(first, last) {
      groups.forEach((group, i) => {
        const source = openSources.get(group.where);
        const begin = (starts[i] ?? 0) + 1;
        const end = begin + (source?.total.value ?? 0) - 1;
        if (source && begin <= last && end >= first)
          source.need(Math.max(first, begin) - begin, Math.min(last, end) - begin);
      });
    },
  };
}

function runItem(source: RunSource, index: number, isMember: boolean): TableItem {
  const live = source.row(index);
  return { kind: "run", key: live?.row.id ?? `unread ${index}`, live, isMember };
}
