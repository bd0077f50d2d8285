/** The repairs that several rules offer. */
import type { Project, Span, Utterance } from '@/project/project'
import type { Fix } from './finding'

/** Takes utterances out. */
export function removeUtterances(label: string, ids: readonly string[]): Fix {
  const gone = new Set(ids)
  return {
    label,
    apply: (project) => ({
      ...project,
      utterances: project.utterances.filter((utterance) => !gone.has(utterance.id)),
    }),
  }
}

/** Changes utterances of these ids. */
export function changeUtterances(
  label: string,
  ids: readonly string[],
  change: (utterance: Utterance) => Utterance,
): Fix {
  const touched = new Set(ids)
  return {
    label,
    apply: (project) => ({
      ...project,
      utterances: project.utterances.map((utterance) =>
        touched.has(utterance.id) ? change(utterance) : utterance,
      ),
    }),
  }
}

/** Adds a span where none is in the way. */
export function withSpan(utterance: Utterance, span: Span): Utterance {
  const isFree = utterance.spans.every((one) => one.end <= span.start || one.start >= span.end)
  if (!isFree) return utterance
  return { ...utterance, spans: [...utterance.spans, span].sort((a, b) => a.start - b.start) }
}

/** Changes one intent. */
export function changeIntent(
  project: Project,
  name: string,
  change: (intent: Project['intents'][number]) => Project['intents'][number],
): Project {
  return {
    ...project,
    intents: project.intents.map((intent) => (intent.name === name ? change(intent) : intent)),
  }
}
