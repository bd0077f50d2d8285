/** What a server counts of itself, in Prometheus' text form. Never an utterance. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Understanding } from '@/runtime/public-types'
import type { ModelShelf } from './model-shelf'

export type Protocol = 'http' | 'wyoming'

export type ServerMetrics = {
  understood: (protocol: Protocol, model: string, answer: Understanding, seconds: number) => void
  refused: (protocol: Protocol, reason: string) => void
  reloaded: (outcome: 'reloaded' | 'kept') => void
  text: () => Promise<string>
  contentType: string
}

/** A registry of its own, so that several servers of one process don't mix. */
export function createMetrics(shelf: ModelShelf): ServerMetrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const texts = new Counter({
    name: 'skillet_texts_total',
    help: 'Texts answered, by whether they were understood.',
    labelNames: ['protocol', 'model', 'outcome'],
    registers,
  })
  const seconds = new Histogram({
    name: 'skillet_understand_seconds',
    help: 'Time to understand a text, without the network.',
    labelNames: ['model'],
    buckets: [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.25],
    registers,
  })
  const refusals = new Counter({
    name: 'skillet_refused_total',
    help: 'Requests that could not be answered, by reason.',
    labelNames: ['protocol', 'reason'],
    registers,
  })
  const reloads = new Counter({
    name: 'skillet_reloads_total',
    help: 'Model files that were replaced: taken, or the old one kept.',
    labelNames: ['outcome'],
    registers,
  })
  new Gauge({
    name: 'skillet_model_loaded_timestamp_seconds',
    help: 'When each model was loaded.',
    labelNames: ['model'],
    registers,
    collect() {
      this.reset()
      for (const { id, loadedAt } of shelf.models()) this.set({ model: id }, +loadedAt / 1000)
    },
  })
  return {
    understood: (protocol, model, answer, time) => {
      texts.inc({ protocol, model, outcome: answer.intent ? 'understood' : 'not_understood' })
      seconds.observe({ model }, time)
    },
    refused: (protocol, reason) => refusals.inc({ protocol, reason }),
    reloaded: (outcome) => reloads.inc({ outcome }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
