/** The public benchmarks: fine-tunes on each published split as the app does, and answers its test side. */
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { startBackend } from '@/cli/backend'
import type { Streams } from '@/cli/command'
import { readModelFolder } from '@/cli/model-folder'
import { createProgressBar } from '@/cli/progress-bar'
import { scoreFrames } from '@/evaluation/frame-scores'
import type { Pretrained } from '@/model/pretrained'
import { readCount, readSizes, readValues } from '../option-values'
import { neuralConfig, trainNeural } from '../transfer/neural-arm'
import { macroSlotF1 } from './macro-slots'
import { type PublicRow, readRowsOf } from './public-row'
import { publicMarkdown } from './public-tables'
import { BENCHMARKS, type Benchmark, type PublicSplit, readSplits } from './splits'

export const HELP = `npm run bench:public -- --data <folder> [options]

Fine-tunes the pretrained network on the published splits of HWU64 (5 and 10 utterances
an intent, 64 intents) and Snips 2017 (10 to 70 an intent, 7 intents, slots), as the app
does for the model that answers: on all training utterances, none held back. Prints a
table beside published figures.

  --data <folder>   holds hwu64/ and snips2017/ with their .jsonl.gz files (required)
  --only <a,b>      of ${BENCHMARKS.join(', ')}  [all]
  --sizes <n,n>     only splits of so many utterances an intent  [all]
  --seeds <n>       trainings of each split, with different seeds  [3]
  --model <folder>  the pretrained network  [public/models/base]
  --json <file>     also write all runs here; those that it has of this network are not repeated
  --fresh           repeat them
`

type Options = {
  data: string
  only: Benchmark[]
  sizes: number[] | null
  seeds: number
  model: string
  json: string | null
  isFresh: boolean
}

/** Runs the bench with these command line arguments and gives the exit code. */
export async function runPublic(
  args: string[],
  { output, log }: Pick<Streams, 'output' | 'log'>,
): Promise<number> {
  const options = readOptions(args)
  if (options === 'help') {
    output(HELP)
    return 0
  }
  if ('problem' in options) {
    log(`${options.problem}\nnpm run bench:public -- --help lists the options.`)
    return 2
  }
  const read = await readSplits(options.data, options.only)
  if (read.kind === 'failed') {
    log(`${read.reason} ${read.remedy}`)
    return 2
  }
  const model = await readModelFolder(options.model)
  if (model.kind === 'failed') {
    log(`${options.model}: ${model.message} ${model.remedy}`)
    return 1
  }
  const { pretrained } = model
  const network = printOf(pretrained)
  const splits = read.splits.filter(({ size }) => !options.sizes || options.sizes.includes(size))
  // All splits once before any twice: what is there when somebody stops it is of use.
  const runs = Array.from({ length: options.seeds }, (_, index) =>
    splits.map((split) => ({ split, seed: index + 1 })),
  ).flat()
  const known = options.isFresh || !options.json ? [] : await rowsBefore(options.json)
  const rows: PublicRow[] = []
  const keep = async (others: readonly PublicRow[]) => {
    if (!options.json) return
    const lines = [...rows, ...others.filter((row) => !rows.includes(row))]
    await mkdir(dirname(options.json), { recursive: true })
    await writeFile(options.json, `[\n${lines.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`)
  }
  const total = runs.reduce((sum, { split }) => sum + split.train.length, 0)
  const bar = createProgressBar(total)
  let done = 0
  let isStarted = false
  for (const { split, seed } of runs) {
    const before = known.find(
      (row) =>
        row.network === network &&
        row.benchmark === split.benchmark &&
        row.size === split.size &&
        row.seed === seed,
    )
    if (before) rows.push(before)
    else {
      if (!isStarted) await startBackend({ threads: 1 })
      isStarted = true
      const start = done
      rows.push({
        ...(await runSplit(split, seed, pretrained, (share) =>
          bar.update(start + 0.99 * share * split.train.length, `${split.benchmark} ${split.size}`),
        )),
        network,
      })
      // Those of an earlier run stay until it is sure that this one is done.
      await keep(known)
    }
    done += split.train.length
    bar.update(done, `${split.benchmark} ${split.size}/${seed}`)
  }
  bar.finish()
  await keep([])
  output(`${publicMarkdown(rows)}\n`)
  return 0
}

/** What a result depends on, as far as the download goes. */
function printOf({ card }: Pretrained): string {
  return `${card.id} ${card.files.weights.sha256.slice(0, 12)}`
}

async function runSplit(
  split: PublicSplit,
  seed: number,
  pretrained: Pretrained,
  onProgress: (share: number) => void,
): Promise<Omit<PublicRow, 'network'>> {
  const { benchmark, size, train, test } = split
  const startedAt = performance.now()
  const arm = await trainNeural({
    sample: { skill: benchmark, size, seed, train, watch: [], test, print: '' },
    pretrained,
    start: 'pretrained',
    config: neuralConfig('pretrained', {}, { seed, size: train.length }),
    onProgress,
  })
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10
  try {
    const answers = await arm.answer(test.map(({ text }) => text))
    const frames = test.map((utterance, index) => ({
      goldIntent: utterance.intent,
      goldSpans: utterance.spans,
      predictedIntent: answers[index]?.intent ?? '',
      predictedSpans: answers[index]?.spans ?? [],
    }))
    const scores = scoreFrames(frames)
    const macro = macroSlotF1(frames)
    return {
      benchmark,
      size,
      seed,
      intentAccuracy: scores.intentAccuracy,
      macroSlotF1: macro,
      slotF1: macro === null ? null : scores.slotF1,
      frameAccuracy: macro === null ? null : scores.frameAccuracy,
      seconds,
    }
  } finally {
    arm.dispose()
  }
}

/** The rows of an earlier run of the bench; none when the file is not there or holds something else. */
async function rowsBefore(path: string): Promise<PublicRow[]> {
  return existsSync(path) ? readRowsOf(await readFile(path, 'utf8')) : []
}

/** The options, `help`, or a sentence about what is wrong with them. */
function readOptions(args: string[]): Options | 'help' | { problem: string } {
  const read = readValues(args, {
    data: { type: 'string' },
    only: { type: 'string', default: BENCHMARKS.join(',') },
    sizes: { type: 'string' },
    seeds: { type: 'string', default: '3' },
    model: { type: 'string', default: 'public/models/base' },
    json: { type: 'string' },
    fresh: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  })
  if (read.kind === 'wrong') return read
  const { values } = read
  if (values.help) return 'help'
  if (!values.data) return { problem: 'Say where the benchmarks are, with --data <folder>.' }
  const only = values.only.split(',')
  const strange = only.find((name) => !BENCHMARKS.some((known) => known === name))
  if (strange !== undefined) {
    return { problem: `There is no benchmark "${strange}". There are: ${BENCHMARKS.join(', ')}.` }
  }
  const sizes = values.sizes === undefined ? null : readSizes(values.sizes, 1)
  if (values.sizes !== undefined && !sizes) {
    return { problem: `--sizes ${values.sizes} is not a list of whole numbers such as 5,10.` }
  }
  const seeds = readCount(values.seeds)
  if (!seeds) return { problem: '--seeds must be a whole number from 1 on.' }
  return {
    data: values.data,
    only: BENCHMARKS.filter((name) => only.includes(name)),
    sizes,
    seeds,
    model: values.model,
    json: values.json ?? null,
    isFresh: values.fresh,
  }
}
