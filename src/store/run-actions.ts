import { addUtterances } from '@/project/edits'
import { addIntent } from '@/project/intent-edits'
import { createUtterance, type Span } from '@/project/project'
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

/** Adds a corrected utterance to the skill; one with the same text is corrected instead. */
export function addCorrected(utterance: { text: string; intent: string; spans: Span[] }): boolean {
  const { text, intent, spans } = utterance
  return editProject(`Add “${text}” to ${intent}`, (project) => {
    const same = project.utterances.find(
      (other) => other.text.trim().toLowerCase() === text.trim().toLowerCase(),
    )
    if (!same) {
      const added = createUtterance({
        id: crypto.randomUUID(),
        text,
        intent,
        spans,
        status: 'done',
      })
      return addUtterances(project, [added])
    }
    return {
      ...project,
      utterances: project.utterances.map((other) =>
        other === same ? { ...other, intent, spans, status: 'done' as const } : other,
      ),
    }
  })
}
