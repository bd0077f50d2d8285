import { create } from 'zustand'
import type { FormatId, ImportOutcome, InputFile, TableColumns } from '@/formats/format'
import { importFiles } from '@/store/import-skill'
import { nameOfFiles } from '@/store/import-work'
import { addSkill, forgetSkill } from '@/store/project-library'
import { goTo, screenHref, skillsHref, useRoute } from '@/store/route'
import { modelAmong, openModelFile } from '@/store/visiting-model'
import { showToast } from '@/ui/toasts'

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
  /** Whether something is being read; the bar that lists all that runs shows how far it is. */
  isReading: boolean
  report: ImportReportState | null
}

/** The import that runs or has just ended; one at a time. */
export const useImportSession = create<ImportSession>(() => ({ isReading: false, report: null }))

const set = useImportSession.setState
const get = useImportSession.getState

/** Reads files, keeps what comes out as a skill, and opens the report. A model is opened to be tried. */
export async function startImport(inputs: readonly (File | InputFile)[]): Promise<void> {
  if (get().isReading) {
    showToast('Something is being read already. Wait for it, or stop it in the bar above.')
    return
  }
  set({ report: null })
  const model = modelAmong(inputs)
  if (model) await openModelFile(model)
  else await read(inputs, {})
}

/** Reads the same files in another way; the skill of the reading before gives way. */
export async function readAgain(choice: ReadChoice): Promise<void> {
  const { report } = get()
  if (report && !get().isReading) await read(report.inputs, choice)
}

/** Keeps what was read elsewhere, for example a sample, and goes there at once. */
export async function openOutcome(reading: Promise<ImportOutcome>): Promise<void> {
  set({ isReading: true })
  const outcome = await reading
  set({ isReading: false })
  if (isCancelled(outcome)) return
  if (outcome.kind === 'failed') {
    set({ report: { outcome, projectId: null, inputs: [], choice: {} } })
    return
  }
  const href = screenHref(await addSkill(outcome.project), 'annotate')
  if (isHere()) goTo(href)
  else {
    showToast(`“${outcome.project.name}” is here.`, {
      tone: 'good',
      action: { label: 'Open', run: () => goTo(href) },
    })
  }
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
  set({ isReading: true })
  const outcome = await importFiles(inputs, choice)
  if (isCancelled(outcome)) {
    set({ isReading: false })
    return
  }
  const before = get().report
  if (before?.projectId) await forgetSkill(before.projectId)
  const projectId = outcome.kind === 'imported' ? await addSkill(outcome.project) : null
  set({ isReading: false, report: { outcome, projectId, inputs, choice } })
  if (!isHere()) tellElsewhere(nameOfFiles(inputs), outcome)
}

/** Whoever has gone on with something else is told, and not torn away from it. */
function tellElsewhere(name: string, outcome: ImportOutcome): void {
  const isDone = outcome.kind === 'imported'
  showToast(isDone ? `“${outcome.project.name}” is here.` : `${name} could not be imported.`, {
    tone: isDone ? 'good' : 'bad',
    action: {
      label: isDone ? 'See the report' : 'See why',
      run: () => goTo(skillsHref()),
    },
  })
}

function isCancelled(outcome: ImportOutcome): boolean {
  return outcome.kind === 'failed' && outcome.reason === 'cancelled'
}

/** Whether the list of skills, which shows what came of an import, is on the page. */
function isHere(): boolean {
  return useRoute.getState().screen === 'skills'
}
