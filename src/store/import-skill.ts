import { z } from 'zod'
import type { ImportOutcome, InputFile } from '@/formats/format'

/** A skill of our own that ships with the program. */
export type SampleSkill = {
  id: string
  name: string
  about: string
  file: string
  intents: number
  slots: number
  utterances: number
}

const samplesSchema: z.ZodType<SampleSkill[]> = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    about: z.string(),
    file: z.string(),
    intents: z.number(),
    slots: z.number(),
    utterances: z.number(),
  }),
)

/** Reads files of any known format into a project, with a report; never throws. */
export async function importFiles(files: readonly InputFile[]): Promise<ImportOutcome> {
  const { readFiles } = await import('@/formats/read-files')
  return readFiles(files)
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
    if (!response.ok) return []
    const result = samplesSchema.safeParse(await response.json())
    return result.success ? result.data : []
  } catch {
    return []
  }
}

/** Fetches and reads one sample skill. */
export async function importSample(sample: SampleSkill): Promise<ImportOutcome> {
  try {
    const response = await fetch(`skills/${sample.file}`)
    if (!response.ok) throw new Error(`the server answered ${response.status}`)
    return await importFiles([{ name: sample.file, content: await response.text() }])
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
