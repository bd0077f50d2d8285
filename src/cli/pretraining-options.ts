/** The command line of `npm run pretrain`: every number has its default in the training configuration. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_NETWORK, type NetworkConfig } from '@/model/network-shapes'
import {
  PRETRAINING,
  PRETRAINING_OBJECTIVES,
  PRETRAINING_WORDS,
  type PretrainingObjectives,
  STEPS_PER_EPOCH,
  type TrainingConfig,
} from '@/training/training-config'
import { readOptions, wrongUsage } from './command'

export type PretrainingOptions = {
  data: string
  out: string
  config: TrainingConfig
  /** Sizes of the network; the word vectors say their own. */
  network: NetworkConfig
  objectives: PretrainingObjectives
  words: number
  from: string | null
  python: string
  threads: number
  fresh: boolean
}

/** Where the teacher's packages are looked for before the Python of the system. */
const OWN_PYTHON = join('.cache', 'python', 'bin', 'python')

const OBJECTIVE_HELP: Record<keyof PretrainingObjectives, string> = {
  spans: 'share of steps that learn where any slot stands',
  cloze: 'share of steps that guess hidden words',
  neighbours: 'weight of guessing the words next to each word',
  summary: 'weight of saying which words a text holds',
  names: 'weight of telling labels apart by their names',
  prototypes: 'weight of telling texts apart by a few others',
  teacher: 'weight of pointing where the teacher points; 0 also leaves its word vectors out',
}

const OBJECTIVE_NAMES = Object.keys(OBJECTIVE_HELP) as (keyof PretrainingObjectives)[]

/** What `--help` says. */
export const PRETRAINING_HELP = `npm run pretrain -- --data <folder> [options]

Makes public/models/<id> from the annotated sources in <folder> (*.jsonl.gz).

  --data <folder>   the sources (required)
  --out <folder>    where the model goes            [public/models/base]
  --steps <n>       training steps, in whole ${STEPS_PER_EPOCH}s    [${PRETRAINING.epochs * STEPS_PER_EPOCH}]
  --batch <n>       utterances a step               [${PRETRAINING.batchSize}]
  --rate <x>        peak learning rate              [${PRETRAINING.learningRate}]
  --words <n>       words in the vocabulary         [${PRETRAINING_WORDS}]
  --units <n>       LSTM units a direction          [${DEFAULT_NETWORK.units}]
  --swap <share>    texts whose slot values are swapped             [${PRETRAINING.slotSwap}]
${OBJECTIVE_NAMES.map((name) => `  --${name.padEnd(14)}  ${OBJECTIVE_HELP[name]} [${PRETRAINING_OBJECTIVES[name]}]`).join('\n')}
  --python <path>   Python with teacher/requirements.txt, to ask the teacher with
                    [${OWN_PYTHON} if it is there, else python3]
  --from <file>     start from the weights of another run's checkpoint.bin
  --seed <n>        of every random choice          [${PRETRAINING.seed}]
  --threads <n>     threads to compute with         [2]
  --fresh           forget an interrupted run instead of resuming it
`

/** Reads the command line; null asks for help. Throws a `CommandFailure` that says what is wrong. */
export function readPretrainingOptions(args: string[]): PretrainingOptions | null {
  const number = { type: 'string' } as const
  const { values } = readOptions(args, {
    data: { type: 'string' },
    out: { type: 'string', default: 'public/models/base' },
    steps: number,
    batch: number,
    rate: number,
    words: number,
    units: number,
    swap: number,
    spans: number,
    cloze: number,
    neighbours: number,
    summary: number,
    names: number,
    prototypes: number,
    teacher: number,
    python: { type: 'string' },
    from: { type: 'string' },
    seed: number,
    threads: number,
    fresh: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  })
  if (values.help) return null
  const { data } = values
  if (!data) throw wrongUsage('Name the folder of the sources: --data <folder>.')
  if (!existsSync(data)) {
    throw wrongUsage(`There is no folder ${data}. Name the folder that holds the *.jsonl.gz files.`)
  }
  if (values.from && !existsSync(values.from)) {
    throw wrongUsage(
      `There is no file ${values.from}. Name the checkpoint.bin of an earlier run, below .pretrain.`,
    )
  }
  const read = (name: string, text: string | undefined, otherwise: number): number => {
    if (text === undefined) return otherwise
    const given = Number(text)
    if (text.trim() !== '' && given >= 0 && Number.isFinite(given)) return given
    throw wrongUsage(`--${name} must be a number from 0 on, not "${text}".`)
  }
  const steps = read('steps', values.steps, PRETRAINING.epochs * STEPS_PER_EPOCH)
  const objectives = { ...PRETRAINING_OBJECTIVES }
  for (const name of OBJECTIVE_NAMES) objectives[name] = read(name, values[name], objectives[name])
  return {
    data,
    out: values.out,
    config: {
      ...PRETRAINING,
      seed: read('seed', values.seed, PRETRAINING.seed),
      batchSize: read('batch', values.batch, PRETRAINING.batchSize),
      learningRate: read('rate', values.rate, PRETRAINING.learningRate),
      slotSwap: read('swap', values.swap, PRETRAINING.slotSwap),
      epochs: Math.max(1, Math.round(steps / STEPS_PER_EPOCH)),
    },
    network: { ...DEFAULT_NETWORK, units: read('units', values.units, DEFAULT_NETWORK.units) },
    objectives,
    words: read('words', values.words, PRETRAINING_WORDS),
    from: values.from ?? null,
    python: values.python ?? (existsSync(OWN_PYTHON) ? OWN_PYTHON : 'python3'),
    threads: read('threads', values.threads, 2),
    fresh: values.fresh,
  }
}
