import { type Reading, replaceReading, utterancesSaying } from '@/project/corrections'
import { addUtterances } from '@/project/edits'
import { addIntent } from '@/project/intent-edits'
import { createUtterance } from '@/project/project'
import { editProject } from './project-store'

/** Adds utterances that the skill must turn away, in an intent of their own. Returns whether any was new. */
export function addOutOfScopeExamples(texts: readonly string[]): boolean {
  return editProject(`Add ${texts.length} out-of-scope examples`, (project) => {
    const known = new Set(project.utterances.map(({ text }) => text.toLowerCase()))
    const fresh = texts.filter((text) => !known.has(text.toLowerCase()))
    if (fresh.length === 0) return project
    const existing = project.intents.find((intent) => intent.kind === 'outOfScope')
    const name = existing?.name ?? 'OutOfScope'
    const withIntent = existing ? project : addIntent(project, name, 'outOfScope')
    return addUtterances(
      withIntent,
      fresh.map((text) =>
        createUtterance({ id: crypto.randomUUID(), text, intent: name, status: 'done' }),
      ),
    )
  })
}

/** Adds an utterance with its labels. Returns whether it is new: one that says the same is never touched. */
export function addReading({ text, intent, spans }: Reading): boolean {
  return editProject(`Add “${text}” to ${intent}`, (project) =>
    utterancesSaying(project, text).length > 0
      ? project
      : addUtterances(project, [
          createUtterance({
            id: crypto.randomUUID(),
            text,
            intent,
            spans: [...spans],
            status: 'done',
          }),
        ]),
  )
}

/** Gives an utterance of the skill the labels of a reading; a step that can be undone. */
export function replaceLabels(utteranceId: string, reading: Reading): boolean {
  return editProject(
    `Label “${reading.text}” as ${reading.intent}`,
    (project) => replaceReading(project, utteranceId, reading) ?? project,
  )
}
