/** The transfer bench: samples skills, runs every arm on each sample, and sums up. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { startBackend } from '@/cli/backend'
import type { Streams } from '@/cli/command'
import { readModelFolder } from '@/cli/model-folder'
import { createProgressBar } from '@/cli/progress-bar'
import type { Pretrained } from '@/model/pretrained'
import { type Arm, type ArmContext, type ArmResult, costOf, runArm, settingsOf } from './arms'
import { readManySkills } from './many-skills'
import { reachesScratchBest } from './neural-arm'
import { type BenchOptions, HELP, readOptions } from './options'
import { keyOf, openResults, type ResultStore } from './results'
import { drawSample, type Sample } from './sampling'
import { readSkills, type Skill } from './skills'
import type { BenchRow, TimedRow } from './summary'
import { formatTables } from './tables'

/** To be raised when a change of the bench itself makes stored results incomparable. */
const BENCH_VERSION = 2

type Run = { arm: Arm; sample: Sample; key: string }

/** Runs the bench with these command line arguments and gives the exit code. */
export async function runBench(
  args: string[],
  { output, log }: Pick<Streams, 'output' | 'log'>,
): Promise<number> {
  const options = readOptions(args)
  if (options === 'help') {
    output(HELP)
    return 0
  }
  if ('problem' in options) {
    log(`${options.problem}\nnpm run bench:transfer -- --help lists the options.`)
    return 2
  }
  // Hours of work should not end on a folder that is not there.
  if (options.json) await mkdir(dirname(options.json), { recursive: true })
  const read = await (options.isMany ? readManySkills : readSkills)(options.data)
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
    pretrained: startOnce(pretrained, options.shard.count, log),
  }
  const samples = drawSamples(chosen, options, log)
  const runs = samples.flatMap((sample) =>
    options.arms.map((arm): Run => {
      const settings = settingsOf(arm, context, sample)
      const network = networkPrint(arm, pretrained)
      return { arm, sample, key: keyOf([BENCH_VERSION, arm, sample.print, settings, network]) }
    }),
  )
  const store = await openResults(
    options.work,
    `runs-${options.shard.index}-of-${options.shard.count}`,
  )
  const finished = new Map<Run, ArmResult>()
  for (const run of runs) {
    const known = options.isFresh ? undefined : store.get(run.key)
    if (known) finished.set(run, known)
  }
  log(
    `${chosen.length} skills, ${samples.length} samples, ${runs.length} runs, ${finished.size} of them finished before.`,
  )
  if (options.isMerge && finished.size < runs.length) {
    log(
      `${runs.length - finished.size} of ${runs.length} runs are missing in ${options.work}; the tables are without them.`,
    )
  }
  const failures = options.isMerge
    ? new Map<string, number>()
    : await runMissing(runs, finished, store, context)
  for (const [reason, count] of failures) log(`${count} runs failed: ${reason}`)

  const groups = new Map(chosen.map(({ name, group }) => [name, group]))
  const rows = toRows(runs, finished, options.isPerturbed).map((row): TimedRow => {
    const group = groups.get(row.skill)
    return group === undefined ? row : { ...row, group }
  })
  output(`${formatTables(rows)}\n`)
  if (options.json) {
    const lines = rows.map(({ secondsToScratchBest: _, ...row }): BenchRow => row)
    await writeFile(options.json, `${JSON.stringify(lines, null, 1)}\n`)
    log(`Wrote ${rows.length} runs to ${options.json}.`)
  }
  const isWhole = finished.size === runs.length
  return failures.size > 0 || !isWhole ? 1 : 0
}

/** Runs what is not finished, keeping each result at once. Gives the reasons of failed runs, with their counts. */
async function runMissing(
  runs: readonly Run[],
  finished: Map<Run, ArmResult>,
  store: ResultStore,
  context: ArmContext,
): Promise<Map<string, number>> {
  const costs = new Map(runs.map((run) => [run, costOf(run.arm, run.sample)]))
  const total = (list: Iterable<Run>) =>
    [...list].reduce((sum, run) => sum + (costs.get(run) ?? 0), 0)
  let done = total(finished.keys())
  const bar = createProgressBar(total(runs), done)
  const failures = new Map<string, number>()
  for (const run of runs.filter((one) => !finished.has(one))) {
    const { arm } = run
    const { skill, size, seed } = run.sample
    const note = `${skill} ${size}/${seed} ${arm}`
    const cost = costs.get(run) ?? 0
    try {
      const result = await runArm(arm, run.sample, context, (share) =>
        // Answering the tests comes after learning: a run is not done before it is.
        bar.update(done + 0.99 * share * cost, note),
      )
      finished.set(run, result)
      await store.add(run.key, result, { skill, size, seed, arm })
    } catch (error) {
      const said = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
      failures.set(`${arm}: ${said}`, (failures.get(`${arm}: ${said}`) ?? 0) + 1)
    }
    done += cost
    bar.update(done, note)
  }
  bar.finish()
  return failures
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
function drawSamples(
  skills: Skill[],
  options: BenchOptions,
  log: (line: string) => void,
): Sample[] {
  const all = options.sizes.flatMap((size) =>
    skills.flatMap((skill) => {
      const samples = Array.from({ length: options.seeds }, (_, index) =>
        drawSample(skill, size, index + 1),
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
  shards: number,
  log: (line: string) => void,
): () => Promise<Pretrained> {
  let started: Promise<void> | null = null
  return async () => {
    // Shards have the cores to share already.
    started ??= startBackend({ threads: shards > 1 ? 1 : 2 }).then((backend) =>
      log(`Backend: ${backend}`),
    )
    await started
    if (!pretrained) throw new Error('no pretrained network')
    return pretrained
  }
}

function toRows(
  runs: readonly Run[],
  finished: ReadonlyMap<Run, ArmResult>,
  isPerturbed: boolean,
): TimedRow[] {
  const scratchCurves = new Map(
    runs
      .filter(({ arm }) => arm === 'scratch')
      .map((run) => [run.sample, finished.get(run)?.curve ?? []]),
  )
  const rowsOf = (run: Run, suffix: '' | '+typos'): TimedRow[] => {
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
        secondsToScratchBest: suffix === '' ? (reached?.seconds ?? null) : null,
      },
    ]
  }
  const clean = runs.flatMap((run) => rowsOf(run, ''))
  return isPerturbed ? [...clean, ...runs.flatMap((run) => rowsOf(run, '+typos'))] : clean
}
