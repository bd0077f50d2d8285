import type { ReactNode } from 'react'
import styles from './Table.module.css'
import { Term } from './Term'

export type Column<Row> = {
  id: string
  header: ReactNode
  /** What the column says, for who asks. */
  about?: string
  cell: (row: Row) => ReactNode
  /** Numbers stand right, so that their digits line up. */
  align?: 'start' | 'end'
}

/** Rows and columns; the first column names the row. */
export function Table<Row>({
  caption,
  isCaptionHidden = false,
  columns,
  rows,
  rowKey,
}: {
  caption: string
  isCaptionHidden?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key
    <section className={styles.scroll} aria-label={caption} tabIndex={0}>
      <table className={styles.table}>
        <caption className={isCaptionHidden ? 'visually-hidden' : styles.caption}>
          {caption}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={styles[column.align ?? 'start']}>
                {column.about ? <Term about={column.about}>{column.header}</Term> : column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.id} scope="row" className={styles[column.align ?? 'start']}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.id} className={styles[column.align ?? 'start']}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
