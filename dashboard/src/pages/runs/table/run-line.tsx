import { runHref } from "../../../address.js";
import { plainMessage } from "../../../format.js";
import type { LiveRow } from "../../../live-row.js";
import { Progress } from "../../../ui/progress.js";
import { ChampionBadge, StateChip } from "../../../ui/state-chip.js";
import { Swatch } from "../../../ui/swatch.js";
import type { RunsGridProps } from "./runs-grid.js";
import type { TableColumn } from "./table-column.js";
import type { TableItem } from "./table-model.js";

export interface RunLineProps extends RunsGridProps {
  index: number;
  item: Extract<TableItem, { kind: "run" }>;
  now: number;
}

/** One run; a line of bars while it is being read. */
export function RunLine(props: RunLineProps) {
  const { index, item, columns, focused, hovered, isTicked, onTick, firstNumber } = props;
  const { live } = item;
  if (!live) return <UnreadLine index={index} columns={columns.length} />;
  const { row } = live;
  const ticked = isTicked(row.id);
  return (
    <tr
      class={classesOf(props, ticked)}
      data-run={row.id}
      aria-rowindex={index + 2}
      aria-selected={ticked}
      tabIndex={(focused.value ?? 0) === index ? 0 : -1}
      onFocus={() => (focused.value = index)}
      onMouseEnter={() => (hovered.value = row.id)}
    >
      <td class="cell-tick">
        <label class="tick">
          <input
            type="checkbox"
            aria-label={`tick ${row.name}`}
            checked={ticked}
            tabIndex={-1}
            onClick={(event) => onTick(index, event.shiftKey ? "range" : "toggle")}
          />
          <Swatch index={row.number - firstNumber} />
        </label>
      </td>
      <th scope="row" class="cell-name">
        <Name {...props} live={live} />
      </th>
      {columns.map((column) => (
        <Cell key={column.field} {...props} column={column} live={live} />
      ))}
    </tr>
  );
}

function classesOf({ item, hovered }: RunLineProps, ticked: boolean): string {
  const row = item.live?.row;
  const classes = [
    ticked && "is-selected",
    item.isMember && "is-member",
    row?.archived && "is-archived",
    hovered.value === row?.id && "is-hovered",
  ];
  return classes.filter(Boolean).join(" ");
}

function Name({ live: { row } }: { live: LiveRow }) {
  return (
    <span class="run-name">
      {row.pinned && (
        <span class="pin" title="pinned" role="img" aria-label="pinned">
          ★
        </span>
      )}
      <a href={runHref(row.id)} title={row.name} tabIndex={-1}>
        {row.name}
      </a>
      {row.champion && <ChampionBadge />}
    </span>
  );
}

type CellProps = RunLineProps & { column: TableColumn; live: LiveRow };

function Cell(props: CellProps) {
  const { column, live, now } = props;
  const { content } = column;
  switch (content.kind) {
    case "text": {
      const text = content.text(live, now);
      return (
        <td
          class={column.isNumeric ? "is-numeric" : undefined}
          title={content.title?.(live) ?? text}
        >
          {text}
        </td>
      );
    }
    case "metric":
      return <MetricCell text={content.text(live)} share={content.share(live)} />;
    case "state":
      return (
        <td title={plainMessage(live.row.outcome?.text ?? "")}>
          <StateChip run={live.row} />
        </td>
      );
    case "progress":
      return (
        <td>
          <Progress row={live.row} />
        </td>
      );
    case "id":
      return (
        <td>
          <code class="run-id">{live.row.id}</code>
        </td>
      );
    case "tags":
      return <TagsCell {...props} />;
    case "note":
      return <NoteCell {...props} />;
  }
}

/** With a bar behind the number: how near it is to the best of all runs. */
function MetricCell({ text, share }: { text: string; share: number | null }) {
  const bar = share === null ? undefined : { "--share": `${Math.round(share * 100)}%` };
  return (
    <td class={share === null ? "is-numeric" : "is-numeric has-bar"} style={bar}>
      {text}
    </td>
  );
}

function TagsCell({ live: { row }, onOpenTags }: CellProps) {
  return (
    <td>
      <button
        type="button"
        class="cell-button"
        tabIndex={-1}
        aria-label={row.tags.length > 0 ? `tags: ${row.tags.join(", ")}; edit` : `tag ${row.name}`}
        onClick={() => onOpenTags(row.id)}
      >
        {row.tags.map((tag) => (
          <span key={tag} class="tag">
            {tag}
          </span>
        ))}
        {row.tags.length === 0 && <span class="cell-add">+ tag</span>}
      </button>
    </td>
  );
}

function NoteCell({ live: { row }, onOpenNote }: CellProps) {
  return (
    <td title={row.note}>
      <button
        type="button"
        class="cell-button"
        tabIndex={-1}
        aria-label={row.note === "" ? `write a note on ${row.name}` : `note: ${row.note}; edit`}
        onClick={() => onOpenNote(row.id)}
      >
        {row.note === "" ? <span class="cell-add">+ note</span> : row.note}
      </button>
    </td>
  );
}

function UnreadLine({ index, columns }: { index: number; columns: number }) {
  return (
    <tr class="is-unread" aria-rowindex={index + 2} aria-busy="true">
      <td class="cell-tick" />
      <th scope="row" class="cell-name">
        <span class="skeleton" />
      </th>
      <td colSpan={columns}>
        <span class="skeleton" />
      </td>
    </tr>
  );
}
