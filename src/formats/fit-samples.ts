/** Changes the words around the slots of what people say, where a platform forbids some of their marks. */
import { parseTemplate } from '@/project/expansion-template'
import type { Project, Utterance } from '@/project/project'
import { cutBySpans } from './cut-by-spans'
import type { Fitted } from './format'
import { writableUtterances } from './writing'

/** A sample in pieces: words, and slots with what they say. */
export type SamplePiece = { text: string; slot: string | null }

/** The pieces as the platform takes them; a text says why it does not take the sample at all. */
export type SampleRule = (
  pieces: readonly SamplePiece[],
  intent: string | null,
) => SamplePiece[] | string

/** So many changes are told one by one. */
const SHOWN = 20

/** Applies a rule to all templates and to all utterances that are written beside them. */
export function fitSamples(project: Project, rule: SampleRule): Fitted {
  const changed: string[] = []
  const dropped: string[] = []
  const apply = (pieces: SamplePiece[], intent: string | null, text: string) => {
    const fitted = rule(pieces, intent)
    if (typeof fitted === 'string') {
      dropped.push(`“${text}” is left out: ${fitted}`)
      return null
    }
    return fitted
  }
  const gone = new Set<string>()
  const templates = project.templates.flatMap((template) => {
    const pieces = parseTemplate(template.text).map((part) =>
      part.kind === 'text' ? { text: part.text, slot: null } : { text: '', slot: part.slot },
    )
    const fitted = apply(pieces, template.intent, template.text)
    if (!fitted) {
      gone.add(template.id)
      return []
    }
    const text = fitted
      .map((piece) => (piece.slot === null ? piece.text : `{${piece.slot}}`))
      .join('')
    if (text !== template.text) changed.push(`“${template.text}” is written as “${text}”.`)
    return [text === template.text ? template : { ...template, text }]
  })
  const written = new Set(writableUtterances(project, { unlabelled: false, templates: true }))
  const utterances = project.utterances.flatMap((utterance) => {
    // What a template made goes with it.
    if (!written.has(utterance)) return gone.has(utterance.templateId ?? '') ? [] : [utterance]
    const fitted = apply(cutBySpans(utterance), utterance.intent, utterance.text)
    if (!fitted) return []
    const next = withPieces(utterance, fitted)
    if (next.text !== utterance.text)
      changed.push(`“${utterance.text}” is written as “${next.text}”.`)
    return [next]
  })
  const isSame = changed.length === 0 && dropped.length === 0
  return {
    project: isSame ? project : { ...project, templates, utterances },
    changes: [
      ...shown(changed, 'more texts are written with other words around their slots.'),
      ...shown(dropped, 'more texts are left out for such reasons.'),
    ],
  }
}

function shown(sentences: readonly string[], rest: string): string[] {
  const more = sentences.length - SHOWN
  return more > 0 ? [...sentences.slice(0, SHOWN), `${more} ${rest}`] : [...sentences]
}

function withPieces(utterance: Utterance, pieces: readonly SamplePiece[]): Utterance {
  let text = ''
  const spans: Utterance['spans'] = []
  for (const piece of pieces) {
    const start = text.length
    text += piece.text
    if (piece.slot !== null) spans.push({ start, end: text.length, slot: piece.slot })
  }
  return text === utterance.text ? utterance : { ...utterance, text, spans }
}
