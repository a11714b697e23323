import type { ComponentChildren } from "preact";

export interface Column<T> {
  /** key names the column, for keys and sorting. */
  key: string;
  /** title is "" for what needs none, such as buttons. */
  title: ComponentChildren;
  cell: (row: T) => ComponentChildren;
  /** number sets figures to the right, below each other. */
  number?: boolean;
  /** width is a CSS length or share; without it the content decides. */
  width?: string;
  /** head has the cell name its row for those who hear the table. */
  head?: boolean;
  /** sortable has the title be a button. */
  sortable?: boolean;
}

interface Props<T> {
  /** label is what the table shows, for those who hear it. */
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string | number;
  sort?: { key: string; descending: boolean };
  onSort?: (key: string) => void;
  rowClass?: (row: T) => string | undefined;
  /** tight keeps it a table on narrow screens: for a name and a figure. */
  tight?: boolean;
}

/** Table shows rows. On narrow screens each row becomes a block, with the columns' titles before the values. */
export function Table<T>({ label, columns, rows, rowKey, sort, onSort, rowClass, tight }: Props<T>) {
  return (
    <div class="table-frame">
      <table class={tight ? "table" : "table table-folds"} aria-label={label}>
        <thead>
          <tr>
            {columns.map((c) => c.title === "" ? <td key={c.key} /> : (
              <th key={c.key} scope="col" class={c.number ? "number" : undefined} style={c.width ? { inlineSize: c.width } : undefined} aria-sort={sort?.key === c.key ? (sort.descending ? "descending" : "ascending") : undefined}>
                {c.sortable && onSort ? <button type="button" class="table-sort" onClick={() => onSort(c.key)}>{c.title}<SortMark on={sort?.key === c.key} descending={sort?.descending ?? false} /></button> : c.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} class={rowClass?.(row)}>
              {columns.map((c) => <Cell key={c.key} column={c} row={row} />)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell<T>({ column, row }: { column: Column<T>; row: T }) {
  const title = typeof column.title === "string" && column.title !== "" ? column.title : undefined;
  const content = column.cell(row);
  if (column.head) return <th scope="row" data-title={title}>{content}</th>;
  return <td class={column.number ? "number" : undefined} data-title={title}>{content}</td>;
}

function SortMark({ on, descending }: { on: boolean; descending: boolean }) {
  return <span aria-hidden="true" class={"table-mark" + (on ? " table-mark-on" : "")}>{on && descending ? "↓" : "↑"}</span>;
}
