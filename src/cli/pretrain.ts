/** `npm run pretrain`: makes the network that the app downloads, from a folder of annotated sources. */
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { deserialize, serialize } from 'node:v8'
import * as tf from '@tensorflow/tfjs-core'
import { createEncoder } from '@/model/encoding'
import { namesShapes } from '@/model/named-layers'
import { createWeights, type Weights } from '@/model/network'
import { DEFAULT_NETWORK, headShapes, trunkShapes } from '@/model/network-shapes'
import { readWeights, uploadWeights } from '@/model/weight-values'
import { textShapes } from '@/training/text-objectives'
import { type TrainingCheckpoint, train } from '@/training/train'
import { PRETRAINING } from '@/training/training-config'
import { startBackend } from './backend'
import { reportStorage, scoreHeldOut } from './held-out'
import { writeModel } from './model-folder'
import { commonHeadShapes, mixSources } from './pretraining-batches'
import { surveyPool } from './pretraining-pool'
import { createProgressBar, formatSeconds } from './progress-bar'
import { buildVocabulary } from './word-vectors'

const HELP = `npm run pretrain -- --data <folder> [options]

Makes public/models/<id> from the annotated sources in <folder> (*.jsonl.gz).

  --data <folder>   the sources (required)
  --out <folder>    where the model goes            [public/models/base]
  --steps <n>       training steps                  [15000]
  --batch <n>       utterances a step               [64]
  --rate <x>        peak learning rate              [0.002]
  --words <n>       words in the vocabulary         [40000]
  --units <n>       LSTM units a direction          [128]
  --spans <share>   steps that learn where any slot stands          [0.05]
  --cloze <share>   steps that guess hidden words                   [0.05]
  --neighbours <x>  weight of guessing the words next to each word  [0.1]
  --summary <x>     weight of saying which words a text holds       [0.1]
  --names <x>       weight of telling labels apart by their names   [0.5]
  --prototypes <x>  weight of telling texts apart by a few others    [0.3]
  --swap <share>    texts whose slot values are swapped             [0.3]
  --from <file>     start from the weights of another run's checkpoint.bin
  --seed <n>        of every random choice          [1]
  --threads <n>     threads to compute with         [2]
  --fresh           forget an interrupted run instead of resuming it
`

const STEPS_PER_EPOCH = 500

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      out: { type: 'string', default: 'public/models/base' },
      steps: { type: 'string', default: '15000' },
      batch: { type: 'string', default: '64' },
      rate: { type: 'string', default: '0.002' },
      words: { type: 'string', default: '40000' },
      units: { type: 'string', default: '128' },
      spans: { type: 'string', default: '0.05' },
      cloze: { type: 'string', default: '0.05' },
      neighbours: { type: 'string', default: '0.1' },
      summary: { type: 'string', default: '0.1' },
      names: { type: 'string', default: '0.5' },
      prototypes: { type: 'string', default: '0.3' },
      swap: { type: 'string', default: '0.3' },
      from: { type: 'string' },
      seed: { type: 'string', default: '1' },
      threads: { type: 'string', default: '2' },
      fresh: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help || !values.data) {
    console.log(HELP)
    return values.help ? 0 : 2
  }
  if (!existsSync(values.data)) {
    console.error(
      `There is no folder ${values.data}. Name the folder that holds the *.jsonl.gz files.`,
    )
    return 2
  }
  if (values.from && !existsSync(values.from)) {
    console.error(
      `There is no file ${values.from}. Name the checkpoint.bin of an earlier run, below .pretrain.`,
    )
    return 2
  }
  const log = (line: string) => console.error(line)
  const seed = Number(values.seed)
  const network = { ...DEFAULT_NETWORK, units: Number(values.units) }
  const batchSize = Number(values.batch)
  const common = { spans: Number(values.spans), cloze: Number(values.cloze) }
  const text = { neighbours: Number(values.neighbours), summary: Number(values.summary) }
  const names = Number(values.names)
  const prototypes = Number(values.prototypes)
  const config = {
    ...PRETRAINING,
    seed,
    batchSize,
    learningRate: Number(values.rate),
    slotSwap: Number(values.swap),
    epochs: Math.max(1, Math.round(Number(values.steps) / STEPS_PER_EPOCH)),
  }

  log(`Backend: ${await startBackend({ threads: Number(values.threads) })}`)
  log('Counting rows, labels and words…')
  const pool = await surveyPool(values.data)
  for (const source of pool.sources) {
    const { intents, slots } = source.labels
    log(
      `  ${source.head.padEnd(18)} ${String(source.rows).padStart(7)} rows, ${intents.length} intents, ${slots.length} slots (${source.licence})`,
    )
  }
  if (pool.leftOut.length > 0)
    log(`  left out, no licence to ship weights: ${pool.leftOut.join(', ')}`)
  const vocabulary = await buildVocabulary({
    wordCounts: pool.wordCounts,
    size: Number(values.words),
    cacheFolder: '.cache',
    log,
  })
  const encoder = createEncoder(vocabulary, network.subwordBuckets)

  const workFolder = join('.pretrain', values.out.replaceAll(/[^\w-]+/g, '_'))
  await mkdir(workFolder, { recursive: true })
  const checkpointPath = join(workFolder, 'checkpoint.bin')
  const fingerprint = JSON.stringify({
    config,
    network,
    common,
    text,
    names,
    prototypes,
    from: values.from,
    words: vocabulary.words.length,
  })
  const resume = values.fresh ? null : await readCheckpoint(checkpointPath, fingerprint)
  if (resume) log(`Resuming after step ${resume.step}.`)

  const shapes = {
    ...trunkShapes(network),
    ...commonHeadShapes(network, common),
    ...(text.neighbours + text.summary > 0 ? textShapes(network) : {}),
    ...(names > 0 ? namesShapes(network) : {}),
  }
  for (const source of pool.sources) {
    Object.assign(shapes, headShapes(network, source.head, source.labels))
  }
  const weights = resume ? uploadWeights(resume.weights) : createWeights(shapes, seed)
  if (!resume && values.from) await takeWeights(weights, values.from)
  const totalSteps = config.epochs * STEPS_PER_EPOCH
  const bar = createProgressBar(totalSteps, resume?.step ?? 0)
  const steps = train({
    networkConfig: network,
    weights,
    source: mixSources({
      sources: pool.sources,
      encoder,
      batchSize,
      stepsPerEpoch: STEPS_PER_EPOCH,
      wordDropout: config.wordDropout,
      slotSwap: config.slotSwap,
      common,
      text,
      names,
      prototypes,
      seed,
    }),
    validate: null,
    config,
    ...(resume ? { resume } : {}),
    onCheckpoint: (checkpoint) => writeCheckpoint(checkpointPath, fingerprint, checkpoint),
  })
  let seconds = (resume?.elapsedMs ?? 0) / 1000
  for (;;) {
    const next = await steps.next()
    if (next.done) {
      if (next.value.kind === 'diverged') {
        log(`\nDiverged at step ${next.value.step}. ${next.value.remedy}`)
        return 1
      }
      break
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
  bar.finish()

  log('Held-out rows of each source:')
  const reading = { vocabulary, buckets: network.subwordBuckets }
  const heldOut = await scoreHeldOut(pool.sources, { ...reading, weights })
  for (const [head, scores] of Object.entries(heldOut)) {
    log(
      `  ${head.padEnd(18)} intent ${percent(scores.intentAccuracy)}  slot F1 ${percent(scores.slotF1)}  frame ${percent(scores.frameAccuracy)}  (${scores.rows} rows)`,
    )
  }
  const values32 = await readWeights(weights)
  log('Their mean frame accuracy, by how the weights are stored:')
  for (const line of await reportStorage(pool.sources, heldOut, values32, reading)) log(line)
  const sizes = await writeModel({
    folder: values.out,
    weights: values32,
    vocabulary,
    network,
    sources: pool.sources,
    heldOut,
    training: {
      seed,
      steps: totalSteps,
      batchSize,
      utterancesSeen: totalSteps * batchSize,
      learningRate: config.learningRate,
      seconds: Math.round(seconds),
    },
  })
  tf.dispose(weights)
  log(
    `Wrote ${values.out}: ${(sizes.totalBytes / 1e6).toFixed(2)} MB, after ${formatSeconds(seconds)} of training.`,
  )
  return 0
}

/** Takes over every weight of another run's checkpoint that this run has in the same shape. */
async function takeWeights(weights: Weights, path: string): Promise<void> {
  const { checkpoint } = deserialize(await readFile(path)) as { checkpoint: TrainingCheckpoint }
  for (const [name, { values, shape }] of Object.entries(checkpoint.weights)) {
    const own = weights[name]
    if (own?.shape.join() !== shape.join()) continue
    own.dispose()
    weights[name] = tf.tensor(values, shape)
  }
}

async function readCheckpoint(
  path: string,
  fingerprint: string,
): Promise<TrainingCheckpoint | null> {
  if (!existsSync(path)) return null
  const saved = deserialize(await readFile(path)) as {
    fingerprint: string
    checkpoint: TrainingCheckpoint
  }
  return saved.fingerprint === fingerprint ? saved.checkpoint : null
}

/** Writes beside the old one and renames, so that a kill leaves one whole checkpoint. */
async function writeCheckpoint(
  path: string,
  fingerprint: string,
  checkpoint: TrainingCheckpoint,
): Promise<void> {
  await writeFile(`${path}.new`, serialize({ fingerprint, checkpoint }))
  await rename(`${path}.new`, path)
}

function percent(share: number | null): string {
  return share === null ? '   – ' : `${(100 * share).toFixed(1)}%`
}

process.exitCode = await main()
