import type { Utterance } from './project'

type Grouped = Pick<Utterance, 'templateId' | 'text'>

/** What ties an utterance to others: its text, and the template that it was made from. */
function tiesOf({ templateId, text }: Grouped): string[] {
  const own = `text:${text.trim().toLowerCase()}`
  return templateId === null ? [own] : [`template:${templateId}`, own]
}

/**
 * Finds the group that must stay on one side of a split: utterances of one template, utterances of one
 * text, and whoever these tie together, as when two templates make the same text. Texts and
 * templates that are not among `utterances` are groups of their own.
 */
export function createTemplateGroups(
  utterances: readonly Grouped[],
): (utterance: Grouped) => string {
  const parents = new Map<string, string>()
  const rootOf = (tie: string): string => {
    let root = tie
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next
    // Shortens the way for whoever asks next.
    for (let at = tie; at !== root; ) {
      const next = parents.get(at) ?? root
      parents.set(at, root)
      at = next
    }
    return root
  }
  for (const utterance of utterances) {
    const [first = '', ...others] = tiesOf(utterance)
    for (const other of others) {
      const [a, b] = [rootOf(first), rootOf(other)]
      if (a !== b) parents.set(b, a)
    }
  }
  return (utterance) => rootOf(tiesOf(utterance)[0] ?? '')
}
