import { adoptTypes } from '@/formats/adopt-types'
import type { ImportOutcome, ReportEntry } from '@/formats/format'
import { mergeProjects } from '@/formats/merge-projects'
import type { Project, SplitChoice } from '@/project/project'
import { importFiles } from './import-skill'
import { editProject, useProjectStore } from './project-store'

/** What a pasted text holds: utterances to add, and what of it was not understood. */
export type TextReading =
  | { kind: 'read'; project: Project; notes: ReportEntry[]; label: string }
  | { kind: 'failed'; message: string; remedy: string }

/**
 * Reads a pasted text as a whole skill is read: plain lines, brackets, headings, tabs, JSON lines.
 * What names no intent gets the given one.
 */
export async function readText(text: string, intent: string | null): Promise<TextReading> {
  const { project: base } = useProjectStore.getState()
  const known = base && { intents: base.intents, slotTypes: base.slotTypes }
  const outcome: ImportOutcome = await importFiles([{ name: '', content: text }], {
    ...(intent === null ? {} : { intent }),
    ...(known ? { known } : {}),
  })
  if (outcome.kind === 'failed') return outcome
  const { project, report } = outcome
  return {
    kind: 'read',
    project,
    notes: report.entries.filter(({ kind }) => kind === 'changed' || kind === 'skipped'),
    label: [...new Set(report.files.map(({ label }) => label))].join(', '),
  }
}

/**
 * Adds what was read to the open skill as one change. Texts that their intent has already are left
 * out; what has no labels yet is still to do. With a `side` all go there, else where the text says.
 */
export function addReading(
  read: Project,
  side: SplitChoice = 'auto',
): {
  added: number
  repeated: number
  firstId: string | null
} {
  const { project: base } = useProjectStore.getState()
  if (!base) return { added: 0, repeated: 0, firstId: null }
  const keyOf = (one: Project['utterances'][number]) => `${one.intent}\n${one.text.toLowerCase()}`
  const known = new Set(base.utterances.map(keyOf))
  const fresh = read.utterances
    .filter((one) => !known.has(keyOf(one)))
    .map((one) => ({
      ...one,
      status: one.spans.length === 0 && one.note === '' ? ('todo' as const) : one.status,
      split: side === 'auto' ? one.split : side,
    }))
  const merged = mergeProjects(base, adoptTypes({ ...read, utterances: fresh }, base))
  editProject(`Add ${fresh.length} utterances`, () => merged)
  return {
    added: merged.utterances.length - base.utterances.length,
    repeated: read.utterances.length - fresh.length,
    firstId: merged.utterances[base.utterances.length]?.id ?? null,
  }
}
