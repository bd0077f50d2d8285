/** Files of any importable format, from the disk to a project, with what could not be read on standard error. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import type { FormatId, ImportOutcome, InputFile, ReportEntry } from '@/formats/format'
import { readFiles } from '@/formats/read-files'
import type { Project } from '@/project/project'
import { CommandFailure, type Streams, wrongUsage } from './command'

/** So many lines that could not be read are shown; the rest is counted. */
const SHOWN_ENTRIES = 20

/** Reads files, folders and zips into one project. Throws a `CommandFailure` when nothing can be read. */
export async function readSkill(
  paths: readonly string[],
  options: { format?: FormatId; seed?: number },
  { log }: Pick<Streams, 'log'>,
): Promise<Project> {
  if (paths.length === 0) throw wrongUsage('Say which file or folder holds the skill.')
  const inputs: InputFile[] = []
  for (const path of paths) inputs.push(...(await readInputs(path)))
  // A fixed id, so that the same files always make the same project.
  const outcome: ImportOutcome = readFiles(inputs, { ...options, projectId: 'cli' })
  const files = paths.join(', ')
  if (outcome.kind === 'failed') {
    for (const line of describeEntries(outcome.entries)) log(line)
    throw new CommandFailure(`${files}: ${outcome.message} ${outcome.remedy}`)
  }
  const { project, report } = outcome
  const formats = [...new Set(report.files.map(({ label }) => label))].join(', ')
  log(
    `${files}: ${formats}, ${project.utterances.length} utterances, ${project.intents.length} intents.`,
  )
  for (const line of describeEntries(report.entries)) log(line)
  return project
}

/** Reads one file, or all files below a folder. */
async function readInputs(path: string): Promise<InputFile[]> {
  try {
    if (!(await stat(path)).isDirectory()) {
      return [{ name: basename(path), content: new Uint8Array(await readFile(path)) }]
    }
    const entries = await readdir(path, { recursive: true, withFileTypes: true })
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !/(^|\/)(\.|node_modules\/)/.test(relative(path, file)))
      .sort()
    return await Promise.all(
      files.map(async (file) => ({
        name: relative(path, file),
        content: new Uint8Array(await readFile(file)),
      })),
    )
  } catch (error) {
    throw new CommandFailure(whyNotRead(path, error))
  }
}

/** A sentence about a file that could not be opened. */
export function whyNotRead(path: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT') return `There is no file ${path}. Check the path.`
  if (code === 'EACCES') return `${path} may not be read. Check its permissions.`
  if (code === 'EISDIR') return `${path} is a folder. Name a file in it.`
  return `${path} can't be read: ${error instanceof Error ? error.message : String(error)}`
}

function describeEntries(entries: readonly ReportEntry[]): string[] {
  const skipped = entries.filter(({ kind }) => kind === 'skipped')
  const lines = skipped.slice(0, SHOWN_ENTRIES).map(({ file, place, text, reason, remedy }) => {
    const where = [file, place].filter(Boolean).join(':')
    const what = text ? ` "${text.length > 60 ? `${text.slice(0, 60)}…` : text}"` : ''
    return `  skipped ${where}${what}: ${[reason, remedy].filter(Boolean).join(' ')}`
  })
  const more = skipped.length - lines.length
  return more > 0 ? [...lines, `  and ${more} more were skipped.`] : lines
}
