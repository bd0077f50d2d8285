import type { Project } from './project'
import { fitSpan } from './whole-characters'

/** A broken rule of the document. `path` leads to the place, for example `utterances[3].spans[0]`. */
export type Violation = { path: string; message: string }

/**
 * The rules that types cannot say: names and ids are unique, texts are trimmed, intents and slots are
 * declared, spans are sorted, apart from each other and hold whole characters. Empty when all hold.
 */
export function validateProject(project: Project): Violation[] {
  const violations: Violation[] = []
  const report = (path: string, message: string) => violations.push({ path, message })
  for (const [list, names] of [
    ['intents', project.intents.map((intent) => intent.name)],
    ['slotTypes', project.slotTypes.map((type) => type.name)],
    ['utterances', project.utterances.map((utterance) => utterance.id)],
    ['templates', project.templates.map((template) => template.id)],
  ] as const) {
    const seen = new Set<string>()
    names.forEach((name, index) => {
      if (seen.has(name)) report(`${list}[${index}]`, `“${name}” is there twice`)
      seen.add(name)
    })
  }
  const slotsByIntent = declaredSlots(project)
  project.templates.forEach((template, index) => {
    if (!slotsByIntent.has(template.intent)) {
      report(`templates[${index}].intent`, `nobody declares the intent “${template.intent}”`)
    }
  })
  project.utterances.forEach((utterance, index) => {
    const path = `utterances[${index}]`
    if (utterance.text !== utterance.text.trim()) report(`${path}.text`, 'white space at an edge')
    const slots = utterance.intent === null ? null : slotsByIntent.get(utterance.intent)
    if (slots === undefined) {
      report(`${path}.intent`, `nobody declares the intent “${utterance.intent}”`)
    }
    utterance.spans.forEach((span, number) => {
      const at = `${path}.spans[${number}]`
      const place = fitSpan(utterance.text, span)
      if (place?.start !== span.start || place.end !== span.end) {
        report(at, 'does not begin and end with whole characters')
      }
      const previous = utterance.spans[number - 1]
      if (previous && previous.end > span.start) report(at, 'overlaps or precedes the one before')
      if (slots && !slots.has(span.slot)) report(at, `the intent has no slot “${span.slot}”`)
    })
  })
  return violations
}

/** The slots that each intent declares. */
export function declaredSlots(project: Project): Map<string, Set<string>> {
  return new Map(
    project.intents.map((intent) => [intent.name, new Set(intent.slots.map((slot) => slot.name))]),
  )
}
