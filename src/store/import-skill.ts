import type { ImportOutcome, InputFile, ReadProgress } from '@/formats/format'
import { readSampleIndex, type SampleSkill } from '@/formats/sample-skill'
import { createImportClient } from '@/worker/import-client'
import type { ImportOptions } from '@/worker/import-contract'

const importer = createImportClient()

/** How far a reading is, in words and as a share; `share` is null while nobody knows. */
export type ImportProgress = { text: string; share: number | null }

/** Reads files of any known format into a project, in a worker, with a report; never throws. */
export function importFiles(
  files: readonly (File | InputFile)[],
  options: ImportOptions = {},
): Promise<ImportOutcome> {
  return importer.read(files, options)
}

/** Says how far a reading is. */
export function describeProgress({ phase, done, total }: ReadProgress): ImportProgress {
  const samples = done.toLocaleString('en')
  const text = {
    unpacking: 'Opening the files…',
    reading: done === 0 ? 'Reading…' : `Reading: ${samples} samples so far…`,
    expanding: 'Filling placeholders…',
  }
  return { text: text[phase], share: total > 0 && done > 0 ? done / total : null }
}

/** The sample skills; none when they cannot be fetched. */
export async function fetchSamples(): Promise<SampleSkill[]> {
  try {
    const response = await fetch('skills/index.json')
    return response.ok ? readSampleIndex(await response.json()) : []
  } catch {
    return []
  }
}

/** Fetches and reads one sample skill. */
export async function importSample(sample: SampleSkill): Promise<ImportOutcome> {
  try {
    const response = await fetch(`skills/${sample.file}`)
    if (!response.ok) throw new Error(`the server answered ${response.status}`)
    return await importFiles([{ name: sample.file, content: await response.text() }], {
      name: sample.name,
    })
  } catch (error) {
    return {
      kind: 'failed',
      reason: 'unreadable',
      message: `The sample could not be fetched: ${error instanceof Error ? error.message : error}.`,
      remedy: 'Check the connection and try again.',
      entries: [],
    }
  }
}
