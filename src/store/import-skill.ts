import type { ImportOutcome, InputFile, ReadProgress } from '@/formats/format'
import type { SampleSkill } from '@/formats/sample-skill'
import { createImportClient } from '@/worker/import-client'
import type { ImportOptions } from '@/worker/import-contract'
import { type ImportProgress, listWork, nameOfFiles } from './import-work'

const importer = createImportClient()

/**
 * Reads files of any known format into a project, in a worker, with a report; never throws. While it lasts, it is listed
 * among what is being read, and can be ended there.
 */
export async function importFiles(
  files: readonly (File | InputFile)[],
  options: Omit<ImportOptions, 'signal' | 'onProgress'> = {},
): Promise<ImportOutcome> {
  const stop = new AbortController()
  const work = listWork(options.name ?? nameOfFiles(files), () => stop.abort())
  const outcome = await importer.read(files, {
    ...options,
    signal: stop.signal,
    onProgress: (progress) => work.report(describeProgress(progress)),
  })
  work.end()
  return outcome
}

function describeProgress({ phase, done, total }: ReadProgress): ImportProgress {
  const samples = done.toLocaleString('en')
  const text = {
    unpacking: 'Opening the files…',
    reading: done === 0 ? 'Reading…' : `Reading: ${samples} samples so far…`,
    expanding: 'Filling placeholders…',
  }
  return { text: text[phase], share: total > 0 && done > 0 ? done / total : null }
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
