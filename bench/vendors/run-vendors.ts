/** Writes skills in every format that a vendor's reader knows, lets it read them, and compares what both counted. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { unzipSync } from 'fflate'
import { formatById } from '@/formats/all-formats'
import type { FormatId, OutputFile } from '@/formats/format'
import { readFiles } from '@/formats/read-files'
import { fitProject, writeProject } from '@/formats/write-project'
import type { Project } from '@/project/project'
import { installReader } from './install'
import type { Counts, VendorCase, VendorReader } from './vendor-reader'

export type Verdict = {
  skill: string
  format: FormatId
  reader: string
  kind: 'same' | 'different' | 'refused'
  /** What differs, or why it was refused. */
  detail: string
}

/** Tries one reader on all skills; a string says why it could not be had. */
export async function tryReader(
  reader: VendorReader,
  skills: readonly Project[],
  work: string,
): Promise<Verdict[] | string> {
  const tools = await installReader(reader)
  if (typeof tools === 'string') return tools
  const cases = reader.formats.flatMap((format) =>
    skills.map((skill) => writeCase(skill, format, work)),
  )
  const readings = await reader.read(cases, tools)
  return cases.map(({ skill, format, written }, index) => {
    const reading = readings[index]
    const about = { skill, format, reader: reader.name }
    if (!reading || reading.kind === 'refused') {
      return { ...about, kind: 'refused', detail: reading?.reason ?? 'It gave no answer.' }
    }
    const detail = differences(ownCounts(written, format), reading.counts)
    return { ...about, kind: detail === '' ? 'same' : 'different', detail }
  })
}

function writeCase(project: Project, format: FormatId, work: string): VendorCase {
  const { files: written } = writeProject(project, format)
  const folder = resolve(work, format, project.id)
  rmSync(folder, { recursive: true, force: true })
  const files: string[] = []
  for (const { name, bytes } of written.flatMap(unpacked)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), bytes)
    files.push(name)
  }
  const { locale } = fitProject(project, format).project
  return { skill: project.id, format, locale, folder, files, written }
}

function unpacked(file: OutputFile): OutputFile[] {
  if (!file.name.endsWith('.zip')) return [file]
  return Object.entries(unzipSync(file.bytes)).map(([name, bytes]) => ({ name, bytes }))
}

/** What Skillet reads in the files that it wrote; that this is the skill is tested elsewhere. */
function ownCounts(written: readonly OutputFile[], format: FormatId): Counts {
  const files = written.map(({ name, bytes }) => ({ name, content: bytes }))
  const outcome = readFiles(files, { format, projectId: 'vendors' })
  if (outcome.kind === 'failed') throw new Error(`${format}: ${outcome.message}`)
  const { project } = outcome
  const texts = project.utterances.filter(({ templateId }) => templateId === null)
  const values = project.slotTypes.flatMap((type) => type.values)
  const isOfPatterns = !formatById(format).holds.utterances
  return {
    intents: project.intents.length,
    usedIntents: new Set(texts.flatMap(({ intent }) => intent ?? [])).size,
    texts: isOfPatterns ? 0 : texts.length,
    patterns: project.templates.length + (isOfPatterns ? texts.length : 0),
    spans: texts.reduce((sum, { spans }) => sum + spans.length, 0),
    values: values.length,
    synonyms: values.reduce((sum, { synonyms }) => sum + synonyms.length, 0),
    distinctSynonyms: new Set(values.flatMap(({ synonyms }) => synonyms)).size,
    words: values.reduce((sum, { synonyms }) => sum + 1 + synonyms.length, 0),
  }
}

function differences(own: Counts, vendors: Partial<Counts>): string {
  return Object.entries(vendors)
    .filter(([key, count]) => own[key as keyof Counts] !== count)
    .map(([key, count]) => `${key} ${count}, written ${own[key as keyof Counts]}`)
    .join('; ')
}
