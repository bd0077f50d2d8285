/** The table of skills and formats, and below it what was not as it should be. */
import type { Verdict } from './run-vendors'

const MARKS: Record<Verdict['kind'], string> = { same: '✓', different: '≠', refused: '✗' }

/** One row a skill, one column a reader's format: ✓ accepted with the same counts, ≠ other counts, ✗ refused. */
export function vendorTable(verdicts: readonly Verdict[]): string {
  const columnOf = ({ format, reader }: Verdict) => `${format} · ${reader.split(/[ ,]/u)[0]}`
  const columns = [...new Set(verdicts.map(columnOf))]
  const skills = [...new Set(verdicts.map(({ skill }) => skill))]
  const rows = skills.map((skill) => {
    const cells = columns.map((column) => {
      const verdict = verdicts.find((one) => one.skill === skill && columnOf(one) === column)
      return verdict ? MARKS[verdict.kind] : '–'
    })
    return `| ${skill} | ${cells.join(' | ')} |`
  })
  const faults = verdicts.filter(({ kind }) => kind !== 'same')
  const details = faults.map(
    (one) => `${MARKS[one.kind]} ${one.skill}, ${columnOf(one)}: ${one.detail}`,
  )
  const good = verdicts.length - faults.length
  return [
    `| skill | ${columns.join(' | ')} |`,
    `|---|${columns.map(() => ':-:|').join('')}`,
    ...rows,
    '',
    `${good} of ${verdicts.length} accepted with the same counts.`,
    ...details,
  ].join('\n')
}
