import { z } from 'zod'
import type { ImportOutcome, InputFile, ReadOptions } from '@/formats/format'

/** A skill of our own that ships with the program. */
export type SampleSkill = {
  file: string
  name: string
  description: string
  counts: { utterances: number; intents: number; slots: number }
}

const samplesSchema: z.ZodType<SampleSkill[]> = z.array(
  z.object({
    file: z.string(),
    name: z.string(),
    description: z.string(),
    counts: z.object({ utterances: z.number(), intents: z.number(), slots: z.number() }),
  }),
)

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
