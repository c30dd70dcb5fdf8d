import { Scroll } from "../ui/scroll.js";
import type { RecordTable } from "./records.js";

/** A list of flat objects as a table, with totals where columns can be added up. */
export function RecordCard({ title, table }: { title: string; table: RecordTable }) {
  const { columns, rows } = table;
  const cellClass = (column: number) => (columns[column]?.isNumeric ? "is-numeric" : undefined);
  return (
    <div class="card">
      <h2>{title}</h2>
      <Scroll label={title}>
        <table class="records">
          <thead>
            <tr>
              {columns.map(({ name }, i) => (
                <th key={name} scope="col" class={cellClass(i)}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, row) => (
              <tr key={row}>
                {cells.map((text, i) => (
                  <td key={i} class={cellClass(i)}>
                    {text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <Totals columns={columns} />
        </table>
      </Scroll>
    </div>
  );
}

function Totals({ columns }: Pick<RecordTable, "columns">) {
  if (columns.every(({ total }) => total === null)) return null;
  return (
    <tfoot>
      <tr>
        {columns.map(({ name, total }, i) => (
          <td key={name} class={total === null ? undefined : "is-numeric"}>
            {total ?? (i === 0 ? "total" : "")}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}
