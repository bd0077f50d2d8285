import { useEffect, useState } from 'react'
import { readableFormats } from '@/formats/all-formats'
import type { FormatId } from '@/formats/format'
import { Select } from '@/ui/Select'
import { ColumnPicker } from './ColumnPicker'
import styles from './ImportSource.module.css'
import { type ImportReportState, readAgain } from './import-session'
import { type LoadedTable, loadTable } from './load-table'

const BY_CONTENT = 'by-content'

/** What was read as which format, and the ways to say otherwise. */
export function ImportSource({ report }: { report: ImportReportState }) {
  const { outcome, inputs, choice } = report
  const files = outcome.kind === 'imported' ? outcome.report.files : []
  const labels = [...new Set(files.map(({ label }) => label))]
  const isTable = choice.format === 'csv' || files.some(({ format }) => format === 'csv')
  const [table, setTable] = useState<LoadedTable | null>(null)
  const tableName = files.find(({ format }) => format === 'csv')?.name
  useEffect(() => {
    let isHere = true
    setTable(null)
    if (isTable) {
      void loadTable(inputs, tableName).then((loaded) => {
        if (isHere) setTable(loaded)
      })
    }
    return () => {
      isHere = false
    }
  }, [isTable, inputs, tableName])
  if (inputs.length === 0) return null
  return (
    <div className={styles.source}>
      <div className={styles.line}>
        <span className={styles.files}>{nameFiles(inputs.map(nameOf), files.length)}</span>
        <Select<FormatId | typeof BY_CONTENT>
          label="Read as"
          isLabelHidden
          size="small"
          value={choice.format ?? BY_CONTENT}
          onChange={(format) => void readAgain(format === BY_CONTENT ? {} : { format })}
          options={[
            {
              value: BY_CONTENT,
              label:
                choice.format === undefined && labels.length > 0
                  ? labels.join(', ')
                  : 'Recognise the format',
              description: 'Recognised by the content',
            },
            ...readableFormats.map(({ id, label }) => ({ value: id, label })),
          ]}
        />
      </div>
      {isTable && table && (
        <ColumnPicker
          preview={table.preview}
          columns={choice.columns ?? table.preview.columns}
          onChange={(columns) => void readAgain({ format: 'csv', columns })}
        />
      )}
    </div>
  )
}

function nameOf(input: ImportReportState['inputs'][number]): string {
  return 'content' in input ? input.name : input.webkitRelativePath || input.name
}

/** The file, or the folder and how many of its files hold what was read. */
function nameFiles(names: readonly string[], readCount: number): string {
  const [first = ''] = names
  if (names.length < 2) return first
  const folder = first.split('/')[0] ?? ''
  const isFolder = names.every((name) => name.startsWith(`${folder}/`))
  if (!isFolder) return `${first} and ${names.length - 1} more`
  return `${folder}: ${readCount} of ${names.length} files were read`
}
