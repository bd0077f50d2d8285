/** What the transfer bench is asked to do. */
import { parseArgs } from 'node:util'
import { readConfigOverride } from '@/cli/config-override'
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
  let values: Record<string, string | boolean | undefined>
  try {
    values = parseArgs({
      args,
      options: {
        data: { type: 'string' },
        many: { type: 'boolean' },
        merge: { type: 'boolean' },
        sizes: { type: 'string' },
        seeds: { type: 'string' },
        skills: { type: 'string' },
        arms: { type: 'string' },
        model: { type: 'string' },
        config: { type: 'string' },
        'pretrained-config': { type: 'string' },
        perturb: { type: 'boolean' },
        shard: { type: 'string' },
        work: { type: 'string' },
        json: { type: 'string' },
        fresh: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
  if (values.help) return 'help'
  const text = (name: string, fallback: string) => String(values[name] ?? fallback)
  if (!values.data)
    return { problem: 'Say what to sample skills from, with --data <file or folder>.' }
  const isMany = values.many === true
  const sizes = text('sizes', isMany ? '100' : '100,300')
    .split(',')
    .map(Number)
  if (sizes.some((size) => !Number.isInteger(size) || size < 2)) {
    return {
      problem: `--sizes ${text('sizes', '')} is not a list of whole numbers such as 100,300.`,
    }
  }
  const seeds = Number(text('seeds', isMany ? '1' : '3'))
  if (!Number.isInteger(seeds) || seeds < 1)
    return { problem: '--seeds must be a whole number from 1 on.' }
  const arms = text('arms', isMany ? 'scratch,pretrained' : ARMS.join(',')).split(',')
  const strange = arms.find((arm) => !ARMS.some((known) => known === arm))
  if (strange !== undefined)
    return { problem: `There is no arm "${strange}". There are: ${ARMS.join(', ')}.` }
  const shard = /^([1-9]\d*)\/([1-9]\d*)$/.exec(text('shard', '1/1'))
  if (!shard || Number(shard[1]) > Number(shard[2])) {
    return { problem: '--shard must be like 1/4: a part and the number of parts.' }
  }
  const config = readConfigOverride(text('config', '{}'))
  if (config.kind === 'failed') return { problem: config.reason }
  const pretrainedConfig = readConfigOverride(text('pretrained-config', '{}'))
  if (pretrainedConfig.kind === 'failed') return { problem: pretrainedConfig.reason }
  return {
    data: String(values.data),
    isMany,
    isMerge: values.merge === true,
    sizes: [...new Set(sizes)],
    seeds,
    skills: values.skills ? String(values.skills).split(',') : null,
    arms: ARMS.filter((arm) => arms.includes(arm)),
    model: text('model', 'public/models/base'),
    shard: { index: Number(shard[1]), count: Number(shard[2]) },
    work: text('work', '.bench/transfer'),
    json: values.json ? String(values.json) : null,
    isPerturbed: values.perturb === true,
    isFresh: values.fresh === true,
    configs: { config: config.config, pretrainedConfig: pretrainedConfig.config },
  }
}
