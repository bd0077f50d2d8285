/** `npm run bench:transfer`: what pretraining is worth on skills that the network has never seen. */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { startBackend } from '@/cli/backend'
import { readConfigOverride } from '@/cli/config-override'
import { readModelFolder } from '@/cli/model-folder'
import { createProgressBar, formatSeconds } from '@/cli/progress-bar'
import type { Pretrained } from '@/model/pretrained'
import {
  ARMS,
  type Arm,
  type ArmContext,
  type ArmResult,
  costOf,
  runArm,
  settingsOf,
} from './transfer/arms'
import { reachesScratchBest } from './transfer/neural-arm'
import { keyOf, openResults } from './transfer/results'
import { type Sample, sampleSkill } from './transfer/sampling'
import { readSkills, type Skill } from './transfer/skills'
import type { BenchRow } from './transfer/summary'
import { formatTables } from './transfer/tables'

const HELP = `npm run bench:transfer -- --data <file or folder> [options]

Compares the pretrained network with the same network from scratch, with classical
baselines and with NLP.js, on skills that it has never seen. All arms get the same
training utterances. The data are .jsonl or .jsonl.gz files, one annotated utterance
{ text, tokens, tags, intent, domain, split } a line; each domain with two intents and
250 utterances is a skill, a file without such domains is one skill.

  --data <path>     what to sample skills from (required)
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
  --json <file>     also write all runs as an array
  --fresh           repeat runs that are finished already
`

/** To be raised when a change of the bench itself makes stored results incomparable. */
const BENCH_VERSION = 1

type Run = { arm: Arm; sample: Sample; key: string }
type Options = {
  data: string
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

async function main(): Promise<number> {
  const options = readOptions()
  if (options === 'help') {
    console.log(HELP)
    return 0
  }
  if (typeof options === 'string') {
    console.error(`${options}\nnpm run bench:transfer -- --help lists the options.`)
    return 2
  }
  const log = (line: string) => console.error(line)
  const read = await readSkills(options.data)
  if (read.kind === 'failed') {
    log(`${read.reason} ${read.remedy}`)
    return 2
  }
  if (read.unalignedRows > 0) log(`${read.unalignedRows} rows left out: tokens not in the text.`)
  const chosen = chooseSkills(read.skills, options.skills)
  if (typeof chosen === 'string') {
    log(chosen)
    return 2
  }
  const model = await readModelFolder(options.model)
  const needsModel = options.arms.some((arm) => arm === 'scratch' || arm === 'pretrained')
  if (needsModel && model.kind === 'failed') {
    log(`${options.model}: ${model.message} ${model.remedy}`)
    return 1
  }
  const pretrained = model.kind === 'loaded' ? model.pretrained : null
  const context: ArmContext = {
    ...options.configs,
    cacheFolder: '.cache',
    pretrained: startOnce(pretrained, log),
  }

  const samples = drawSamples(chosen, options, log)
  const runs = samples.flatMap((sample) =>
    options.arms.map((arm): Run => {
      const settings = settingsOf(arm, context, sample.seed)
      const network = networkPrint(arm, pretrained)
      return { arm, sample, key: keyOf([BENCH_VERSION, arm, sample.print, settings, network]) }
    }),
  )
  const store = await openResults(
    options.work,
    `runs-${options.shard.index}-of-${options.shard.count}`,
  )
  const cost = (list: readonly Run[]) =>
    list.reduce((sum, run) => sum + costOf(run.arm, run.sample), 0)
  const finished = new Map<Run, ArmResult>()
  for (const run of runs) {
    const known = options.isFresh ? undefined : store.get(run.key)
    if (known) finished.set(run, known)
  }
  const missing = runs.filter((run) => !finished.has(run))
  log(
    `${chosen.length} skills, ${samples.length} samples, ${runs.length} runs, ${finished.size} of them finished before.`,
  )

  let done = cost([...finished.keys()])
  const bar = createProgressBar(cost(runs), done)
  const failures = new Map<string, number>()
  const startedAt = performance.now()
  for (const run of missing) {
    const { arm, sample } = run
    const note = `${sample.skill} ${sample.size}/${sample.seed} ${arm}`
    const share = costOf(arm, sample)
    try {
      const result = await runArm(arm, sample, context, (part) =>
        bar.update(done + 0.999 * part * share, note),
      )
      finished.set(run, result)
      const { skill, size, seed } = sample
      await store.add(run.key, result, { skill, size, seed, arm })
    } catch (error) {
      const reason = `${arm}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`
      failures.set(reason, (failures.get(reason) ?? 0) + 1)
    }
    done += share
    bar.update(done, note)
  }
  bar.finish()
  for (const [reason, count] of failures) log(`${count} runs failed: ${reason}`)
  if (missing.length > 0) log(`Took ${formatSeconds((performance.now() - startedAt) / 1000)}.`)

  const rows = toRows(runs, finished, options.isPerturbed)
  console.log(formatTables(rows))
  if (options.json) {
    await writeFile(options.json, `${JSON.stringify(rows, null, 1)}\n`)
    log(`Wrote ${rows.length} runs to ${options.json}.`)
  }
  return failures.size > 0 ? 1 : 0
}

/** The options, `help`, or a sentence about what is wrong with them. */
function readOptions(): Options | string {
  let values: Record<string, string | boolean | undefined>
  try {
    values = parseArgs({
      options: {
        data: { type: 'string' },
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
    return error instanceof Error ? error.message : String(error)
  }
  if (values.help) return 'help'
  const text = (name: string, fallback: string) => String(values[name] ?? fallback)
  if (!values.data) return 'Say what to sample skills from, with --data <file or folder>.'
  const sizes = text('sizes', '100,300').split(',').map(Number)
  if (sizes.some((size) => !Number.isInteger(size) || size < 2)) {
    return `--sizes ${text('sizes', '')} is not a list of whole numbers such as 100,300.`
  }
  const seeds = Number(text('seeds', '3'))
  if (!Number.isInteger(seeds) || seeds < 1) return '--seeds must be a whole number from 1 on.'
  const arms = text('arms', ARMS.join(',')).split(',')
  const strange = arms.find((arm) => !ARMS.some((known) => known === arm))
  if (strange !== undefined) return `There is no arm "${strange}". There are: ${ARMS.join(', ')}.`
  const shard = /^([1-9]\d*)\/([1-9]\d*)$/.exec(text('shard', '1/1'))
  if (!shard || Number(shard[1]) > Number(shard[2])) {
    return '--shard must be like 1/4: a part and the number of parts.'
  }
  const config = readConfigOverride(text('config', '{}'))
  if (config.kind === 'failed') return config.reason
  const pretrainedConfig = readConfigOverride(text('pretrained-config', '{}'))
  if (pretrainedConfig.kind === 'failed') return pretrainedConfig.reason
  return {
    data: String(values.data),
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

function chooseSkills(skills: Skill[], names: string[] | null): Skill[] | string {
  if (!names) {
    return skills.length > 0
      ? skills
      : 'There is no skill in these data: no utterance has an intent.'
  }
  const strange = names.find((name) => !skills.some((skill) => skill.name === name))
  if (strange === undefined) return skills.filter(({ name }) => names.includes(name))
  return `There is no skill "${strange}". There are: ${skills.map(({ name }) => name).join(', ')}.`
}

/** The samples of this shard. All arms of a sample stay together, so that they can be compared. */
function drawSamples(skills: Skill[], options: Options, log: (line: string) => void): Sample[] {
  const all = options.sizes.flatMap((size) =>
    skills.flatMap((skill) => {
      const samples = Array.from({ length: options.seeds }, (_, index) =>
        sampleSkill(skill, size, index + 1),
      ).filter((sample) => sample !== null)
      if (samples.length === 0) {
        log(`${skill.name} has only ${skill.utterances.length} utterances: left out at ${size}.`)
      }
      return samples
    }),
  )
  const { index, count } = options.shard
  return all.filter((_, place) => place % count === index - 1)
}

/** What of the download an arm's result depends on. */
function networkPrint(arm: Arm, pretrained: Pretrained | null): unknown {
  if (!pretrained) return null
  const { card } = pretrained
  if (arm === 'pretrained')
    return [card.id, card.files.weights.sha256, card.files.vocabulary.sha256]
  return arm === 'scratch' ? [card.network, card.files.vocabulary.sha256] : null
}

/** Starts the backend with the first neural run: a bench whose runs are all finished needs none. */
function startOnce(
  pretrained: Pretrained | null,
  log: (line: string) => void,
): () => Promise<Pretrained> {
  let started: Promise<void> | null = null
  return async () => {
    started ??= startBackend().then((backend) => log(`Backend: ${backend}`))
    await started
    if (!pretrained) throw new Error('no pretrained network')
    return pretrained
  }
}

function toRows(
  runs: readonly Run[],
  finished: ReadonlyMap<Run, ArmResult>,
  isPerturbed: boolean,
): BenchRow[] {
  const scratchCurves = new Map(
    runs
      .filter(({ arm }) => arm === 'scratch')
      .map((run) => [run.sample, finished.get(run)?.curve ?? []]),
  )
  const rowsOf = (run: Run, suffix: '' | '+typos'): BenchRow[] => {
    const result = finished.get(run)
    if (!result) return []
    const { skill, size, seed } = run.sample
    const reached = reachesScratchBest(result.curve, scratchCurves.get(run.sample) ?? [])
    return [
      {
        skill,
        size,
        seed,
        arm: `${run.arm}${suffix}`,
        ...(suffix === '' ? result.scores : result.perturbed),
        stepsToScratchBest: suffix === '' ? (reached?.step ?? null) : null,
        seconds: result.seconds,
      },
    ]
  }
  const clean = runs.flatMap((run) => rowsOf(run, ''))
  return isPerturbed ? [...clean, ...runs.flatMap((run) => rowsOf(run, '+typos'))] : clean
}

process.exitCode = await main()
