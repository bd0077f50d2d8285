/** One text through one model, for every protocol alike: limits, figures, the log, the file of what was unsure. */
import type { Understanding } from '@/runtime/public-types'
import type { Answer } from './answer'
import { collectTurns } from './collect'
import type { ModelShelf, ShelvedModel } from './model-shelf'
import type { Protocol, ServerMetrics } from './server-metrics'
import type { UnsureFile } from './unsure-file'

export type Refusal = {
  kind: 'refused'
  reason: 'no-model' | 'too-long' | 'no-text'
  message: string
}

type Admitted = {
  kind: 'admitted'
  protocol: Protocol
  text: string
  model: ShelvedModel
  locale: string
}

export type Heard = { kind: 'answered'; answer: Answer } | Refusal

export type Asked = {
  protocol: Protocol
  text: unknown
  /** Name of the model; by default the first. */
  model?: string | undefined
  /** BCP 47 tag; by default the model's. */
  locale?: string | undefined
}

export type Listener = {
  /** Answers at once. */
  hear: (asked: Asked) => Heard
  /** Answers all that came in at the same turn of the event loop together, which takes less than one by one. */
  hearTogether: (asked: Asked) => Promise<Heard>
}

/** Beyond this many UTF-16 units a text is no utterance. */
export const LONGEST_TEXT = 4096

/** Texts that are answered before the server looks at what else there is: some six milliseconds. */
const MOST_TOGETHER = 16

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

  /** The model that is asked, when there is something to answer. */
  function admit({ protocol, text, model: name, locale }: Asked): Refusal | Admitted {
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
    return { kind: 'admitted', protocol, text, model, locale: locale ?? model.skill.locale }
  }

  function report(
    { protocol, text, model }: Admitted,
    understanding: Understanding,
    elapsedMs: number,
  ): void {
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
  }

  /** The answers of one model, in the order of the texts. */
  function askModel(model: ShelvedModel, asked: readonly Admitted[]): Heard[] {
    const start = performance.now()
    const understandings = model.skill.understandAll(asked.map(({ text }) => text))
    const elapsedMs = (performance.now() - start) / asked.length
    return asked.map((one, place): Heard => {
      const understanding = understandings[place]
      if (!understanding) throw new Error(`no answer to text ${place}`)
      report(one, understanding, elapsedMs)
      return { kind: 'answered', answer: { understanding, model, locale: one.locale } }
    })
  }

  function hearAll(all: readonly Asked[]): Heard[] {
    const entered = all.map(admit)
    const heard = new Map<Refusal | Admitted, Heard>()
    const admitted = entered.filter((one) => one.kind === 'admitted')
    for (const model of new Set(admitted.map((one) => one.model))) {
      const own = admitted.filter((one) => one.model === model)
      for (const [place, answer] of askModel(model, own).entries()) {
        const one = own[place]
        if (one) heard.set(one, answer)
      }
    }
    return entered.flatMap((one) => (one.kind === 'refused' ? one : (heard.get(one) ?? [])))
  }

  return {
    hear: (asked) => {
      const [heard] = hearAll([asked])
      if (!heard) throw new Error('no answer')
      return heard
    },
    hearTogether: collectTurns(hearAll, { most: MOST_TOGETHER }),
  }
}
