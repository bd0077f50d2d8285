/** What the transfer bench is asked to do. */
import { readConfigOverride } from '@/cli/config-override'
import { readCount, readSizes, readValues } from '../option-values'
import { ARMS, type Arm, type ArmContext } from './arms'

export const HELP = `npm run bench:transfer -- --data <file or folder> [options]

Compares the pretrained network with the same network from scratch, with classical
baselines and with NLP.js, on skills that it has never seen. All arms get the same
training utterances. The data are .jsonl or .jsonl.gz files, one annotated utterance
{ text, tokens, tags, intent, domain, split } a line; each domain with two intents and
250 utterances is a skill, a file without such domains is one skill.

  --data <path>     what to sample skills from (required)
  --many            170 skills: --data is the folder that holds evaluate/, ask/ and pretrain/
                    (bots and ask). 100 utterances of each or half of what there is, patterns
                    kept on one side; the arms are scratch and pretrained, one sample each
  --sizes <n,n>     training utterances               [100,300]
  --seeds <n>       samples of each skill and size    [3]
  --skills <a,b>    only these skills                 [all]
  --arms <a,b>      of ${ARMS.join(', ')}  [all]
  --model <folder>  the pretrained network            [public/models/base]
  --config <json>   training settings of both neural arms, such as '{"epochs":20}'
  --pretrained-config <json>   settings of the pretrained arm alone
  --perturb         also show each arm on misspelt, recased test utterances
  --shard <i/n>     only the i-th of n parts of the work (they share --work)
  --work <folder>   finished runs are kept here, and not repeated  [.bench/transfer]
  --merge           only sum up what the .jsonl files of --work hold, whoever wrote them
  --json <file>     also write all runs as an array
  --fresh           repeat runs that are finished already
`

export type BenchOptions = {
  data: string
  isMany: boolean
  isMerge: boolean
  sizes: number[]
  seeds: number
  skills: string[] | null
  arms: Arm[]
  model: string
  shard: { index: number; count: number }
  work: string
  json: string | null
  isPerturbed: boolean
  isFresh: boolean
  configs: Pick<ArmContext, 'config' | 'pretrainedConfig'>
}

/** The options, `help`, or a sentence about what is wrong with them. */
export function readOptions(args: string[]): BenchOptions | 'help' | { problem: string } {
  const read = readValues(args, {
    data: { type: 'string' },
    many: { type: 'boolean', default: false },
    merge: { type: 'boolean', default: false },
    sizes: { type: 'string' },
    seeds: { type: 'string' },
    skills: { type: 'string' },
    arms: { type: 'string' },
    model: { type: 'string', default: 'public/models/base' },
    config: { type: 'string', default: '{}' },
    'pretrained-config': { type: 'string', default: '{}' },
    perturb: { type: 'boolean', default: false },
    shard: { type: 'string', default: '1/1' },
    work: { type: 'string', default: '.bench/transfer' },
    json: { type: 'string' },
    fresh: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  })
  if (read.kind === 'wrong') return read
  const { values } = read
  if (values.help) return 'help'
  if (!values.data)
    return { problem: 'Say what to sample skills from, with --data <file or folder>.' }
  const isMany = values.many
  const sizes = readSizes(values.sizes ?? (isMany ? '100' : '100,300'), 2)
  if (!sizes) {
    return { problem: `--sizes ${values.sizes} is not a list of whole numbers such as 100,300.` }
  }
  const seeds = readCount(values.seeds ?? (isMany ? '1' : '3'))
  if (!seeds) return { problem: '--seeds must be a whole number from 1 on.' }
  const arms = (values.arms ?? (isMany ? 'scratch,pretrained' : ARMS.join(','))).split(',')
  const strange = arms.find((arm) => !ARMS.some((known) => known === arm))
  if (strange !== undefined)
    return { problem: `There is no arm "${strange}". There are: ${ARMS.join(', ')}.` }
  const shard = /^([1-9]\d*)\/([1-9]\d*)$/.exec(values.shard)
  if (!shard || Number(shard[1]) > Number(shard[2])) {
    return { problem: '--shard must be like 1/4: a part and the number of parts.' }
  }
  const config = readConfigOverride(values.config)
  if (config.kind === 'failed') return { problem: config.reason }
  const pretrainedConfig = readConfigOverride(values['pretrained-config'])
  if (pretrainedConfig.kind === 'failed') return { problem: pretrainedConfig.reason }
  return {
    data: values.data,
    isMany,
    isMerge: values.merge,
    sizes,
    seeds,
    skills: values.skills?.split(',') ?? null,
    arms: ARMS.filter((arm) => arms.includes(arm)),
    model: values.model,
    shard: { index: Number(shard[1]), count: Number(shard[2]) },
    work: values.work,
    json: values.json ?? null,
    isPerturbed: values.perturb,
    isFresh: values.fresh,
    configs: { config: config.config, pretrainedConfig: pretrainedConfig.config },
  }
}
