/** Turns whatever a user drops into one project, with a report of everything that was found. */
import { readableFormatById } from './all-formats'
import { decodeText } from './decode-text'
import { filesBeside } from './files-beside'
import type {
  FormatId,
  ImportOutcome,
  ImportReport,
  InputFile,
  ReadOptions,
  ReadProgress,
  ReportEntry,
  SourceFile,
} from './format'
import { type Failure, failure, nothingFound, notRecognised } from './import-failure'
import { parseJson } from './json-access'
import { MOST_BYTES, MOST_FILES } from './limits'
import { createProjectBuilder } from './project-builder'
import { type Recognition, recogniseProject } from './recognise'
import { canBeText, isZip, unpackZip } from './unpack-zip'

/**
 * Reads one or many files, zips or the files of a folder into a project. Each file's format is
 * found by its content unless `options.format` says it. Never throws: what goes wrong is an outcome.
 */
export function readFiles(inputs: readonly InputFile[], options: ReadOptions = {}): ImportOutcome {
  let place = inputs.length === 1 ? inputs[0]?.name : ''
  const onProgress = (progress: ReadProgress) => {
    place = progress.file ?? place
    options.onProgress?.(progress)
  }
  try {
    return readAll(inputs, { ...options, onProgress })
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return failure(
      'crashed',
      `${place ? `“${place}”` : 'The file'} could not be read: ${said.slice(0, 200)}.`,
      'This is a fault of Skillet. Please report it with the file, and try another format meanwhile.',
    )
  }
}

function readAll(inputs: readonly InputFile[], options: ReadOptions): ImportOutcome {
  const early: ReportEntry[] = []
  options.onProgress?.({ phase: 'unpacking', done: 0, total: inputs.length })
  const unpacked = unpackInputs(inputs, early)
  if (!Array.isArray(unpacked)) return { ...unpacked, entries: early }
  const sources: SourceFile[] = []
  for (const file of unpacked) {
    const text = decodeText(file.content)
    if (text === null) early.push(skippedFile(file.name, 'It is no text file.'))
    else if (text.trim() === '') early.push(skippedFile(file.name, 'It is empty.'))
    else sources.push(sourceFile(file.name, text))
  }
  if (sources.length === 0) {
    return {
      ...failure(
        'empty',
        inputs.length === 0 ? 'No file was given.' : 'There is no text in what was given.',
        'Choose a file that holds utterances.',
      ),
      entries: early,
    }
  }
  const groups = new Map<FormatId, SourceFile[]>()
  const broken = new Set<SourceFile>()
  const left = new Map<SourceFile, { reason: string; remedy: string }>()
  for (const [source, found] of recogniseAll(sources, options.format)) {
    if (found.kind === 'other') left.set(source, found)
    else groups.set(found.format.id, [...(groups.get(found.format.id) ?? []), source])
    if (found.kind === 'other' && found.isBroken) broken.add(source)
  }
  if (groups.size === 0) {
    const entries = [...early, ...skippedFiles(left)]
    return { ...notRecognised(left, broken), entries }
  }
  const projectId = options.projectId ?? randomId()
  const builder = createProjectBuilder({ ...options, projectId })
  const files: ImportReport['files'] = []
  const empty = new Map<string, string>()
  for (const [id, members] of groups) {
    const format = readableFormatById(id)
    const used: SourceFile[] = []
    options.onProgress?.({ phase: 'reading', done: 0, total: 0, file: nameAll(members) })
    const before = builder.size()
    format.read(members, builder, { ...options, findBeside: filesBeside(left, used) })
    for (const file of [...members, ...used])
      files.push({ name: file.name, format: id, label: format.label })
    if (builder.size() === before) for (const { name } of members) empty.set(name, format.label)
  }
  const { project, report } = builder.finish({
    name: options.name ?? nameOf(inputs, files),
    projectId,
    files,
  })
  // What a reader has said about its file is better than that there was nothing in it.
  for (const { file } of report.entries) empty.delete(file)
  for (const [file, label] of empty)
    early.push(skippedFile(file, `It was read as ${label}, but nothing was found in it.`))
  const outside = [...early, ...skippedFiles(left)]
  const entries = [...outside, ...report.entries]
  const whole = { ...report, entries, counts: { ...report.counts } }
  whole.counts.skipped += outside.length
  // An exported skill may be empty; any other file without an utterance was not what was meant.
  const isWhole =
    files.some(({ format }) => format === 'skillet') &&
    project.intents.length + project.slotTypes.length > 0
  if (project.utterances.length === 0 && !isWhole) {
    return { ...nothingFound(project, [...report.entries, ...outside]), entries }
  }
  const named = options.name ? { ...project, name: options.name } : project
  return { kind: 'imported', project: named, report: whole }
}

/** What each file is; a format that the user chose overrules it. */
function recogniseAll(
  sources: readonly SourceFile[],
  chosen: FormatId | undefined,
): Map<SourceFile, Recognition> {
  if (chosen === undefined) return recogniseProject(sources)
  const format = readableFormatById(chosen)
  return new Map(sources.map((source) => [source, { kind: 'format', format, confidence: 1 }]))
}

/** What is read at once, in as many words as fit. */
function nameAll(members: readonly SourceFile[]): string {
  const [first, ...more] = members.map(({ name }) => name)
  return more.length === 0 ? (first ?? '') : `${first} and ${more.length} more`
}

function skippedFiles(
  left: ReadonlyMap<SourceFile, { reason: string; remedy: string }>,
): ReportEntry[] {
  return [...left].map(([{ name }, { reason, remedy }]) => skippedFile(name, reason, remedy))
}

/** A decoded text as the readers take it. */
export function sourceFile(name: string, text: string): SourceFile {
  let parsed: { value: unknown } | null = null
  return {
    name,
    text,
    json: () => {
      parsed ??= { value: looksLikeJson(text) ? parseJson(text) : undefined }
      return parsed.value
    },
  }
}

function looksLikeJson(text: string): boolean {
  return /^\s*(?:\/[/*]|[[{]\s*(?:["\]}[{\d\-tfn/]|$))/u.test(text)
}

function unpackInputs(inputs: readonly InputFile[], early: ReportEntry[]): InputFile[] | Failure {
  const files: InputFile[] = []
  let bytes = 0
  for (const input of inputs) {
    if (isZip(input.content)) {
      const zip = unpackZip(input.content)
      if (zip.kind === 'too-large') {
        return failure(
          'too-large',
          `${input.name}: ${zip.message}`,
          'Unpack it and give only the files of the skill.',
        )
      }
      if (zip.kind === 'broken') {
        return failure(
          'unreadable',
          `${input.name} is a broken zip: ${zip.message}.`,
          'Download or export it again.',
        )
      }
      for (const { name, reason } of zip.skipped) early.push(skippedFile(name, reason))
      files.push(...zip.files)
    } else if (inputs.length > 1 && !canBeText(input.name)) {
      early.push(skippedFile(input.name, 'It is no text file.'))
    } else files.push(input)
  }
  for (const file of files) bytes += file.content.length
  if (bytes > MOST_BYTES || files.length > MOST_FILES) {
    return failure(
      'too-large',
      `There is more than ${MOST_BYTES / 1024 / 1024} MB or ${MOST_FILES} files.`,
      'Give only the files of the skill.',
    )
  }
  return files
}

function skippedFile(file: string, reason: string, remedy = ''): ReportEntry {
  return { kind: 'skipped', file, place: '', text: '', reason, remedy, made: 0 }
}

/** The folder or zip that everything came in, else the first file that was read. */
function nameOf(inputs: readonly InputFile[], read: readonly { name: string }[]): string {
  const folders = new Set(inputs.map(({ name }) => /^([^/\\]+)[/\\]/u.exec(name)?.[1] ?? ''))
  const [folder = ''] = folders.size === 1 ? folders : []
  const [only, ...others] = inputs
  const path = only && others.length === 0 ? only.name : folder || (read[0]?.name ?? '')
  const base = path.split(/[/\\]/u).pop() ?? ''
  const stem = base.replace(/\.[A-Za-z0-9]{1,8}$/u, '')
  return stem || 'Imported skill'
}

/** Works on insecure origins too, where `randomUUID` is missing. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
