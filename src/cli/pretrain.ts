/** `npm run pretrain`: makes the network that the app downloads, from a folder of annotated sources. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { createEncoder } from '@/model/encoding'
import { namesShapes } from '@/model/named-layers'
import { createWeights, type Weights } from '@/model/network'
import { headShapes, type NetworkConfig, trunkShapes } from '@/model/network-shapes'
import type { Vocabulary } from '@/model/vocabulary'
import { readWeights, uploadWeights } from '@/model/weight-values'
import { teacherShapes } from '@/training/teacher-objective'
import { textShapes } from '@/training/text-objectives'
import { type TrainingCheckpoint, train } from '@/training/train'
import { STEPS_PER_EPOCH } from '@/training/training-config'
import { startBackend } from './backend'
import { CommandFailure, DONE, FAILED } from './command'
import { reportStorage, scoreHeldOut } from './held-out'
import { type VectorSource, writeModel } from './model-folder'
import { commonHeadShapes, mixSources } from './pretraining-batches'
import { readCheckpoint, takeWeights, writeCheckpoint } from './pretraining-checkpoint'
import {
  PRETRAINING_HELP,
  type PretrainingOptions,
  readPretrainingOptions,
} from './pretraining-options'
import { type Pool, type PoolSource, surveyPool } from './pretraining-pool'
import { createProgressBar, formatSeconds } from './progress-bar'
import { askTeacher, TEACHER, type TeacherVectors } from './teacher-vectors'
import { buildVocabulary, joinVectors, WORD_VECTORS } from './word-vectors'

const CACHE = '.cache'

/** What a run learns from, and what it reads it by. */
type Ground = {
  sources: readonly PoolSource[]
  vocabulary: Vocabulary
  vectors: VectorSource
  teacher: TeacherVectors | null
  network: NetworkConfig
}

async function main(): Promise<number> {
  const options = readPretrainingOptions(process.argv.slice(2))
  if (!options) {
    console.log(PRETRAINING_HELP)
    return DONE
  }
  log(`Backend: ${await startBackend({ threads: options.threads })}`)
  log('Counting rows, labels and words…')
  const pool = await surveyPool(options.data)
  describePool(pool)
  const ground = await gatherGround(pool, options)
  const trained = await trainOn(ground, options)
  if (!trained) return FAILED
  await report(ground, trained, options)
  tf.dispose(trained.weights)
  return DONE
}

function describePool({ sources, leftOut }: Pool): void {
  for (const { head, rows, labels, licence } of sources) {
    const { intents, slots } = labels
    log(
      `  ${head.padEnd(18)} ${String(rows).padStart(7)} rows, ${intents.length} intents, ${slots.length} slots (${licence})`,
    )
  }
  if (leftOut.length > 0) log(`  left out, no rule names them: ${leftOut.join(', ')}`)
}

/** The words and their vectors, and the teacher unless the run does without. */
async function gatherGround(
  { sources, wordCounts }: Pool,
  { objectives, network, words, python, threads }: PretrainingOptions,
): Promise<Ground> {
  const plain = await buildVocabulary({ wordCounts, size: words, cacheFolder: CACHE, log })
  const { source, licence } = WORD_VECTORS
  if (objectives.teacher === 0) {
    const own = { ...network, wordDimensions: plain.dimensions }
    return {
      sources,
      vocabulary: plain,
      vectors: { source, licence },
      teacher: null,
      network: own,
    }
  }
  const teacher = await askTeacher({
    sources,
    words: plain.words,
    cacheFolder: CACHE,
    python,
    threads,
    log,
  })
  const vocabulary = joinVectors(plain, teacher)
  return {
    sources,
    vocabulary,
    vectors: {
      source: `${source}; beside it 100 dimensions fitted to ${TEACHER.source}`,
      licence: `${licence}; teacher ${TEACHER.licence}`,
    },
    teacher,
    network: { ...network, wordDimensions: vocabulary.dimensions },
  }
}

type Trained = { weights: Weights; steps: number; seconds: number }

/** Trains, or goes on with, the network; null when it diverged. The caller disposes the weights. */
async function trainOn(ground: Ground, options: PretrainingOptions): Promise<Trained | null> {
  const { sources, vocabulary, teacher, network } = ground
  const { config, objectives, from } = options
  const workFolder = join('.pretrain', options.out.replaceAll(/[^\w-]+/g, '_'))
  await mkdir(workFolder, { recursive: true })
  const checkpointPath = join(workFolder, 'checkpoint.bin')
  const words = vocabulary.words.length
  const fingerprint = JSON.stringify({
    config,
    network,
    objectives,
    from,
    words,
    teacher: teacher?.id,
  })
  const resume = options.fresh ? null : await readCheckpoint(checkpointPath, fingerprint)
  if (resume) log(`Resuming after step ${resume.step}.`)
  const weights = await startWeights(ground, options, resume)
  const source = mixSources({
    sources,
    encoder: createEncoder(vocabulary, network.subwordBuckets),
    batchSize: config.batchSize,
    stepsPerEpoch: STEPS_PER_EPOCH,
    wordDropout: config.wordDropout,
    slotSwap: config.slotSwap,
    objectives,
    teacher,
    seed: config.seed,
  })
  const steps = train({
    networkConfig: network,
    weights,
    source,
    validate: null,
    config,
    ...(resume ? { resume } : {}),
    onCheckpoint: (checkpoint) => writeCheckpoint(checkpointPath, { fingerprint, checkpoint }),
  })
  const total = config.epochs * STEPS_PER_EPOCH
  const seconds = await follow(steps, total, resume)
  return seconds === null ? null : { weights, steps: total, seconds }
}

async function startWeights(
  { sources, network, teacher }: Ground,
  { objectives, config, from }: PretrainingOptions,
  resume: TrainingCheckpoint | null,
): Promise<Weights> {
  if (resume) return uploadWeights(resume.weights)
  const { neighbours, summary, names } = objectives
  const shapes = {
    ...trunkShapes(network),
    ...commonHeadShapes(network, objectives),
    ...(neighbours + summary > 0 ? textShapes(network) : {}),
    ...(names > 0 ? namesShapes(network) : {}),
    ...(teacher ? teacherShapes(network, teacher.dimensions) : {}),
  }
  for (const { head, labels } of sources) Object.assign(shapes, headShapes(network, head, labels))
  const weights = createWeights(shapes, config.seed)
  if (from) await takeWeights(weights, from)
  return weights
}

/** Shows how training goes; the seconds that it took, or null when it diverged. */
async function follow(
  steps: ReturnType<typeof train>,
  total: number,
  resume: TrainingCheckpoint | null,
): Promise<number | null> {
  const bar = createProgressBar(total, resume?.step ?? 0)
  let seconds = (resume?.elapsedMs ?? 0) / 1000
  for (;;) {
    const next = await steps.next()
    if (next.done) {
      if (next.value.kind === 'diverged') {
        log(`\nDiverged at step ${next.value.step}. ${next.value.remedy}`)
        return null
      }
      bar.finish()
      return seconds
    }
    const event = next.value
    if (event.kind === 'step') {
      seconds = event.elapsedMs / 1000
      bar.update(event.step, `step ${event.step}, loss ${event.loss.toFixed(3)}`)
    } else if (event.kind === 'epoch') {
      const { loss, intentLoss, slotLoss } = event.train
      log(
        `\nstep ${event.step}: loss ${loss.toFixed(4)} (intent ${intentLoss.toFixed(4)}, slot ${slotLoss.toFixed(4)}), ${formatSeconds(event.elapsedMs / 1000)}`,
      )
    }
  }
}

/** Scores the held-out rows, says what storing in fewer bits costs, and writes the folder. */
async function report(
  { sources, vocabulary, vectors, network }: Ground,
  { weights, steps, seconds }: Trained,
  { out, config }: PretrainingOptions,
): Promise<void> {
  log('Held-out rows of each source:')
  const reading = { vocabulary, buckets: network.subwordBuckets }
  const heldOut = await scoreHeldOut(sources, { ...reading, weights })
  for (const [head, scores] of Object.entries(heldOut)) {
    log(
      `  ${head.padEnd(18)} intent ${percent(scores.intentAccuracy)}  slot F1 ${percent(scores.slotF1)}  frame ${percent(scores.frameAccuracy)}  (${scores.rows} rows)`,
    )
  }
  const values = await readWeights(weights)
  log('Their mean frame accuracy, by how the weights are stored:')
  for (const line of await reportStorage(sources, heldOut, values, reading)) log(line)
  const { seed, batchSize, learningRate } = config
  const { totalBytes } = await writeModel({
    folder: out,
    weights: values,
    vocabulary,
    vectors,
    network,
    sources,
    heldOut,
    training: {
      seed,
      steps,
      batchSize,
      utterancesSeen: steps * batchSize,
      learningRate,
      seconds: Math.round(seconds),
    },
  })
  log(
    `Wrote ${out}: ${(totalBytes / 1e6).toFixed(2)} MB, after ${formatSeconds(seconds)} of training.`,
  )
}

function percent(share: number | null): string {
  return share === null ? '   – ' : `${(100 * share).toFixed(1)}%`
}

function log(line: string): void {
  console.error(line)
}

try {
  process.exitCode = await main()
} catch (error) {
  if (!(error instanceof CommandFailure)) throw error
  log(error.message)
  process.exitCode = error.exitCode
}
