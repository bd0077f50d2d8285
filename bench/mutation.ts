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
import { basename, relative } from 'node:path'
import { argv, env, exit } from 'node:process'
import { parseArgs } from 'node:util'
import { Stryker } from '@stryker-mutator/core'
import { createRandom } from '@/project/random'

type MutantResult = Awaited<ReturnType<Stryker['runMutationTest']>>[number]
/** A mutant as it is planned: run with the tests that reach it, or answered at once. */
type MutantPlan = { plan: 'Run' | 'EarlyResult'; mutant: MutantResult }
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
const NO_SOURCE = /\.test\.ts$|fixtures?\.ts$|testing\.ts$|\.d\.ts$|kernels-wasm\.ts$/

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

const only = values.only?.split(',')
const files = readdirSync(`src/${room}`, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !NO_SOURCE.test(name))
  .filter((name) => only === undefined || only.includes(basename(name, '.ts')))
  .map((name) => `src/${room}/${name}`)
const keptAt = `.cache/mutation/${room}.json`
const before: readonly Kept[] = values.again ? JSON.parse(readFileSync(keptAt, 'utf8')).results : []
const results: Kept[] = before.filter((kept) => !isAlive(kept))
const linesByFile = new Map<string, readonly string[]>()
let population = 0

env.SKILLET_TESTS = [`src/${room}/**/*.test.ts`, ...(FURTHER_TESTS[room] ?? [])].join(',')
globalThis.onMutantsPlanned = (plans) => {
  const open = plans.filter(({ plan, mutant }) => plan === 'Run' && !isProse(mutant))
  const random = createRandom(`mutation/${values.seed}`)
  const chosen = values.again
    ? stillAlive(open)
    : open
        .map((plan) => ({ plan, turn: random.next() }))
        .sort((a, b) => a.turn - b.turn)
        .slice(0, Number(values.sample))
        .map(({ plan }) => plan)
  const isChosen = new Set(chosen)
  for (const plan of plans) {
    if (isChosen.has(plan)) continue
    // The list that Stryker goes through is this one: what is not drawn is answered before it is run.
    plan.plan = 'EarlyResult'
    plan.mutant = { ...plan.mutant, status: 'Ignored' }
  }
  population = open.length
  console.log(`${plans.length} mutants, ${population} could be run, ${chosen.length} are`)
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
  mutate: files,
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner', `${import.meta.dirname}/mutation-reporter.mjs`],
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  reporters: ['teller'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 1,
  timeoutMS: 20_000,
  // Types are no business of the test runner, and reading every file to switch them off takes a minute.
  disableTypeChecks: false,
  tsconfigFile: 'none.json',
  ignorePatterns: ['/.*', '/dist*', '/release', '/docs', '/e2e', '/test-results', '/deploy'],
  tempDirName: '.cache/mutation/sandbox',
  allowEmpty: true,
  logLevel: 'warn' as string,
}
await new Stryker(options as ConstructorParameters<typeof Stryker>[0]).runMutationTest()
finish()

function keep(): void {
  mkdirSync('.cache/mutation', { recursive: true })
  writeFileSync(keptAt, JSON.stringify({ room, seed: values.seed, population, results }))
}

function shorten({ fileName, location, mutatorName, replacement, status, killedBy }: MutantResult) {
  const file = relative('.', fileName)
  return { file, location, mutatorName, replacement, status, killedBy }
}

function isAlive({ status }: Pick<Kept, 'status'>): boolean {
  return status === 'Survived' || status === 'NoCoverage'
}

/** The plans of those mutants that no test noticed the last time. */
function stillAlive(plans: readonly MutantPlan[]): MutantPlan[] {
  const keyOf = ({ file, location, replacement }: Kept) =>
    [
      file,
      location.start.line,
      location.start.column,
      location.end.line,
      location.end.column,
      replacement,
    ].join()
  const alive = new Set(before.filter(isAlive).map(keyOf))
  return plans.filter(({ mutant }) => {
    const { start, end } = mutant.location
    // Plans count lines and columns from zero, results from one.
    const location = { start: oneOn(start), end: oneOn(end) }
    return alive.has(keyOf({ ...shorten(mutant), location }))
  })
}

function oneOn({ line, column }: { line: number; column: number }) {
  return { line: line + 1, column: column + 1 }
}

/** Whether a planned mutant changes only words for people. */
function isProse({ mutatorName, fileName, location: { start, end } }: MutantResult): boolean {
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
  console.log(`| ${room} | ${population} | ${total} | ${killed} | ${share} | ${values.seed} |`)
  exit(0)
}
