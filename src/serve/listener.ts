/** One text through one model, for every protocol alike: limits, figures, the log, the file of what was unsure. */
import type { Answer } from './answer'
import type { ModelShelf } from './model-shelf'
import type { Protocol, ServerMetrics } from './server-metrics'
import type { UnsureFile } from './unsure-file'

export type Refusal = {
  kind: 'refused'
  reason: 'no-model' | 'too-long' | 'no-text'
  message: string
}

export type Heard = { kind: 'answered'; answer: Answer } | Refusal

export type Listener = (request: {
  protocol: Protocol
  text: unknown
  /** Name of the model; by default the first. */
  model?: string | undefined
  /** BCP 47 tag; by default the model's. */
  locale?: string | undefined
}) => Heard

/** Beyond this many UTF-16 units a text is no utterance. */
export const LONGEST_TEXT = 4096

/** Answers with the models of a shelf. */
export function createListener(
  shelf: ModelShelf,
  options: {
    metrics: ServerMetrics
    unsure: UnsureFile | null
    /** Writes a line of the log. */
    say: (entry: Record<string, unknown>) => void
    /** Whether logs hold the texts. */
    logsTexts: boolean
  },
): Listener {
  const { metrics, unsure, say, logsTexts } = options
  function refuse(protocol: Protocol, reason: Refusal['reason'], message: string): Refusal {
    metrics.refused(protocol, reason)
    return { kind: 'refused', reason, message }
  }
  return ({ protocol, text, model: name, locale }) => {
    if (typeof text !== 'string') {
      return refuse(protocol, 'no-text', 'The request has no "text", or it is not a string.')
    }
    if (text.length > LONGEST_TEXT) {
      const message = `The text has ${text.length} characters; ${LONGEST_TEXT} are allowed.`
      return refuse(protocol, 'too-long', message)
    }
    const model = shelf.find(name)
    if (!model) {
      const names = shelf.models().map(({ id }) => id)
      const message = `There is no model "${name}"; there are: ${names.join(', ')}.`
      return refuse(protocol, 'no-model', message)
    }
    const start = performance.now()
    const understanding = model.skill.understand(text)
    const elapsedMs = performance.now() - start
    metrics.understood(protocol, model.id, understanding, elapsedMs / 1000)
    unsure?.offer(model.id, model.skill.threshold, understanding)
    say({
      level: 30,
      event: 'answered',
      protocol,
      model: model.id,
      intent: understanding.intent?.name ?? null,
      confidence: understanding.alternatives[0]?.confidence ?? null,
      ms: Math.round(elapsedMs * 100) / 100,
      ...(logsTexts ? { text } : {}),
    })
    return {
      kind: 'answered',
      answer: { understanding, model, locale: locale ?? model.skill.locale },
    }
  }
}
