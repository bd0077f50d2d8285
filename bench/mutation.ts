/**
 * Changes the source in small ways and asks whether a test notices: `npm run test:mutation -- evaluation`.
 * Stryker makes the mutants of a whole folder; as many as there is time for are drawn by a seed and run.
 *
 * Words for people (a string with a space in it) are left alone: a test that pins them down would be a copy of
 * them. So is what runs once, as a module is loaded: it would cost a new start each.
 *
 * Options: `--sample 200` mutants, `--seed 1`, `--minutes 30` when to stop with what is known,
 * `--only span-matching,scores` files by name, `--again` those alone that survived the last time.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, relative, resolve } from 'node:path'
import { argv, env, exit } from 'node:process'
import { parseArgs } from 'node:util'
import { Stryker } from '@stryker-mutator/core'
import { Instrumenter } from '@stryker-mutator/instrumenter'
import { createRandom } from '@/project/random'

type MutantResult = Awaited<ReturnType<Stryker['runMutationTest']>>[number]
/** A mutant as it is planned: run with the tests that reach it, or answered at once. */
type MutantPlan = { plan: 'Run' | 'EarlyResult'; mutant: MutantResult }
/** A mutant before anything has become of it. */
type PlannedMutant = Awaited<ReturnType<Instrumenter['instrument']>>['mutants'][number]
/** What is kept of a mutant from one run to the next. */
type Kept = ReturnType<typeof shorten>

declare global {
  var onMutantsPlanned: ((plans: readonly MutantPlan[]) => void) | undefined
  var onMutantTested: ((result: MutantResult) => void) | undefined
}

const { values, positionals } = parseArgs({
  args: argv.slice(2),
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '30' },
    only: { type: 'string' },
    again: { type: 'boolean', default: false },
  },
})
const room = positionals[0]
if (room === undefined) {
  console.error('Name a folder of src: npm run test:mutation -- evaluation')
  exit(2)
}

/** What only tests use, and what is data. */
const NO_SOURCE = /\.test\.ts$|fixtures?\.ts$|testing(-\w+)?\.ts$|\.d\.ts$|kernels-wasm\.ts$/

/** Tests in other folders that are about this one's source. */
const FURTHER_TESTS: Readonly<Record<string, readonly string[]>> = {
  project: ['src/lint/*.test.ts'],
  model: [
    'bench/download-faults.test.ts',
    'src/training/fine-tune.test.ts',
    'src/runtime/*.test.ts',
  ],
  records: ['src/store/skill-records.test.ts'],
  runtime: ['src/records/*.test.ts', 'src/serve/*.test.ts'],
}

/** Tests that take seconds: of how long hostile input takes, which few changes are about. */
const SLOW_TESTS: Readonly<Record<string, readonly string[]>> = {
  formats: ['src/formats/hostile.test.ts', 'src/formats/repeated-markup.test.ts'],
}

const only = values.only?.split(',')
const files = readdirSync(`src/${room}`, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !NO_SOURCE.test(name))
  .filter((name) => only === undefined || only.includes(basename(name, '.ts')))
  .map((name) => `src/${room}/${name}`)
const keptAt = `.cache/mutation/${room}.json`
const before: readonly Kept[] = values.again ? JSON.parse(readFileSync(keptAt, 'utf8')).results : []
const results: Kept[] = before.filter((kept) => !isAlive(kept))
const linesByFile = new Map<string, readonly string[]>()
const all = (await mutantsOf(files)).filter((mutant) => !isProse(mutant))
const drawn = values.again ? stillAlive(all) : inRandomOrder(all)
/** A tenth more than are wanted: some turn out to run only once, as a module is loaded. */
const candidates = values.again ? drawn : drawn.slice(0, Math.ceil(1.1 * Number(values.sample)))

env.SKILLET_TESTS = [`src/${room}/**/*.test.ts`, ...(FURTHER_TESTS[room] ?? [])].join(',')
env.SKILLET_SLOW_TESTS = (SLOW_TESTS[room] ?? []).join(',')
// A fault shows in the first generated projects, or in few.
env.SKILLET_PROPERTY_RUNS = '6'
globalThis.onMutantsPlanned = (plans) => {
  const planOf = new Map(plans.map((plan) => [keyOf(plan.mutant), plan]))
  const open = candidates.flatMap((mutant) => {
    const plan = planOf.get(keyOf(mutant))
    return plan?.plan === 'Run' ? [plan] : []
  })
  const chosen = new Set(values.again ? open : open.slice(0, Number(values.sample)))
  for (const plan of plans) {
    if (chosen.has(plan)) continue
    // The list that Stryker goes through is this one: what is not drawn is answered before it is run.
    plan.plan = 'EarlyResult'
    plan.mutant = { ...plan.mutant, status: 'Ignored' }
  }
  console.log(`${all.length} mutants, ${chosen.size} are run`)
  // The first run of all tests, which says which of them reach what, does not count.
  setTimeout(() => {
    console.log(`Time is up: ${results.length} mutants are judged.`)
    finish()
  }, Number(values.minutes) * 60_000).unref()
}
globalThis.onMutantTested = (result) => {
  if (result.status === 'Ignored') return
  results.push(shorten(result))
  keep()
}

const options = {
  // No more than is drawn: what says which test reaches which mutant grows with both, and was lost when large.
  mutate: candidates.map(rangeOf),
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner', `${import.meta.dirname}/mutation-reporter.mjs`],
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  reporters: ['teller'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 1,
  timeoutMS: 20_000,
  dryRunTimeoutMinutes: 30,
  // Types are no business of the test runner, and reading every file to switch them off takes a minute.
  disableTypeChecks: false,
  tsconfigFile: 'none.json',
  ignorePatterns: ['/.*', '/dist*', '/release', '/e2e', '/test-results', '/deploy'],
  tempDirName: '.cache/mutation/sandbox',
  allowEmpty: true,
  logLevel: 'warn' as string,
}
await new Stryker(options as ConstructorParameters<typeof Stryker>[0]).runMutationTest()
finish()

function keep(): void {
  mkdirSync('.cache/mutation', { recursive: true })
  writeFileSync(
    keptAt,
    JSON.stringify({ room, seed: values.seed, population: all.length, results }),
  )
}

function shorten({ fileName, location, mutatorName, replacement, status, killedBy }: MutantResult) {
  const file = relative('.', fileName)
  return { file, location, mutatorName, replacement, status, killedBy }
}

function isAlive({ status }: Pick<Kept, 'status'>): boolean {
  return status === 'Survived' || status === 'NoCoverage'
}

/** All mutants of these files, as Stryker makes them: lines and columns counted from zero. */
async function mutantsOf(names: readonly string[]): Promise<readonly PlannedMutant[]> {
  const quiet = { isDebugEnabled: () => false, debug: () => {}, info: () => {}, warn: () => {} }
  const instrumenter = new Instrumenter(
    quiet as unknown as ConstructorParameters<typeof Instrumenter>[0],
  )
  const sources = names.map((name) => ({
    name: resolve(name),
    mutate: true,
    content: readFileSync(name, 'utf8'),
  }))
  const options = { plugins: null, excludedMutations: [], ignorers: [] }
  return (await instrumenter.instrument(sources, options)).mutants
}

function inRandomOrder(mutants: readonly PlannedMutant[]): PlannedMutant[] {
  return createRandom(`mutation/${values.seed}`).shuffled(mutants)
}

/** Those mutants that no test noticed the last time. */
function stillAlive(mutants: readonly PlannedMutant[]): PlannedMutant[] {
  // What is kept counts lines and columns from one.
  const zeroBased = ({ line, column }: Kept['location']['start']) => ({
    line: line - 1,
    column: column - 1,
  })
  const alive = new Set(
    before.filter(isAlive).map(({ file, location: { start, end }, replacement }) =>
      keyOf({
        fileName: file,
        location: { start: zeroBased(start), end: zeroBased(end) },
        replacement,
      }),
    ),
  )
  return mutants.filter((mutant) => alive.has(keyOf(mutant)))
}

function keyOf({
  fileName,
  location: { start, end },
  replacement,
}: Pick<PlannedMutant, 'fileName' | 'location' | 'replacement'>): string {
  const place = [start.line, start.column, end.line, end.column]
  return [resolve(fileName), ...place, replacement].join(' ')
}

/** The place of a mutant as Stryker is told it: lines from one, columns from zero. */
function rangeOf({ fileName, location: { start, end } }: PlannedMutant): string {
  const file = relative('.', fileName)
  return `${file}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`
}

/** Whether a planned mutant changes only words for people. */
function isProse({ mutatorName, fileName, location: { start, end } }: PlannedMutant): boolean {
  if (mutatorName !== 'StringLiteral' || start.line !== end.line) return false
  const line = linesOf(fileName)[start.line] ?? ''
  return line.slice(start.column, end.column).trim().includes(' ')
}

function linesOf(fileName: string): readonly string[] {
  const lines = linesByFile.get(fileName) ?? readFileSync(fileName, 'utf8').split('\n')
  linesByFile.set(fileName, lines)
  return lines
}

/** Prints the survivors, their kinds and the row of the folder. */
function finish(): never {
  const survivors = results.filter(isAlive)
  const kinds = new Map<string, number>()
  for (const { file, location, mutatorName, replacement, status } of survivors) {
    const { line, column } = location.start
    const words = replacement?.replaceAll(/\s+/g, ' ').slice(0, 80)
    const was = (linesOf(file)[line - 1] ?? '').trim().slice(0, 90)
    const what = status === 'Survived' ? 'survived' : 'no test '
    console.log(`${what}  ${file}:${line}:${column}  ${was}  →  ${words}`)
    kinds.set(mutatorName, (kinds.get(mutatorName) ?? 0) + 1)
  }
  console.log([...kinds].map(([kind, count]) => `${kind} ${count}`).join(', '))
  const killed = results.filter(({ status }) => status === 'Killed' || status === 'Timeout').length
  const total = killed + survivors.length
  const share = total === 0 ? '–' : `${((100 * killed) / total).toFixed(1)}%`
  console.log(`| ${room} | ${all.length} | ${total} | ${killed} | ${share} | ${values.seed} |`)
  exit(0)
}
