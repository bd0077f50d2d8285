import { create } from 'zustand'
import type { FormatId, ImportOutcome, InputFile, TableColumns } from '@/formats/format'
import { describeProgress, type ImportProgress, importFiles } from '@/store/import-skill'
import { addSkill, forgetSkill } from '@/store/project-library'
import { goTo, screenHref } from '@/store/route'
import { modelAmong, openModelFile } from '@/store/visiting-model'

/** What a person says about files that Skillet would otherwise find out itself. */
export type ReadChoice = { format?: FormatId; columns?: TableColumns }

/** What was read, where it is kept, and from what, so that it can be read in another way. */
export type ImportReportState = {
  outcome: ImportOutcome
  projectId: string | null
  inputs: readonly (File | InputFile)[]
  choice: ReadChoice
}

export type ImportSession = {
  reading: ImportProgress | null
  report: ImportReportState | null
}

/** The import that runs or has just ended; one at a time. */
export const useImportSession = create<ImportSession>(() => ({ reading: null, report: null }))

const set = useImportSession.setState
const get = useImportSession.getState

let stop: AbortController | null = null

/** Reads files, keeps what comes out as a skill, and opens the report. A model is opened to be tried. */
export async function startImport(inputs: readonly (File | InputFile)[]): Promise<void> {
  set({ report: null })
  const model = modelAmong(inputs)
  if (model) await openModelFile(model)
  else await read(inputs, {})
}

/** Reads the same files in another way; the skill of the reading before gives way. */
export async function readAgain(choice: ReadChoice): Promise<void> {
  const { report } = get()
  if (report) await read(report.inputs, choice)
}

/** Keeps what was read elsewhere, for example a sample, and goes there at once. */
export async function openOutcome(reading: Promise<ImportOutcome>): Promise<void> {
  set({ reading: { text: 'Reading…', share: null } })
  const outcome = await reading
  set({ reading: null })
  if (outcome.kind === 'failed') {
    set({ report: { outcome, projectId: null, inputs: [], choice: {} } })
    return
  }
  goTo(screenHref(await addSkill(outcome.project), 'annotate'))
}

/** Ends the reading; nothing of it is kept. */
export function cancelImport(): void {
  stop?.abort()
}

/** Closes the report; the skill stays. */
export function closeReport(): void {
  set({ report: null })
}

/** Closes the report and forgets the skill. */
export async function discardImport(): Promise<void> {
  const { report } = get()
  set({ report: null })
  if (report?.projectId) await forgetSkill(report.projectId)
}

async function read(inputs: readonly (File | InputFile)[], choice: ReadChoice): Promise<void> {
  stop?.abort()
  const own = new AbortController()
  stop = own
  set({ reading: { text: 'Opening the files…', share: null } })
  const outcome = await importFiles(inputs, {
    ...choice,
    signal: own.signal,
    onProgress: (progress) => {
      if (stop === own) set({ reading: describeProgress(progress) })
    },
  })
  if (stop !== own) return
  stop = null
  const before = get().report
  const isCancelled = outcome.kind === 'failed' && outcome.reason === 'cancelled'
  if (isCancelled) {
    set({ reading: null })
    return
  }
  if (before?.projectId) await forgetSkill(before.projectId)
  const projectId = outcome.kind === 'imported' ? await addSkill(outcome.project) : null
  set({ reading: null, report: { outcome, projectId, inputs, choice } })
}
