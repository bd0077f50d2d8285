import { type ReactNode, useState } from 'react'
import { Button } from '../Button'
import { copyText } from '../copy-text'
import { Table } from '../Table'
import styles from './ChartFrame.module.css'
import { toCsv } from './table-text'

/** The numbers behind a chart: what screen readers read, and what people copy. */
export type ChartTable = {
  columns: readonly string[]
  rows: readonly (readonly (string | number)[])[]
}

/** A drawing with its words and, on demand, its numbers as a table to read or copy. */
export function ChartFrame({
  label,
  summary,
  table,
  children,
}: {
  label: string
  /** What the drawing shows, in a sentence; always visible. */
  summary: ReactNode
  table: ChartTable
  children: ReactNode
}) {
  const [isTable, setIsTable] = useState(false)
  return (
    <figure className={styles.frame} aria-label={label}>
      {isTable ? (
        <div className={styles.table}>
          <Table
            caption={label}
            isCaptionHidden
            columns={table.columns.map((header, index) => ({
              id: header,
              header,
              align: index === 0 ? 'start' : 'end',
              cell: (row: ChartTable['rows'][number]) => row[index],
            }))}
            rows={table.rows}
            rowKey={(row) => row.join('|')}
          />
        </div>
      ) : (
        <div aria-hidden="true">{children}</div>
      )}
      <figcaption className={styles.caption}>
        <span className={styles.summary}>{summary}</span>
        <span className={styles.actions}>
          <Button size="small" kind="quiet" onPress={() => setIsTable(!isTable)}>
            {isTable ? 'Chart' : 'Table'}
          </Button>
          <Button
            size="small"
            kind="quiet"
            onPress={() => void copyText(toCsv([table.columns, ...table.rows]), 'Copied as CSV.')}
          >
            Copy
          </Button>
        </span>
      </figcaption>
    </figure>
  )
}
