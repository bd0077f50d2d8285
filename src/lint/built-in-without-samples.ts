import { builtInWords } from '@/project/built-in-words'
import { createUtterance, type Project } from '@/project/project'
import type { Finding, Rule } from './finding'

/** Built-in intents that a platform knows by itself, but the model here does not. */
export const builtInWithoutSamples: Rule = {
  id: 'built-in-without-samples',
  label: 'Built-in intent that the model cannot know',
  why: 'The platform brings words for it, the model here has none: it takes “stop” or “help” for another intent of the skill.',
  check: (index) => {
    if (index.labelled.length === 0) return []
    return index.project.intents.flatMap((intent) => {
      if (intent.kind !== 'builtIn' || (index.byIntent.get(intent.name) ?? []).length > 0) return []
      const words = freshWords(index.project, intent.name)
      const fix = addUsualWords(index.project, intent.name)
      const example = words.length > 0 ? `: “${words[0]}” will be given to another intent` : ''
      return [
        {
          severity: 'warning' as const,
          message: `${intent.name} has no utterances, so it is never understood${example}.`,
          places: { utteranceIds: [], count: 0, intent: intent.name },
          ...(fix ? { fix } : {}),
        },
      ]
    })
  },
}

/** The fix that adds what people usually say for a platform's intent; undefined when there is nothing to add. */
export function addUsualWords(project: Project, intent: string): Finding['fix'] {
  const words = freshWords(project, intent)
  if (words.length === 0) return undefined
  return {
    label: `Add ${words.length} usual ${words.length === 1 ? 'way' : 'ways'} to say it`,
    apply: (now) => addWords(now, intent),
  }
}

/** Usual words that the skill does not hold under any intent. */
function freshWords(project: Project, intent: string): string[] {
  const known = new Set(project.utterances.map(({ text }) => text.trim().toLowerCase()))
  return (builtInWords(intent) ?? []).filter((text) => !known.has(text))
}

function addWords(project: Project, intent: string): Project {
  const ids = new Set(project.utterances.map(({ id }) => id))
  const made = freshWords(project, intent).map((text, index) => {
    let id = `${intent}/${index}`
    while (ids.has(id)) id += '+'
    return createUtterance({ id, text, intent, status: 'done' })
  })
  return { ...project, utterances: [...project.utterances, ...made] }
}
