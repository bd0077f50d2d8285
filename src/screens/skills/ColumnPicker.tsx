import type { TablePreview } from '@/formats/csv'
import type { TableColumns } from '@/formats/format'
import { Select } from '@/ui/Select'
import { Switch } from '@/ui/Switch'
import styles from './ImportSource.module.css'

type Role = 'text' | 'annotated' | 'intent' | 'split' | 'unused'

const ROLES: { value: Role; label: string; description?: string }[] = [
  { value: 'text', label: 'Text', description: 'What people say, as it stands' },
  { value: 'annotated', label: 'Annotated text', description: 'Holds [value](slot)' },
  { value: 'intent', label: 'Intent' },
  { value: 'split', label: 'Train or test' },
  { value: 'unused', label: 'Not used' },
]

/** The first rows of a table; above each column stands what it holds, and that can be changed. */
export function ColumnPicker({
  preview,
  columns,
  onChange,
}: {
  preview: TablePreview
  columns: TableColumns
  onChange: (columns: TableColumns) => void
}) {
  const width = Math.max(1, ...preview.rows.map((row) => row.length))
  const places = Array.from({ length: width }, (_, index) => index)
  return (
    <div className={styles.source}>
      <div className={styles.head}>
        <span>Which column holds what?</span>
        <Switch
          label="The first row is a heading"
          isOn={columns.hasHeader}
          onChange={(hasHeader) => onChange({ ...columns, hasHeader })}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key */}
      <section className={styles.table} aria-label="The first rows" tabIndex={0}>
        <table>
          <thead>
            <tr>
              {places.map((place) => (
                <th key={place} scope="col">
                  <Select
                    label={`Column ${place + 1}`}
                    isLabelHidden
                    size="small"
                    value={roleOf(columns, place)}
                    options={ROLES}
                    onChange={(role) => onChange(withRole(columns, place, role))}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.slice(0, 5).map((row, index) => (
              <tr key={index} className={index === 0 && columns.hasHeader ? styles.heading : ''}>
                {places.map((place) => (
                  <td
                    key={place}
                    className={roleOf(columns, place) === 'unused' ? styles.unused : ''}
                  >
                    {row[place] ?? ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}

function roleOf(columns: TableColumns, place: number): Role {
  if (columns.text === place) return columns.isAnnotated ? 'annotated' : 'text'
  if (columns.intent === place) return 'intent'
  return columns.split === place ? 'split' : 'unused'
}

/** Gives a column a role; a role belongs to one column, and some column must hold the texts. */
function withRole(columns: TableColumns, place: number, role: Role): TableColumns {
  const next = {
    ...columns,
    intent: columns.intent === place ? null : columns.intent,
    split: columns.split === place ? null : columns.split,
  }
  if (role === 'text' || role === 'annotated') {
    const isAnnotated = role === 'annotated'
    if (columns.text === place) return { ...columns, isAnnotated }
    // The two change places, so that nothing is lost by a wrong guess.
    const wasIntent = columns.intent === place
    return { ...next, text: place, isAnnotated, intent: wasIntent ? columns.text : next.intent }
  }
  if (columns.text === place) return columns
  return role === 'unused' ? next : { ...next, [role]: place }
}
