/** Batches mixed over the sources of the pool, each from one source, drawn as a stream. */
import { createBatch, type Encoder, type Example } from '@/model/encoding'
import { beginTag, insideTag, type LabelSet } from '@/model/labels'
import { createRandom } from '@/project/random'
import type { BatchSource, TrainingBatch } from '@/training/batches'
import { type PoolRow, type PoolSource, readSource } from './pretraining-pool'

/** A source is drawn with probability proportional to `rows ** SIZE_POWER`: large ones do not drown small ones. */
const SIZE_POWER = 0.6
/** Rows of a source that wait in memory to be shuffled. */
const SHUFFLE_ROWS = 16_384
/** Batches that are cut from one sorted run, so that texts of like length meet. */
const BATCHES_PER_RUN = 16

/** Turns a row into an example of its source's labels; labels that were left out count as unknown. */
export function encodeRow(
  row: PoolRow & { label: string | null },
  labels: LabelSet,
  encoder: Encoder,
): Example {
  const encoded = encoder.encodeTokens(row.tokens)
  const tags = row.tags && labels.slots.length > 0 ? new Int32Array(encoded.words.length) : null
  if (tags && row.tags) {
    for (let index = 0; index < tags.length; index += 1) {
      const tag = row.tags[index] ?? 'O'
      const slot = labels.slots.indexOf(tag.slice(2))
      if (tag !== 'O' && slot >= 0) tags[index] = tag[0] === 'B' ? beginTag(slot) : insideTag(slot)
    }
  }
  return { ...encoded, intent: row.label === null ? -1 : labels.intents.indexOf(row.label), tags }
}

/**
 * An endless stream of batches that depends on nothing but the seed: step n is the same in every
 * run, so a resumed run reads its way forward to where it stopped.
 */
export function mixSources(options: {
  sources: readonly PoolSource[]
  encoder: Encoder
  batchSize: number
  stepsPerEpoch: number
  wordDropout: number
  seed: number
}): BatchSource {
  const { sources, encoder, batchSize, seed } = options
  const streams = sources.map((source) => streamBatches(source, encoder, batchSize, seed))
  const shares = sources.map((source) => source.rows ** SIZE_POWER)
  const total = shares.reduce((sum, share) => sum + share, 0)
  let reached = 0
  async function draw(step: number): Promise<{ place: number; examples: Example[] }> {
    let target = createRandom(`${seed}/source/${step}`).next() * total
    let place = 0
    while (place < shares.length - 1 && target >= shares[place]!) {
      target -= shares[place]!
      place += 1
    }
    const next = await streams[place]!.next()
    return { place, examples: next.value as Example[] }
  }
  return {
    stepsPerEpoch: options.stepsPerEpoch,
    next: async (step): Promise<TrainingBatch> => {
      while (reached < step) {
        await draw(reached)
        reached += 1
      }
      const { place, examples } = await draw(step)
      reached += 1
      const random = createRandom(`${seed}/words/${step}`)
      const hidesWord = () => random.next() < options.wordDropout
      return {
        head: sources[place]!.head,
        batch: createBatch(examples, encoder.vocabulary, hidesWord),
      }
    },
  }
}

async function* streamBatches(
  source: PoolSource,
  encoder: Encoder,
  batchSize: number,
  seed: number,
): AsyncGenerator<Example[], never> {
  for (let pass = 0; ; pass += 1) {
    const random = createRandom(`${seed}/${source.head}/${pass}`)
    let waiting: Example[] = []
    const cut = function* (rows: Example[]) {
      const size = batchSize * BATCHES_PER_RUN
      for (let start = 0; start < rows.length; start += size) {
        const run = rows.slice(start, start + size).sort((a, b) => a.words.length - b.words.length)
        const batches: Example[][] = []
        for (let at = 0; at < run.length; at += batchSize)
          batches.push(run.slice(at, at + batchSize))
        yield* random.shuffled(batches)
      }
    }
    for await (const row of readSource(source, 'train')) {
      waiting.push(encodeRow(row, source.labels, encoder))
      if (waiting.length < 2 * SHUFFLE_ROWS) continue
      const mixed = random.shuffled(waiting)
      waiting = mixed.slice(SHUFFLE_ROWS)
      yield* cut(mixed.slice(0, SHUFFLE_ROWS))
    }
    yield* cut(random.shuffled(waiting))
  }
}
