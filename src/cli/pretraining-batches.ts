/** Batches mixed over the sources of the pool, each from one source, drawn as a stream. */
import { type Batch, createBatch, type Encoder, type Example } from '@/model/encoding'
import { embedNames } from '@/model/label-names'
import { beginTag, insideTag, isBeginTag, type LabelSet, tagCount } from '@/model/labels'
import type { NetworkConfig } from '@/model/network-shapes'
import { createRandom, type Random } from '@/project/random'
import type { BatchSource, TrainingBatch } from '@/training/batches'
import { createPrototypeTargets } from '@/training/prototype-objective'
import { createSlotSwap } from '@/training/slot-swap'
import { createTeacherTargets } from '@/training/teacher-objective'
import { createTextTargets } from '@/training/text-objectives'
import type { PretrainingObjectives } from '@/training/training-config'
import { type PoolRow, type PoolSource, readSource } from './pretraining-pool'
import type { TeacherVectors } from './teacher-vectors'

/** A source is drawn with probability proportional to `rows ** SIZE_POWER`: large ones do not drown small ones. */
const SIZE_POWER = 0.6
/** Rows of a source that wait in memory to be shuffled. */
const SHUFFLE_ROWS = 16_384
/** Batches that are cut from one sorted run, so that texts of like length meet. */
const BATCHES_PER_RUN = 16

/**
 * Two heads that every source feeds. `spans` finds where a slot stands, whichever it is; `cloze` says
 * which word was hidden (Devlin et al. 2019), through the same layer that tags slots.
 */
export const SPANS_HEAD = 'spans'
export const CLOZE_HEAD = 'cloze'
/** Words that `cloze` tells apart; class 0 is every other word. */
const CLOZE_WORDS = 2000
/** Share of tokens that a cloze batch hides. */
const CLOZE_HIDDEN = 0.15

/** Share of words that a label's name goes without, as long as it has others. */
const NAME_WORD_DROPOUT = 0.2

/** Shapes of the output layers of the common heads that have a share. */
export function commonHeadShapes(
  network: NetworkConfig,
  shares: Pick<PretrainingObjectives, 'spans' | 'cloze'>,
): Record<string, number[]> {
  const shapes: Record<string, number[]> = {}
  const add = (head: string, classes: number) => {
    shapes[`head/${head}/slot/kernel`] = [2 * network.units, classes]
    shapes[`head/${head}/slot/bias`] = [classes]
  }
  if (shares.spans > 0) add(SPANS_HEAD, 3)
  if (shares.cloze > 0) add(CLOZE_HEAD, CLOZE_WORDS)
  return shapes
}

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

export type MixOptions = {
  sources: readonly PoolSource[]
  encoder: Encoder
  batchSize: number
  stepsPerEpoch: number
  wordDropout: number
  /** Probability that the slot values of a text are swapped for others that its source has nearby. */
  slotSwap: number
  objectives: PretrainingObjectives
  /** Who says where a text belongs; `objectives.teacher` says how much that counts. */
  teacher: TeacherVectors | null
  seed: number
}

/**
 * An endless stream of batches that depends on nothing but the seed: step n is the same in every
 * run, so a resumed run reads its way forward to where it stopped.
 */
export function mixSources(options: MixOptions): BatchSource {
  const { sources, encoder, seed, objectives, teacher } = options
  const streams = sources.map((source) => streamBatches(source, options))
  const shares = sources.map((source) => source.rows ** SIZE_POWER)
  const total = shares.reduce((sum, share) => sum + share, 0)
  /** What the labels of a batch teach beside their own layers. */
  function labelTargets(
    labels: LabelSet,
    batch: Batch,
    random: Random,
  ): Pick<TrainingBatch, 'names' | 'prototypes'> {
    const keepsWord = () => random.next() >= NAME_WORD_DROPOUT
    const embed = (names: readonly string[]) =>
      names.length > 0 ? embedNames(names, encoder.vocabulary, keepsWord) : null
    const targets: Pick<TrainingBatch, 'names' | 'prototypes'> = {}
    if (objectives.names > 0) {
      targets.names = {
        intents: embed(labels.intents),
        slots: embed(labels.slots),
        weight: objectives.names,
      }
    }
    if (objectives.prototypes > 0) {
      const tags = labels.slots.length > 0 ? tagCount(labels) : 0
      const counts = { intents: labels.intents.length, tags }
      targets.prototypes = createPrototypeTargets(batch, counts, objectives.prototypes)
    }
    return targets
  }
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
      const learnsText = objectives.neighbours + objectives.summary > 0
      const withText = (head: string, batch: Batch): TrainingBatch => {
        if (!learnsText) return { head, batch }
        const targets = createTextTargets(examples, batch.time, encoder.vocabulary)
        return { head, batch, text: { targets, weights: objectives } }
      }
      const taught = (): Pick<TrainingBatch, 'teacher'> => {
        if (!teacher || objectives.teacher === 0) return {}
        const targets = createTeacherTargets(examples, teacher.dimensions, objectives.teacher)
        return targets ? { teacher: targets } : {}
      }
      const random = createRandom(`${seed}/batch/${step}`)
      const choice = random.next()
      if (choice < objectives.cloze) {
        const batch = createBatch(examples, encoder.vocabulary)
        hideWords(batch, examples, encoder, random)
        return withText(CLOZE_HEAD, batch)
      }
      const hidesWord = () => random.next() < options.wordDropout
      const batch = createBatch(examples, encoder.vocabulary, hidesWord)
      const hasSlots = sources[place]!.labels.slots.length > 0
      if (hasSlots && choice < objectives.cloze + objectives.spans) {
        for (const [index, tag] of batch.tags.entries()) {
          batch.tags[index] = tag === 0 ? 0 : isBeginTag(tag) ? 1 : 2
        }
        return { ...withText(SPANS_HEAD, batch), ...taught() }
      }
      return {
        ...withText(sources[place]!.head, batch),
        ...labelTargets(sources[place]!.labels, batch, random),
        ...taught(),
      }
    },
  }
}

/** Hides some tokens of a batch, word and subwords, and asks for them instead of for tags. */
function hideWords(
  batch: Batch,
  examples: readonly Example[],
  encoder: Encoder,
  random: Random,
): void {
  const { dimensions } = encoder.vocabulary
  batch.tagWeights.fill(0)
  batch.tags.fill(0)
  examples.forEach((example, row) => {
    const sure = random.integer(example.words.length)
    example.words.forEach((word, token) => {
      if (token !== sure && random.next() >= CLOZE_HIDDEN) return
      const place = row * batch.time + token
      batch.wordVectors.fill(0, place * dimensions, (place + 1) * dimensions)
      batch.bags[place] = []
      // The vocabulary is in order of frequency in the pool: its first rows are the classes.
      batch.tags[place] = word >= 0 && word < CLOZE_WORDS - 1 ? word + 1 : 0
      batch.tagWeights[place] = 1
    })
  })
}

async function* streamBatches(
  source: PoolSource,
  { encoder, batchSize, slotSwap, seed, teacher }: MixOptions,
): AsyncGenerator<Example[], never> {
  for (let pass = 0; ; pass += 1) {
    const random = createRandom(`${seed}/${source.head}/${pass}`)
    let waiting: Example[] = []
    let runs = 0
    const cut = function* (rows: Example[]) {
      const size = batchSize * BATCHES_PER_RUN
      for (let start = 0; start < rows.length; start += size) {
        const plain = rows.slice(start, start + size)
        const swap = createSlotSwap(plain, new Map(), slotSwap)
        runs += 1
        const run = plain
          .map((example, index) => swap(example, `${seed}/${source.head}/${pass}/${runs}/${index}`))
          .sort((a, b) => a.words.length - b.words.length)
        const batches: Example[][] = []
        for (let at = 0; at < run.length; at += batchSize)
          batches.push(run.slice(at, at + batchSize))
        yield* random.shuffled(batches)
      }
    }
    for await (const row of readSource(source, 'train')) {
      const example = encodeRow(row, source.labels, encoder)
      const taught = teacher?.vectorOf(row.text)
      waiting.push(taught ? { ...example, taught } : example)
      if (waiting.length < 2 * SHUFFLE_ROWS) continue
      const mixed = random.shuffled(waiting)
      waiting = mixed.slice(SHUFFLE_ROWS)
      yield* cut(mixed.slice(0, SHUFFLE_ROWS))
    }
    yield* cut(random.shuffled(waiting))
  }
}
