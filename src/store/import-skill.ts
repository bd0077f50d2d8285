import type { ImportOutcome, InputFile, ReadOptions } from '@/formats/format'
import { readSampleIndex, type SampleSkill } from '@/formats/sample-skill'

/** Reads files of any known format into a project, with a report; never throws. */
export async function importFiles(
  files: readonly InputFile[],
  options: ReadOptions = {},
): Promise<ImportOutcome> {
  const { readFiles } = await import('@/formats/read-files')
  return readFiles(files, options)
}

/** Reads what a person dropped or chose. */
export async function importFromDisk(files: readonly File[]): Promise<ImportOutcome> {
  const inputs = await Promise.all(
    files.map(async (file) => ({
      name: file.webkitRelativePath || file.name,
      content: new Uint8Array(await file.arrayBuffer()),
    })),
  )
  return importFiles(inputs)
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
